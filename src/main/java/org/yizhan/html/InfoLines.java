package org.yizhan.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * What a page prints around its title: the line of time, source, author and editor, in whatever order and however glued
 * together.
 */
final class InfoLines {

    private static final int BEFORE = 12;
    private static final int BEHIND = 30;

    /** How near the title a date without a label is the publication's. */
    private static final int NEAR = 10;

    private static final int LONGEST = 200;
    private static final int LONGEST_VALUE = 40;

    /** The labels of such a line, with a colon behind them or standing by themselves. */
    private static final String WORDS = "(?:信息|文章|稿件|新闻|内容|本文|原文)?(?:来\\s*源|稿\\s*源)"
            + "|作\\s*者|记者|通讯员|(?:责任|文字|网络|值班)编辑|责\\s*编|编\\s*辑|审核|校对|[一二三]审|(?:发布|发稿|更新|发表)?(?:时间|日期)|发布(?:机构|单位|人)?"
            + "|(?:浏览|点击|阅读|访问|评论)(?:次数|人数|数|量|人次)?|字号|字体|大小|分享到?|打印|收藏|关闭|纠错|返回";

    private static final String COLON = "\\s{0,3}[:：丨|]";
    private static final String LABEL =
            "(?:(?:" + WORDS + ")" + COLON + "|(?<![\\u4e00-\\u9fff])(?:" + WORDS + ")(?=[\\s【\\[（(\\d]|$))";
    private static final Pattern SOURCE = Pattern.compile(
            "(?<![\\u4e00-\\u9fff])(?:信息|文章|稿件|新闻|内容|本文|原文)?(?:来\\s*源|稿\\s*源)(" + COLON + "|\\s)\\s*(.*)$");
    private static final Pattern BEGINNING = Pattern.compile("^(?:" + LABEL + "|" + PrintedDate.DATE + ")");
    private static final Pattern FIELD = Pattern.compile(LABEL);
    private static final Pattern END =
            Pattern.compile("(?:19|20)\\d{2}\\s*[-/.年]|[|｜丨【】\\[\\]]|(?<=[^a-zA-Z])\\s|\\s(?=[^a-zA-Z])|" + LABEL);
    private static final Pattern END_OF_NAMES =
            Pattern.compile("(?:19|20)\\d{2}\\s*[-/.年]|[:：|｜丨【】\\[\\]()（）]|[A-Za-z_]{0,8}\\d|" + LABEL);
    private static final Pattern PERSON =
            Pattern.compile("(责任编辑|责\\s*编|编\\s*辑|作\\s*者)(?:\\s{0,3}[:：]|(?<=(?:^|[\\s　]).{2,4})[\\s　])[\\s　]*");

    /** A name of two characters, set as wide as one of three: {@code 张 枫}. */
    private static final Pattern WIDE =
            Pattern.compile("(?<![\\u4e00-\\u9fff])([\\u4e00-\\u9fff])[\\s　]+([\\u4e00-\\u9fff])(?![\\u4e00-\\u9fff])");

    private static final Pattern BYLINE = Pattern.compile("^[■□◎]?\\s*(?:本报|本刊|本台|本网)(?:特约|见习)?记者[^《（(|：:，。]{2,30}");
    private static final String TO_DATE = "\\s*[:：]?\\s*[\\[【(（]?\\s*(" + PrintedDate.DATE + ")";

    /** From the label that says it to those that say when a document was signed or printed, the day of last resort. */
    private static final List<Pattern> PUBLISHED = List.of(
            Pattern.compile("(?:发布时间|发布日期|发稿时间|发表时间|刊发时间|发表于|发布于|posted\\s*@)" + TO_DATE),
            Pattern.compile("(?:发文时间|发文日期|更新时间|更新日期|(?<![\\u4e00-\\u9fff])(?:时\\s*间|日\\s*期)|\\bDate)" + TO_DATE));

    private static final Pattern SIGNED = Pattern.compile("(?:成文|印发|生成|签发|制定)(?:时间|日期)" + TO_DATE);
    private static final Pattern OTHER_DAY =
            Pattern.compile("(?:成文|印发|生成|签发|制定|生效|有效|实施|施行|失效|废止|截止|起始|开始|结束|到期)[\\u4e00-\\u9fff]{0,4}" + TO_DATE);
    private static final Pattern LEAD = Pattern.compile("^(?:本文)?(?:来源于|来自|转载自|转自)\\s*[:：]?");
    private static final Pattern OUTLET = Pattern.compile("[\\u4e00-\\u9fffA-Za-z0-9“”《》·、\\-－—（）() ]{2,40}");

    private final Document page;
    private final List<Block> lines;
    private final List<Block> around;
    private final int title;

    /**
     * @param blocks the page's lines, furniture included
     * @param title the one that shows the title
     */
    InfoLines(Document page, List<Block> blocks, Optional<Block> title) {
        this.page = page;
        this.lines = blocks;
        int at = title.map(shown -> at(shown, blocks)).orElse(0);
        int from = Math.max(0, at - BEFORE);
        this.around = blocks.subList(from, Math.min(blocks.size(), at + BEHIND));
        this.title = at - from;
    }

    /** A title of several lines stands where its first one does. */
    private static int at(Block shown, List<Block> blocks) {
        for (int i = 0; i < blocks.size(); i++) {
            if (blocks.get(i).parent() == shown.parent()
                    && shown.text().startsWith(blocks.get(i).text())) {
                return i;
            }
        }
        return 0;
    }

    /** The time as printed: with a label, in an element made for it, or alone beside the title. */
    Optional<String> time() {
        return labelled(behindFirst())
                .or(this::marked)
                .or(this::beside)
                .or(this::below)
                .or(this::signed);
    }

