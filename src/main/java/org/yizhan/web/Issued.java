package org.yizhan.web;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.yizhan.publish.Entry;

/**
 * The number and date under which an official document was issued (党政机关公文处理工作条例, art. 9: 发文字号, 成文日期), as its
 * text prints them. A number counts where it stands on a line of its own near the head, behind its label, or in brackets at
 * the title's end; one that a sentence mentions is another document's.
 *
 * @param number such as 国办发〔2026〕12号, white space left out
 * @param date behind its label, or on a line of its own at the end of a text that has a number
 */
record Issued(Optional<String> number, Optional<LocalDate> date) {

    private static final Issued NOTHING = new Issued(Optional.empty(), Optional.empty());

    private static final String NUMBER =
            "\\p{IsHan}[\\p{IsHan}（）()]{0,19}[〔\\[［【（(](?:19|20)\\d{2}[〕\\]］】）)](?:第)?\\d{1,5}号";
    private static final Pattern ALONE = Pattern.compile("[（(]?(" + NUMBER + ")[）)]?");
    private static final Pattern ENDS_TITLE = Pattern.compile(".+[（(](" + NUMBER + ")[）)]");
    private static final Pattern LABELLED_NUMBER =
            Pattern.compile("(?:.*[^\\p{IsHan}])?(?:发文字号|发文文号|文号)[:：](" + NUMBER + ")(?!\\d).*");

    private static final String DATE = "((?:19|20)\\d{2})[年./-](\\d{1,2})[月./-](\\d{1,2})日?";
    private static final Pattern DATE_ALONE = Pattern.compile(DATE);
    private static final Pattern LABELLED_DATE =
            Pattern.compile("(?:.*[^\\p{IsHan}])?(?:成文日期|发文日期|印发日期|签发日期)[:：]" + DATE + "(?!\\d).*");
    private static final Pattern LABEL_ALONE = Pattern.compile("(?:发文字号|发文文号|文号|成文日期|发文日期|印发日期|签发日期)[:：]?");

    /** How far from the head a number stands, and from the end a date. */
    private static final int NEAR = 12;

    private static final String BLOCKS = "br,p,div,li,td,th,tr,h1,h2,h3,h4,h5,h6,section";

    static Issued of(Entry entry) {
        String html = entry.html();
        return mayTell(html) || mayTell(entry.title()) ? of(bare(entry.title()), lines(html)) : NOTHING;
    }

    /** Whether a year in brackets or the end of a label stands in the text: most texts have neither, and are spared the parser. */
    private static boolean mayTell(String text) {
        for (int at = 0; at < text.length(); at++) {
            switch (text.charAt(at)) {
                case '〔', '[', '［', '【', '（', '(' -> {
                    if (isYear(text, at + 1)) {
                        return true;
                    }
                }
                case '号', '期' -> {
                    if (endsLabel(text, at)) {
                        return true;
                    }
                }
                default -> {}
            }
        }
        return false;
    }

    private static boolean isYear(String text, int from) {
        int at = from;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return text.startsWith("19", at) || text.startsWith("20", at);
    }

    private static boolean endsLabel(String text, int last) {
        int at = last - 1;
        while (at > 0 && Character.isWhitespace(text.charAt(at))) {
            at--;
        }
        return at >= 0 && "字文日".indexOf(text.charAt(at)) >= 0;
    }

    private static Issued of(String title, List<String> lines) {
        List<String> head = lines.subList(0, Math.min(NEAR, lines.size()));
        Optional<String> number = first(lines, LABELLED_NUMBER)
                .or(() -> first(head, ALONE))
                .or(() -> first(List.of(title), ENDS_TITLE))
                .map(matcher -> matcher.group(1));
        List<String> end = lines.subList(Math.max(0, lines.size() - NEAR), lines.size());
        Optional<LocalDate> date = first(lines, LABELLED_DATE)
                .or(() -> number.isPresent() ? first(end.reversed(), DATE_ALONE) : Optional.empty())
                .flatMap(Issued::day);
        return new Issued(number, date);
    }

    private static Optional<Matcher> first(List<String> lines, Pattern pattern) {
        return lines.stream().map(pattern::matcher).filter(Matcher::matches).findFirst();
    }

    private static Optional<LocalDate> day(Matcher date) {
        try {
            return Optional.of(LocalDate.of(
                    Integer.parseInt(date.group(1)), Integer.parseInt(date.group(2)), Integer.parseInt(date.group(3))));
        } catch (DateTimeException noSuchDay) {
            return Optional.empty();
        }
    }

    /** The text line by line without white space; a label in a cell of its own goes with what follows it. */
    private static List<String> lines(String html) {
        Element body = Jsoup.parseBodyFragment(html).body();
        body.select(BLOCKS).forEach(block -> block.before("\n").after("\n"));
        List<String> lines = new ArrayList<>();
        for (String line : body.wholeText().split("\n", -1)) {
            String bare = bare(line);
            if (!bare.isEmpty()
                    && !lines.isEmpty()
                    && LABEL_ALONE.matcher(lines.getLast()).matches()) {
                String label = lines.removeLast();
                lines.add((label.endsWith(":") || label.endsWith("：") ? label : label + "：") + bare);
            } else if (!bare.isEmpty()) {
                lines.add(bare);
            }
        }
        return lines;
    }

    private static String bare(String line) {
        return line.replaceAll("[\\s\\u00a0\\u2000-\\u200b\\u3000\\ufeff]+", "");
    }
}
