package org.yizhan.web;

import io.vertx.core.MultiMap;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.yizhan.article.Identity;

/** Reads what stands in paths and queries; what can't be read is empty, and the caller says what would be right. */
final class Parameters {

    private static final int UUID_LENGTH = 36;

    private Parameters() {}

    /** The parameter's value; empty where it is absent or blank. */
    static Optional<String> given(MultiMap parameters, String name) {
        return Optional.ofNullable(parameters.get(name)).filter(text -> !text.isBlank());
    }

    /** A UUID in its usual 36 characters (RFC 9562 §4), in lower case. */
    static Optional<UUID> uuid(String text) {
        if (text.length() != UUID_LENGTH) {
            return Optional.empty();
        }
        try {
            UUID id = UUID.fromString(text);
            return id.toString().equals(text.toLowerCase(Locale.ROOT)) ? Optional.of(id) : Optional.empty();
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    /** RFC 3339 with an offset, whose years have four digits. A {@code +} that a form turned into a space is seen through. */
    static Optional<Instant> time(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text.strip().replace(' ', '+')))
                    .filter(time -> time.getYear() > 0 && time.getYear() <= 9999)
                    .map(OffsetDateTime::toInstant);
        } catch (DateTimeException malformed) {
            return Optional.empty();
        }
    }

    /** How well a story answers, as we wrote it. */
    static Optional<Float> rank(String text) {
        try {
            return Optional.of(Float.parseFloat(text.strip())).filter(rank -> rank >= 0 && Float.isFinite(rank));
        } catch (NumberFormatException malformed) {
            return Optional.empty();
        }
    }

    /** A day of China's calendar, such as 2026-11-23. */
    static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(LocalDate.parse(text.strip()))
                    .filter(day -> day.getYear() >= 1900 && day.getYear() < 3000);
        } catch (DateTimeException malformed) {
            return Optional.empty();
        }
    }

    /** A whole number from {@code least} to {@code most}. */
    static Optional<Long> number(String text, long least, long most) {
        try {
            long number = Long.parseLong(text.strip());
            return number >= least && number <= most ? Optional.of(number) : Optional.empty();
        } catch (NumberFormatException malformed) {
            return Optional.empty();
        }
    }

    /** The text of one path segment, in Unicode NFC; empty where it holds a slash, bad escapes or nothing. */
    static Optional<String> segment(String segment) {
        if (segment.isEmpty() || segment.indexOf('/') >= 0) {
            return Optional.empty();
        }
        try {
            String text = URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
            return Optional.of(Identity.nfc(text)).filter(value -> !value.isEmpty() && value.indexOf('\u0000') < 0);
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
