package org.yizhan.tag;

import org.yizhan.article.Article;
import org.yizhan.article.Evidence;
import org.yizhan.search.Folding;

/**
 * The text a tagger looks at: headline (kicker, title, subtitle), a line feed, body; cut at 20,000 characters.
 *
 * @param text in Simplified characters, where names and words are found
 * @param printed the same text as it is printed
 * @param titleEnd where the headline ends
 * @param seriesEnd where a leading series name in 【】 ends, 0 where there is none
 * @param bodyBegin the first character of the body behind a dateline (央视网消息（新闻联播）：)
 */
record Reading(String text, String printed, int titleEnd, int seriesEnd, int bodyBegin) {

    private static final int LIMIT = 20_000;
    private static final int LEAD = 90;
    private static final int LONGEST_DATELINE = 30;

    static Reading of(Article article) {
        StringBuilder text = new StringBuilder(1024);
        article.kicker().ifPresent(kicker -> text.append(kicker).append(' '));
        text.append(article.title());
        article.subtitle().ifPresent(subtitle -> text.append(' ').append(subtitle));
        if (text.length() > LIMIT) {
            text.setLength(LIMIT);
        }
        int titleEnd = text.length();
        for (String paragraph : article.paragraphs()) {
            if (text.length() >= LIMIT) {
                break;
            }
            text.append('\n').append(paragraph, 0, Math.min(paragraph.length(), LIMIT));
        }
        String printed = text.toString();
        String whole = Folding.simplified(printed);
        return new Reading(whole, printed, titleEnd, seriesEnd(whole, titleEnd), bodyBegin(whole, titleEnd));
    }

    /** A text that is all title. */
    static Reading ofNote(String note) {
        return new Reading(Folding.simplified(note), note, note.length(), 0, note.length());
    }

    boolean inTitle(int position) {
        return position < titleEnd;
    }

    /** Whether the position stands in the first {@value #LEAD} characters of the body. */
    boolean inLead(int position) {
        return position >= bodyBegin && position < bodyBegin + LEAD;
    }

    /** What stands there, as evidence, as it is printed. */
    Evidence evidence(String found, int position, double points) {
        String words = printed.substring(position, Math.min(position + found.length(), printed.length()));
        if (inTitle(position)) {
            return new Evidence(words, Evidence.Part.TITLE, 0, points);
        }
        int paragraph = (int) text.substring(titleEnd, Math.min(position, text.length()))
                .chars()
                .filter(c -> c == '\n')
                .count();
        Evidence.Part part = inLead(position) ? Evidence.Part.LEAD : Evidence.Part.BODY;
        return new Evidence(words, part, paragraph, points);
    }

    /** The character there, a line feed outside the text. */
    char at(int position) {
        return position >= 0 && position < text.length() ? text.charAt(position) : '\n';
    }

    /** Whether the text goes on like this at the position. */
    boolean continues(int position, String with) {
        return text.startsWith(with, position);
    }

    private static int seriesEnd(String text, int titleEnd) {
        if (!text.startsWith("【")) {
            return 0;
        }
        int close = text.indexOf('】');
        return close > 0 && close < titleEnd - 1 ? close + 1 : 0;
    }

    private static int bodyBegin(String text, int titleEnd) {
        int begin = Math.min(titleEnd + 1, text.length());
        int limit = Math.min(begin + LONGEST_DATELINE, text.length());
        for (int i = begin; i < limit; i++) {
            char c = text.charAt(i);
            if (c == '。' || c == '，' || c == '\n') {
                break;
            }
            if (c == '电' && text.startsWith("日", i - 1)) {
                return i + 1;
            }
            if ((c == '：' && text.substring(begin, i).contains("消息")) || text.startsWith("本报讯", i)) {
                return c == '：' ? i + 1 : i + 3;
            }
        }
        return begin;
    }
}
