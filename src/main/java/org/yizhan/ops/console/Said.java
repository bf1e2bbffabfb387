package org.yizhan.ops.console;

import java.util.Optional;
import java.util.regex.Pattern;
import org.yizhan.http.Language;
import org.yizhan.ops.Chinese;
import org.yizhan.ops.Shown;

/**
 * A sentence of the program's as its reader sees it.
 *
 * @param text in the reader's language, or as it came
 * @param original as it came, where {@code text} is another
 * @param isForeign whether it is English among Chinese
 */
public record Said(String text, Optional<String> original, boolean isForeign) {

    private static final int LONGEST = 300;

    /** Two words of a sentence; {@code HTTP 503} is none, and says the same in any language. */
    private static final Pattern ENGLISH = Pattern.compile("\\b[a-z']+ [a-z']+\\b");

    static Said of(Language language, String text) {
        String line = Shown.line(text, LONGEST);
        if (language == Language.EN || line.isEmpty()) {
            return new Said(line, Optional.empty(), false);
        }
        return Chinese.sentence(line)
                .map(chinese -> new Said(chinese, Optional.of(line), false))
                .orElseGet(() ->
                        new Said(line, Optional.empty(), ENGLISH.matcher(line).find()));
    }
}
