package org.yizhan.normalize;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts the printed name of an outlet out of what follows a label. */
final class OutletName {

    private static final int LONGEST = 40;
    private static final Pattern URL = Pattern.compile("https?://[\\w\\-.~:/?#\\[\\]@!$&'*+,;=%]+");
    private static final Pattern END = Pattern.compile(
            "[,，。;；!?]|\\s*(?:作者|责任编辑|责编|编辑|记者|通讯员|发布时间|发布日期|时间|原文链接|链接|浏览|阅读)"
                    + "|\\s*(?:19|20)\\d{2}\\s*[年./-]|\\s{2,}|\\s*:?\\s*https?:|(?<=\\S)\\s*第\\s*\\d+\\s*[版期]|\\s来\\s*源:");
    private static final Pattern TAIL = Pattern.compile("(?:微信公众号|微信公众平台|公众号|微信号|\\(ID:[^)]*\\)|等|\\s|:)+$");
    private static final Pattern ACCOUNT = Pattern.compile("^(?:官方)?(?:微信)?公众号\\s*[:：]?\\s*");
    private static final Set<String> NOBODY = Set.of(
            "网络", "互联网", "网上", "网络综合", "综合", "综合网络", "综合自网络", "网友", "本网", "本站", "本台", "本报", "本刊", "本社", "本网站", "本公众号",
            "本平台", "本单位", "本局", "本网原创", "本站原创", "原创", "原文", "见文末", "公开资料", "公开信息", "未知", "其他", "作者", "暗网", "官方");
    /** 消息来源：知情人士 names nobody either; 《读者》 in brackets is a magazine. */
    private static final Pattern SOMEBODY = Pattern.compile("(?:知情|业内|相关|有关|内部|权威|现场|目击|热心|当地|广大|多位|一些|部分|其他|各大|多家)*"
            + "(?:人士|人员|网友|网民|读者|市民|群众|居民|村民|观众|听众|粉丝|目击者|爆料人|当事人|家属|部门|单位|媒体|渠道|网站|平台)");

    private static final Pattern MERGED =
            Pattern.compile("^综合自?\\s*:?\\s*(?=.*[、等]|.*(?:报道|消息|[电讯])$|(?!新闻|信息).{2,}(?:社|网|报|台|新闻|客户端)$)");
    private static final Pattern REPORT = Pattern.compile("(?:综合)?(?:报道|消息|[电讯])$");
    private static final String OPEN = "“\"‘'「『《〈([<";
    private static final String CLOSE = "”\"’'」』》〉)]>";

    private OutletName() {}

    /** The address in {@code text}, where it holds one. */
    static Optional<String> url(String text) {
        if (!text.contains("http")) {
            return Optional.empty();
        }
        Matcher url = URL.matcher(text);
        return url.find() ? Optional.of(url.group()) : Optional.empty();
    }

    /**
     * The name at the start of {@code text}, as printed but for brackets, quotes, date, issue and 公众号; empty where
     * nobody is named (来源：网络, 来源：本站) or the words are none of a name.
     */
    static Optional<String> read(String text) {
        String name = Texts.strip(text);
        Matcher account = ACCOUNT.matcher(name);
        name = account.find() ? name.substring(account.end()) : name;
        Matcher merged = MERGED.matcher(name);
        boolean isMerged = merged.find();
        name = isMerged ? name.substring(merged.end()) : name;
        int open = name.isEmpty() ? -1 : OPEN.indexOf(name.charAt(0));
        boolean isPaper = name.startsWith("《");
        int close = open < 0 ? -1 : name.indexOf(CLOSE.charAt(open), 1);
        if (close > 1) {
            name = name.substring(1, close);
        } else {
            Matcher end = END.matcher(name);
            name = closed(end.find() ? name.substring(0, end.start()) : name);
        }
        int comma = name.indexOf('、');
        name = comma > 1 ? name.substring(0, comma) : name;
        Matcher tail = TAIL.matcher(name);
        name = tail.find() && tail.start() > 0 ? name.substring(0, tail.start()) : name;
        name = isMerged ? REPORT.matcher(name).replaceFirst("") : name;
        return isName(name) && (isPaper || !SOMEBODY.matcher(name).matches()) ? Optional.of(name) : Optional.empty();
    }

    /** Cut in front of a bracket that isn't closed: what a reporter's name in brackets leaves. */
    private static String closed(String name) {
        int open = Math.max(name.lastIndexOf('('), name.lastIndexOf('['));
        boolean isOpen = open > 0 && name.indexOf(')', open) < 0 && name.indexOf(']', open) < 0;
        return isOpen ? Texts.strip(name.substring(0, open)) : name;
    }

    private static boolean isName(String name) {
        return name.length() >= 2
                && name.length() <= LONGEST
                && !NOBODY.contains(name)
                && !name.startsWith("综合自")
                && !name.startsWith("请")
                && !name.startsWith("需")
                && !name.startsWith("须")
                && !name.startsWith("务必")
                && !name.startsWith("或")
                && !name.startsWith("、")
                && !name.contains("注明")
                && !name.contains("互联网,")
                && Character.isLetterOrDigit(name.charAt(0));
    }
}
