package org.yizhan.article;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers of a date or a page in Chinese: 二〇二六年十一月二十三日 is 2026年11月23日. Stateless. */
public final class ChineseDigits {

    private static final String DIGITS = "〇一二三四五六七八九";
    private static final Pattern NUMBER = Pattern.compile("[〇○零一二三四五六七八九十]{1,4}(?=[年月日时点分秒号])");

    private ChineseDigits() {}

    /** {@code text} with the numbers before 年, 月, 日, 时, 分 in digits. */
    static String fold(String text) {
        Matcher numbers = NUMBER.matcher(text);
        return numbers.replaceAll(found -> Integer.toString(number(found.group())));
    }

    /** 十一 is 11, 二十三 is 23, 二〇二六 is 2026; digits stay what they are. */
    public static int number(String written) {
        if (written.charAt(0) <= '9') {
            return Integer.parseInt(written);
        }
        int ten = written.indexOf('十');
        if (ten < 0) {
            return written.chars().reduce(0, (value, c) -> value * 10 + digit((char) c));
        }
        int tens = ten == 0 ? 1 : digit(written.charAt(ten - 1));
        return tens * 10 + (ten + 1 < written.length() ? digit(written.charAt(ten + 1)) : 0);
    }

    private static int digit(char c) {
        return c == '○' || c == '零' ? 0 : Math.max(0, DIGITS.indexOf(c));
    }
}
