package org.yizhan.article;

import java.util.Locale;

/** Tells addresses that a reader may follow from others. */
public final class WebAddress {

    private static final int LONGEST = 2048;

    private WebAddress() {}

    /** Whether {@code text} is an absolute {@code http} or {@code https} address. */
    public static boolean isWeb(String text) {
        String head = text.substring(0, Math.min(8, text.length())).toLowerCase(Locale.ROOT);
        int host = head.startsWith("https://") ? 8 : head.startsWith("http://") ? 7 : text.length();
        return host < text.length()
                && text.length() <= LONGEST
                && text.chars().noneMatch(c -> c <= ' ' || c == '<' || c == '>' || c == '"');
    }
}
