package org.yizhan.article;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.TimeZone;
import org.yizhan.fuzz.Cost;

/** Any text as a publication time: news of these years or refused, and read alike wherever the program runs. */
public final class TimeFuzz {

    private static final Instant FIRST = Instant.parse("1989-12-31T16:00:00Z");
    private static final Instant NOW = Instant.parse("2026-11-23T04:00:00Z");
    private static final Instant LAST = NOW.plus(PublicationTime.AHEAD);

    private TimeFuzz() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        Cost.bounded(bytes.length, () -> check(text));
    }

    private static void check(String text) {
        PublicationTime read = PublicationTime.read(text, NOW);
        if (read instanceof PublicationTime.Known known) {
            assertThat(known.at()).isBetween(FIRST, LAST);
            assertThat(PublicationTime.read(known.at().toString(), NOW)).isEqualTo(known);
        }
        if (read instanceof PublicationTime.Refused refused) {
            assertThat(refused.reason()).contains("; send it as ");
        }
        PublicationTime.written(text, PublicationTime.ZONE)
                .ifPresent(at -> assertThat(at).isAfterOrEqualTo(Instant.EPOCH));
        assertThat(elsewhere(text)).isEqualTo(read);
        assertThat(PublicationTime.read(wide(text), NOW) instanceof PublicationTime.Known)
                .isEqualTo(read instanceof PublicationTime.Known);
    }

    /** Where i has no dot, digits are others and days begin elsewhere. */
    private static PublicationTime elsewhere(String text) {
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag(text.length() % 2 == 0 ? "tr-TR" : "ar-SA-u-nu-arab"));
            TimeZone.setDefault(TimeZone.getTimeZone(text.length() % 2 == 0 ? "Pacific/Apia" : "America/St_Johns"));
            return PublicationTime.read(text, NOW);
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
    }

    /** With digits as Chinese typewriters write them. */
    private static String wide(String text) {
        var wide = new StringBuilder(text);
        for (int i = 0; i < wide.length(); i++) {
            char c = wide.charAt(i);
            wide.setCharAt(i, c >= '0' && c <= '9' ? (char) (c + '０' - '0') : c);
        }
        return wide.toString();
    }
}
