package org.yizhan.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.mail.MessagingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yizhan.article.Channel;
import org.yizhan.article.Received;

class LettersTest {

    private static final Channel MAILBOX = new Channel(
            "mca-mail", Channel.Kind.MAIL, "mca", Map.of("from", "news@mca.example, @list.example", "column", "通讯"));
    private static final String LETTER = """
            Message-ID: <2026-1@mca.example>
            From: =?UTF-8?B?5rCR5pS/6YOo?= <News@mca.example>
            Subject: =?GBK?B?zajWqg==?=

            正文
            """.replace("\n", "\r\n");

    private final Letters letters = new Letters(Clock.fixed(Instant.parse("2026-11-26T02:00:00Z"), ZoneOffset.UTC));

    private Received take(String letter) throws Refused {
        try {
            return letters.take(MAILBOX, out -> out.write(letter.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException | MessagingException e) {
            throw new AssertionError("it was written whole", e);
        }
    }

    /** As much as it lasts, of a mailbox that goes on and on. */
    @Test
    void readsNoFurtherThanALetterMayReach() {
        var read = new AtomicLong();

        Refused refused = catchThrowableOfType(
                Refused.class,
                () -> letters.take(MAILBOX, out -> {
                    byte[] chunk = new byte[16_384];
                    while (read.addAndGet(chunk.length) < 1_000_000_000) {
                        out.write(chunk);
                    }
                }));

        assertThat(refused.status()).isEqualTo(413);
        assertThat(read.get()).isBetween(10_000_000L, 10_000_000L + 16_384);
    }

    @Test
    void passesOnThatTheMailboxWentAway() {
        assertThatThrownBy(() -> letters.take(MAILBOX, out -> {
                    throw new MessagingException("gone");
                }))
                .isInstanceOf(MessagingException.class);
    }

    @Test
    void putsDownTheWholeLetterUnderItsMessageId() throws Refused {
        Received received = take(LETTER);
        assertThat(received.externalId()).isEqualTo("<2026-1@mca.example>");
        assertThat(received.form()).isEqualTo(Received.Form.MAIL);
        assertThat(new String(received.bytes(), StandardCharsets.UTF_8)).isEqualTo(LETTER);
        assertThat(received.hints()).isEqualTo(Map.of("column", "通讯"));
    }

    @Test
    void tellsLettersWithoutAnIdApartByTheirBytes() throws Refused {
        String nameless = LETTER.replaceFirst("Message-ID.*\r\n", "");
        assertThat(take(nameless).externalId())
                .startsWith("sha256:")
                .isEqualTo(take(nameless).externalId());
        assertThat(take(nameless).externalId())
                .isNotEqualTo(take(nameless + "!").externalId());
    }

    @Test
    void knowsALetterWithAVeryLongIdByItsHash() throws Refused {
        String id = "<" + "x".repeat(2_000_000) + "@mca.example>";
        String named = LETTER.replace("<2026-1@mca.example>", id);
        assertThat(take(named).externalId())
                .hasSizeLessThan(100)
                .isEqualTo(take(named + "!").externalId());
    }

    @ParameterizedTest
    @ValueSource(strings = {"news@mca.example", "anyone@list.example", "ANYONE@LIST.example"})
    void takesWhomTheChannelNames(String sender) throws Refused {
        assertThat(take(LETTER.replace("News@mca.example", sender)).source()).isEqualTo("mca");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "other@mca.example",
                "news@mca.example.evil.test",
                "x@sublist.example",
                "news@mca.example@evil.test"
            })
    void refusesEverybodyElse(String sender) {
        Refused refused = catchThrowableOfType(Refused.class, () -> take(LETTER.replace("News@mca.example", sender)));
        assertThat(refused).isNotNull();
    }
}
