package org.yizhan.article;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.yizhan.fuzz.Cost;
import org.yizhan.fuzz.Given;

/** Any bytes as text; the first line names the charset of the header and, behind a bar, that of the document. */
public final class CharsetFuzz {

    /** In which every character has one spelling. */
    private static final Set<String> FAITHFUL = Set.of("UTF-8", "windows-1252");

    private CharsetFuzz() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        Given given = Given.of(bytes);
        Cost.bounded(bytes.length, () -> check(given));
    }

    private static void check(Given given) {
        String[] labels = (given.head() + "|").split("\\|", -1);
        Optional<String> http = Optional.of(labels[0]).filter(label -> !label.isEmpty());
        Optional<String> inner = Optional.of(labels[1]).filter(label -> !label.isEmpty());
        Charsets.Decoded decoded = Charsets.decode(given.body(), http, inner);
        assertThat(Charsets.decode(given.body(), http, inner)).isEqualTo(decoded);
        assertThat(decoded.text().length()).isLessThanOrEqualTo(given.body().length * 2);
        assertThat(Charset.isSupported(decoded.charset())).isTrue();
        Charsets.isRight(labels[0], decoded);
        if (!decoded.isDamaged() && FAITHFUL.contains(decoded.charset())) {
            byte[] again = decoded.text().getBytes(Charset.forName(decoded.charset()));
            int mark = given.body().length - again.length;
            assertThat(mark).isIn(0, 3);
            assertThat(again).isEqualTo(Arrays.copyOfRange(given.body(), mark, given.body().length));
        }
        // zeros at its beginning say that it is UTF-16
        if (!decoded.isDamaged() && decoded.text().indexOf(0) < 0) {
            Charsets.Decoded again = Charsets.decode(decoded.text().getBytes(StandardCharsets.UTF_8));
            assertThat(again.isDamaged()).isFalse();
        }
    }
}
