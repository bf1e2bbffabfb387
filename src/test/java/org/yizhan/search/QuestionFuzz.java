package org.yizhan.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import org.yizhan.fuzz.Cost;

/** Any text as a question: its canonical spelling asks the same, and stays as it is. */
public final class QuestionFuzz {

    private QuestionFuzz() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        Cost.bounded(bytes.length, () -> {
            if (QuestionReader.read(text) instanceof QuestionReader.Read.Understood understood) {
                check(text, understood.question());
            }
        });
    }

    private static void check(String text, Question question) {
        assertThat(understood(question.toString()).canonical()).as(text).isEqualTo(question.canonical());
        String canonical = question.canonical().toString();
        assertThat(understood(canonical).canonical().toString()).as(text).isEqualTo(canonical);
        assertThat(understood(canonical).canonical()).as(text).isEqualTo(question.canonical());
        assertThat(Normalizer.isNormalized(canonical, Normalizer.Form.NFC)).isTrue();
        assertThat(canonical.isEmpty()).isEqualTo(text.isBlank() && text.strip().isEmpty());
    }

    private static Question understood(String text) {
        return switch (QuestionReader.read(text)) {
            case QuestionReader.Read.Understood understood -> understood.question();
            case QuestionReader.Read.Refused refused ->
                throw new AssertionError("more than " + refused.limit().most() + " " + refused.limit() + ": " + text);
        };
    }
}
