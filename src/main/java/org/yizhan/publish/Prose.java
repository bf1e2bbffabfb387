package org.yizhan.publish;

import java.util.List;

/** Plain paragraphs as markup and as a summary. */
final class Prose {

    private static final int LONGEST_SUMMARY = 200;

    /** Less says too little of a text that goes on. */
    private static final int FEWEST = 50;

    private static final String STOPS = "。！？；…";
    private static final String CLOSING = "”’」』）〕】》";

    private Prose() {}

    /** One {@code <p>} a paragraph, everything in it escaped; empty for none. */
    static String html(List<String> paragraphs) {
        var html = new StringBuilder();
        for (String paragraph : paragraphs) {
            html.append(html.isEmpty() ? "<p>" : "\n<p>");
            escape(paragraph, html);
            html.append("</p>");
        }
        return html.toString();
    }

    private static void escape(String text, StringBuilder html) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '<' -> html.append("&lt;");
                case '>' -> html.append("&gt;");
                case '&' -> html.append("&amp;");
                case '"' -> html.append("&quot;");
                default -> html.append(c);
            }
        }
    }

    /**
     * The beginning, at most {@value #LONGEST_SUMMARY} characters: whole sentences where they make {@value #FEWEST} at
     * least; else it ends in an ellipsis.
     */
    static String summary(List<String> paragraphs) {
        var summary = new StringBuilder();
        for (String paragraph : paragraphs) {
            if (summary.length() <= LONGEST_SUMMARY) {
                summary.append(summary.isEmpty() ? "" : " ").append(paragraph.strip());
            }
        }
        if (summary.length() <= LONGEST_SUMMARY) {
            return summary.toString();
        }
        int sentences = sentences(summary);
        if (sentences >= FEWEST) {
            return summary.substring(0, sentences);
        }
        int end = LONGEST_SUMMARY - 1;
        end -= Character.isHighSurrogate(summary.charAt(end - 1)) ? 1 : 0;
        return summary.substring(0, end) + "…";
    }

    /** Where the last sentence ends that is whole within the limit, with the quotation marks that close behind it. */
    private static int sentences(CharSequence text) {
        int end = LONGEST_SUMMARY;
        while (end > 0 && !isEnd(text, end)) {
            end--;
        }
        return end;
    }

    private static boolean isEnd(CharSequence text, int end) {
        if (CLOSING.indexOf(text.charAt(end)) >= 0) {
            return false;
        }
        int last = end - 1;
        while (last > 0 && CLOSING.indexOf(text.charAt(last)) >= 0) {
            last--;
        }
        return STOPS.indexOf(text.charAt(last)) >= 0
                || (".?!".indexOf(text.charAt(last)) >= 0 && Character.isWhitespace(text.charAt(end)));
    }
}
