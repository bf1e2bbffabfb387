package org.yizhan.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Optional;
import java.util.Set;
import org.yizhan.article.Envelope;
import org.yizhan.article.Unreadable;
import org.yizhan.fuzz.Cost;

/** Any bytes as the value of a record, as they are and with a checksum that fits. */
public final class EnvelopeFuzz {

    private static final Set<String> ERRORS =
            Set.of("unreadable-envelope", "unknown-schema", "wrong-topic", "unknown-kind", "checksum");

    private EnvelopeFuzz() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        Topic topic = topic(new String(bytes, UTF_8).replace("\0", ""));
        Cost.bounded(bytes.length, () -> {
            read(topic, bytes).ifPresent(envelope -> check(topic, envelope));
            sealed(topic, bytes).flatMap(value -> read(topic, value)).ifPresent(envelope -> check(topic, envelope));
        });
    }

    /** The first that is named. */
    private static Topic topic(String text) {
        return Topic.ALL.stream()
                .filter(topic -> text.contains(topic.topicName()))
                .findFirst()
                .orElse(Topic.RECEIVED);
    }

    private static Optional<Envelope> read(Topic topic, byte[] value) {
        try {
            return Optional.of(Wire.read(topic, value));
        } catch (Unreadable refused) {
            assertThat(ERRORS).contains(refused.error());
            return Optional.empty();
        }
    }

    private static Optional<byte[]> sealed(Topic topic, byte[] written) {
        try {
            return Optional.of(Wire.sealed(topic, written));
        } catch (Unreadable refused) {
            assertThat(ERRORS).contains(refused.error());
            return Optional.empty();
        }
    }

    private static void check(Topic topic, Envelope envelope) {
        byte[] value = Wire.write(topic, envelope);
        assertThat(Wire.read(topic, value)).isEqualTo(envelope);
        assertThat(Wire.write(topic, Wire.read(topic, value))).isEqualTo(value);
        assertThat(envelope.message().key()).isNotNull();
        String text = new String(value, UTF_8);
        assertThat(Wire.read(topic, with(text, "\"later\":{\"a\":[1]},\"schema\":1,")))
                .isEqualTo(envelope);
        assertRefused(topic, with(text, "\"schema\":2,"), "unknown-schema");
        byte[] damaged = value.clone();
        damaged[value.length - 2] ^= 1;
        assertRefused(topic, damaged, "checksum");
    }

    private static byte[] with(String text, String schema) {
        return text.replaceFirst("\"schema\":1,", schema).getBytes(UTF_8);
    }

    private static void assertRefused(Topic topic, byte[] value, String error) {
        Unreadable refused = catchThrowableOfType(Unreadable.class, () -> Wire.read(topic, value));
        assertThat(refused).as(new String(value, UTF_8)).isNotNull();
        assertThat(refused.error()).isEqualTo(error);
    }
}
