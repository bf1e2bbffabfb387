package org.yizhan.normalize;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the people behind a text (作者, 责任编辑) and knows the lines that are no text: credits and licences. Stateless. */
final class Credits {

    private static final int LONGEST = 120;
    private static final int WINDOW = 160;

    /** How many characters behind a label may be names. */
    private static final int NAMES = 40;

    private static final Pattern EDITOR =
            Pattern.compile("(?:责任编辑|视频编辑|文字编辑|责\\s*编|值班编辑|(?<![\\u4e00-\\u9fff])编\\s*辑)\\s*[:|]\\s*");
    private static final Pattern WRITTEN_BY = Pattern.compile("作[\\s\\p{Z}]*者");
    private static final Pattern AUTHOR = Pattern.compile("(?:^|[\\s,(])作\\s*者\\s*(?::|\\s)\\s*([^:|]{1,80})");
    private static final Pattern CARD_AUTHOR = Pattern.compile("^,\\s*作者\\s*([^:|,。]{2,20})$");
    private static final Pattern WRITER = Pattern.compile("^文\\s*(?:[/|:]|\\s)\\s*(.{2,160})$");
    private static final Pattern OFFICE = Pattern.compile(".*(?:教授|研究员|院士|主任|院长|会长|秘书长|理事长|处长|局长|博士|律师)");
    private static final Pattern CREDIT =
            Pattern.compile("^[\\s\\[(■□◎]*(?:责任编辑|责\\s*编|编\\s*辑|视频编辑|文字编辑|值班编辑|作\\s*者|初\\s*审|复\\s*审|终\\s*审|"
                    + "监\\s*制|校\\s*对|审\\s*核|审\\s*签|签\\s*发|送\\s*签|记\\s*者|通讯员|纠错|我要纠错|原标题)\\s*(?:[:|\\])]|\\s).*$");
    private static final Pattern LICENCE =
            Pattern.compile("^(?:Copyright|©|\\(c\\)|版权所有|版权声明|免责声明|未经.{0,8}授权|如需转载|如若转载|如有侵权|转载请|欢迎转载|声明:|"
                    + "阅读下一篇|相关稿件|相关阅读|相关文章|扫一扫|点击.{0,8}(?:关注|阅读原文)|凡本网注明|本文为.{0,12}(?:原创|独立观点))");

    /** Where a registry's number begins at the latest. */
    private static final int REGISTERED = 40;

    /** How much of a line tells that it is a licence. */
    private static final int BEGINNING = 60;

    private Credits() {}

    /** Whether {@code line} only names people or a job of the desk. */
    static boolean isCredit(String line) {
        return line.length() <= LONGEST
                && !line.endsWith("。")
                && CREDIT.matcher(Texts.fold(line)).matches();
    }

    /** Whether {@code line} is a licence or a site's own words. */
    static boolean isLicence(String line) {
        if (line.length() > 200) {
            return false;
        }
        String plain = Texts.fold(line.substring(0, Math.min(line.length(), BEGINNING)));
        return LICENCE.matcher(plain).lookingAt() || isRegistered(plain, "ICP备") || isRegistered(plain, "公网安备");
    }

    private static boolean isRegistered(String plain, String registry) {
        int at = plain.indexOf(registry);
        return at >= 0 && at <= REGISTERED;
    }

    /** Responsible editors in the lines at the ends of a text. */
    static List<String> editors(List<String> ends) {
        Set<String> editors = new LinkedHashSet<>();
        for (String line : ends) {
            if (line.indexOf('编') < 0) {
                continue;
            }
            String plain = Texts.fold(end(line));
            Matcher editor = EDITOR.matcher(plain);
            while (editor.find()) {
                int to = Math.min(plain.length(), editor.end() + NAMES);
                editors.addAll(People.names(plain.substring(editor.end(), to)));
            }
        }
        return List.copyOf(editors);
    }

    /** Persons of explicit author lines at the ends of a text. */
    static List<String> authors(List<String> ends) {
        Set<String> authors = new LinkedHashSet<>();
        for (String line : ends) {
            String tail = end(line);
            boolean named = tail.indexOf('者') >= 0 && WRITTEN_BY.matcher(tail).find();
            if (!named && !tail.stripLeading().startsWith("文")) {
                continue;
            }
            String plain = Texts.strip(Texts.fold(tail));
            Matcher card = CARD_AUTHOR.matcher(plain);
            Matcher writer = WRITER.matcher(plain);
            if (card.matches()) {
                String name = Notes.group(card, 1);
                authors.addAll(People.names(name.endsWith("等") ? name.substring(0, name.length() - 1) : name));
            } else if (writer.matches()) {
                for (String part : Notes.group(writer, 1).split("[;；]", -1)) {
                    authors.addAll(lastNames(part));
                }
            } else {
                Matcher author = AUTHOR.matcher(plain);
                while (author.find()) {
                    String text = withoutLabel(Notes.group(author, 1), plain, author.end());
                    List<String> names = People.names(text);
                    authors.addAll(names.isEmpty() ? lastNames(text) : names);
                }
            }
        }
        return List.copyOf(authors);
    }

    /** In 作者：甲 职务：讲师 the word in front of the next colon is no name. */
    private static String withoutLabel(String text, String plain, int end) {
        int space = text.strip().lastIndexOf(' ');
        return plain.startsWith(":", end) && space > 0 ? text.strip().substring(0, space) : text;
    }

    /** The persons at the end of {@code 单位 职务 甲 乙}. */
    private static List<String> lastNames(String text) {
        String[] tokens = text.strip().split("[\\s,、]+");
        int from = tokens.length;
        while (from > 0 && People.isName(tokens[from - 1]) && !isOffice(tokens[from - 1])) {
            from--;
        }
        return List.of(tokens).subList(from, tokens.length);
    }

    private static boolean isOffice(String word) {
        return Leads.isBody(word) || OFFICE.matcher(word).matches();
    }

    private static String end(String line) {
        return line.length() <= WINDOW ? line : line.substring(line.length() - WINDOW);
    }
}
