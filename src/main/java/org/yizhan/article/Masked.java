package org.yizhan.article;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Addresses and forms with {@code ***} for what opens something: V64 does the same to what was stored before. */
public final class Masked {

    private static final Pattern USER = Pattern.compile("(://)[^/?#@\\s]*@");

    private static final Pattern SECRET = Pattern.compile(
            "((?:^|[?&])(?:[\\w.-]*(?:passw|pwd|token|secret|signature|authoriz|session)[\\w.-]*"
                    + "|[\\w.-]*(?:key|auth)|sig|sign|pass)=)[^&#]*",
            Pattern.CASE_INSENSITIVE);

    private Masked() {}

    public static String text(String text) {
        return SECRET.matcher(USER.matcher(text).replaceAll("$1***@")).replaceAll("$1***");
    }

    public static Map<String, String> values(Map<String, String> texts) {
        var masked = new TreeMap<>(texts);
        masked.replaceAll((name, value) -> text(value));
        return masked;
    }
}
