package org.yizhan.search;

import java.text.Normalizer;
import java.util.List;
import java.util.regex.Pattern;

/** The one way to write words for which the index has the same {@link Terms}, as far as people still know them again. */
final class Spelling {

    private static final int FIRST_WIDE = 0xFF01;
    private static final int LAST_WIDE = 0xFF5E;
    private static final int WIDER = 0xFEE0;

    /** What stands for any signs between words, and for signs alone. */
    private static final String SIGN = "-";

    private static final Pattern BLANKS = Pattern.compile("[ \\t\\xA0\\u3000]+");

    private Spelling() {}

    /**
     * Simplified characters, half width, small letters; in quotation marks one sign for all that parts words, and no
     * quotation marks around what is one word without them, too.
     */
    static Question.Words of(Question.Words words) {
        String text = text(words);
        return new Question.Words(text, words.quoted() && !isOneWord(text));
    }

    private static boolean isOneWord(String text) {
        return Signs.of(text).equals(List.of(text));
    }

    private static String text(Question.Words words) {
        if (words.text().codePoints().noneMatch(Terms::isCounted)) {
            return SIGN;
        }
        String simplified = Folding.simplified(words.text());
        String small = small(simplified);
        // observed: h with a line below it has one character when small → would be read as another word
        String folded = Normalizer.isNormalized(small, Normalizer.Form.NFC) ? small : simplified;
        return words.quoted() ? parted(folded) : folded;
    }

    private static String small(String text) {
        char[] characters = text.toCharArray();
        for (int i = 0; i < characters.length; i++) {
            characters[i] = small(characters[i]);
        }
        return new String(characters);
    }

    private static char small(char c) {
        char folded = Folding.fold(c);
        if (Character.isLetterOrDigit(folded)) {
            return Character.isIdeographic(folded) ? c : folded;
        }
        return c >= FIRST_WIDE && c <= LAST_WIDE ? (char) (c - WIDER) : c;
    }

    /** Signs at either end part nothing, nor do blanks between characters that are written without any. */
    private static String parted(String text) {
        var parted = new StringBuilder();
        var between = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (!Terms.isCounted(c)) {
                between.appendCodePoint(c);
                return;
            }
            if (!parted.isEmpty() && !between.isEmpty()) {
                boolean blank = BLANKS.matcher(between).matches();
                boolean together = Terms.isChinese(c) && Terms.isChinese(parted.codePointBefore(parted.length()));
                parted.append(blank ? together ? "" : " " : SIGN);
            }
            between.setLength(0);
            parted.appendCodePoint(c);
        });
        return parted.toString();
    }
}