    /** The best label counts, wherever it stands. */
    private static Optional<String> labelled(List<Block> lines) {
        return PUBLISHED.stream()
                .map(label -> first(label, lines))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> first(Pattern label, List<Block> lines) {
        for (Block block : lines) {
            Matcher time = label.matcher(block.text());
            if (block.text().length() <= LONGEST && time.find()) {
                return Optional.ofNullable(time.group(1));
            }
        }
        return Optional.empty();
    }

    /** Blogs say it below the text. */
    private Optional<String> below() {
        return labelled(lines);
    }

    private Optional<String> signed() {
        return first(SIGNED, lines);
    }

    private Optional<String> marked() {
        for (Element element : page.select(
                "time[datetime],[itemprop=datePublished],#pubtime,#publish_time,.pubtime,.publish-time,.article-time,[pubdate]")) {
            String text = element.hasAttr("datetime")
                    ? element.attr("datetime")
                    : element.hasAttr("content") ? element.attr("content") : element.text();
            if (!text.isBlank() && text.length() < LONGEST / 2) {
                return Optional.of(text.strip());
            }
        }
        return Optional.empty();
    }

    private Optional<String> beside() {
        Optional<String> day = Optional.empty();
        Pattern date = Pattern.compile(PrintedDate.DATE);
        for (int i = Math.max(0, title - NEAR / 2); i < Math.min(around.size(), title + NEAR); i++) {
            Block block = around.get(i);
            Matcher found = date.matcher(OTHER_DAY.matcher(block.text()).replaceAll(""));
            if (i != title && !block.isProse() && block.text().length() <= LONGEST / 2 && found.find()) {
                if (PrintedDate.hasClock(found.group())) {
                    return Optional.of(found.group());
                }
                day = day.or(() -> Optional.of(found.group()));
            }
        }
        return day;
    }

    private List<Block> behindFirst() {
        var lines = new ArrayList<>(around.subList(Math.min(title, around.size()), around.size()));
        lines.addAll(around.subList(0, Math.min(title, around.size())));
        lines.removeIf(block -> block.text().length() > LONGEST);
        return lines;
    }

    /** The outlet after 来源：, on the same line or the next one. */
    Optional<String> source() {
        List<Block> lines = behindFirst();
        for (int i = 0; i < lines.size(); i++) {
            Optional<String> value = valueOfSource(lines.get(i).text());
            if (value.isPresent()) {
                boolean below = value.get().isEmpty() && i + 1 < lines.size();
                Optional<String> name = outlet(below ? lines.get(i + 1).text() : value.get());
                if (name.isPresent()) {
                    return name;
                }
            }
        }
        return marked("#source,#source_baidu,.source,.laiyuan,.article-source,.media_name,.post_source");
    }

    /** What follows 来源 in {@code line}; without a colon only in a line that begins with such a label or a date. */
    private static Optional<String> valueOfSource(String line) {
        Matcher source = SOURCE.matcher(line);
        boolean found = source.find()
                && (!String.valueOf(source.group(1)).isBlank()
                        || BEGINNING.matcher(line).find());
        return found ? Optional.ofNullable(source.group(2)) : Optional.empty();
    }

    private Optional<String> marked(String selector) {
        return page.select(selector).stream()
                .map(element -> Lines.fold(element.text()))
                .filter(text -> text.length() <= LONGEST_VALUE && !text.isEmpty())
                .findFirst()
                .flatMap(InfoLines::outlet);
    }

    /** The name in {@code text}, with or without the label 来源：. */
    static Optional<String> named(String text) {
        Matcher source = SOURCE.matcher(text);
        return outlet(source.find() ? String.valueOf(source.group(2)) : text);
    }

    /** The name at the start of {@code value}, up to what follows on the same line. */
    static Optional<String> outlet(String value) {
        if (FIELD.matcher(value).lookingAt()) {
            return Optional.empty();
        }
        Matcher end = END.matcher(value);
        String name = value;
        while (end.find()) {
            if (end.start() > 0) {
                name = value.substring(0, end.start());
                break;
            }
        }
        name = LEAD.matcher(Lines.fold(name)).replaceFirst("");
        name = name.endsWith("）") && !name.contains("（") ? name.substring(0, name.length() - 1) : name;
        return name.length() <= LONGEST_VALUE && OUTLET.matcher(name).matches() ? Optional.of(name) : Optional.empty();
    }

    /** The people named there, one credit a line: {@code 责任编辑：X}. */
    List<String> credits() {
        var credits = new ArrayList<String>();
        for (Block block : behindFirst()) {
            if (block.isProse() && block.size() > LONGEST_VALUE) {
                continue;
            }
            Matcher byline = BYLINE.matcher(block.text());
            if (byline.find()) {
                credits.add(Lines.fold(byline.group()));
            }
            credits.addAll(people(block.text()));
        }
        return credits;
    }

    /** The people that {@code line} names with a label, one credit each. */
    static List<String> people(String line) {
        var credits = new ArrayList<String>();
        boolean isInfo = BEGINNING.matcher(line).find();
        Matcher person = PERSON.matcher(line);
        while (person.find()) {
            boolean labelled =
                    person.group().indexOf(':') >= 0 || person.group().indexOf('：') >= 0;
            String rest = line.substring(person.end(), Math.min(line.length(), person.end() + LONGEST_VALUE));
            Matcher end = END_OF_NAMES.matcher(rest);
            String names = Lines.fold(end.find() ? rest.substring(0, end.start()) : rest);
            if ((labelled || isInfo) && names.length() > 1) {
                credits.add(
                        Lines.bare(person.group(1)) + "：" + WIDE.matcher(names).replaceAll("$1$2"));
            }
        }
        return credits;
    }
}
