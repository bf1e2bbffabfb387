package org.yizhan.ops;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * A record of a topic as it may be shown to an operator: its body and headers without control characters, cut, and with
 * what looks like a secret masked.
 *
 * @param bytes of the whole body
 * @param headers the values of those whose name speaks of a secret are masked whole
 * @param body the first {@value #LONGEST_BODY} characters
 */
public record ShownRecord(
        int partition, long offset, Instant at, String key, int bytes, Map<String, String> headers, String body) {

    private static final int LONGEST_BODY = 4_000;
    private static final int LONGEST_NAME = 200;
    private static final String MASK = "•••";

    private static final Pattern SECRET_NAME = Pattern.compile(
            "(?i).*(authori[sz]ation|cookie|passw(or)?d|secret|token|credential|api[-_.]?key|signature).*");

    /** A field of that name with its value, in JSON, also escaped in a string, in a form or in a header. */
    private static final Pattern SECRET_FIELD = Pattern.compile(
            "(?i)((?:authori[sz]ation|cookie|passw(?:or)?d|secret|token|credential|api[-_.]?key|signature)"
                    + "[a-z_-]{0,20}\\\\?\"?\\s{0,3}[:=]\\s{0,3}\\\\?\"?)((?:(?:Bearer|Basic|Digest)\\s+)?[^\\s\"\\\\,;&<>{}]+)");

    /** Credentials that stand alone: ours, and those of HTTP's own schemes. */
    private static final Pattern SECRET_WORD =
            Pattern.compile("\\byzk_[A-Za-z0-9_-]+|(?i:\\b(?:Bearer|Basic)\\s+[A-Za-z0-9+/._~=-]{8,})");

    public ShownRecord {
        headers = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    static ShownRecord of(ConsumerRecord<byte[], byte[]> record) {
        var headers = new LinkedHashMap<String, String>();
        for (Header header : record.headers()) {
            headers.put(Shown.line(header.key(), LONGEST_NAME), value(header));
        }
        return new ShownRecord(
                record.partition(),
                record.offset(),
                Instant.ofEpochMilli(record.timestamp()),
                Optional.ofNullable(record.key())
                        .map(key -> masked(Shown.line(text(key), LONGEST_NAME)))
                        .orElse(""),
                Optional.ofNullable(record.value()).map(value -> value.length).orElse(0),
                headers,
                Optional.ofNullable(record.value()).map(ShownRecord::body).orElse(""));
    }

    private static String value(Header header) {
        return header.value() == null || SECRET_NAME.matcher(header.key()).matches()
                ? MASK
                : masked(Shown.line(text(header.value()), LONGEST_NAME));
    }

    /** Masked before it is cut: half a secret is one too. */
    private static String body(byte[] value) {
        String begin = text(java.util.Arrays.copyOf(value, Math.min(value.length, 8 * LONGEST_BODY)));
        return Shown.block(masked(begin), LONGEST_BODY);
    }

    static String masked(String text) {
        String fields = SECRET_FIELD.matcher(text).replaceAll("$1" + MASK);
        return SECRET_WORD.matcher(fields).replaceAll(MASK);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
