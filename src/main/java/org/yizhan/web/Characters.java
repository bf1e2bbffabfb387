package org.yizhan.web;

/** Which characters may stand in what we write, whatever came in. */
final class Characters {

    private Characters() {}

    /**
     * The text without what XML 1.0 §2.2 forbids or discourages: control characters other than tab and line feed,
     * U+FFFE, U+FFFF and halves of surrogate pairs. A carriage return becomes a line feed. Clean text comes back as it is.
     */
    static String valid(String text) {
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < length && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (!isValid(c)) {
                return cleaned(text, i);
            }
        }
        return text;
    }

    private static String cleaned(String text, int firstBad) {
        var clean = new StringBuilder(text.length()).append(text, 0, firstBad);
        for (int i = firstBad; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                clean.append(c).append(text.charAt(++i));
            } else if (isValid(c)) {
                clean.append(c);
            } else if (c == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n')) {
                clean.append('\n');
            }
        }
        return clean.toString();
    }

    private static boolean isValid(char c) {
        if (c < 0x20) {
            return c == '\t' || c == '\n';
        }
        return c < 0x7F || (c > 0x9F && !Character.isSurrogate(c) && c < 0xFFFE);
    }

    /** Plain text as HTML: markup characters written as references. */
    static String html(String text) {
        var escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }
}
