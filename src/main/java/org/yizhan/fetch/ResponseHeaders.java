package org.yizhan.fetch;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;

/** Reads the header fields of an answer; their octets are characters up to U+00FF. */
final class ResponseHeaders {

    private ResponseHeaders() {}

    /** By name in lower case; a repeated header's values joined by {@code ", "}. */
    static Map<String, String> of(ClassicHttpResponse response) {
        Map<String, String> headers = new TreeMap<>();
        for (Header header : response.getHeaders()) {
            headers.merge(
                    header.getName().toLowerCase(Locale.ROOT),
                    String.valueOf(header.getValue()),
                    (one, other) -> one + ", " + other);
        }
        return headers;
    }

    /** Octets beyond ASCII, of whatever charset, as escapes. */
    static String octets(String header) {
        var text = new StringBuilder(header.length());
        header.chars().forEach(c -> text.append(c < 0x80 ? String.valueOf((char) c) : String.format("%%%02X", c)));
        return text.toString();
    }

    static void requireFew(ClassicHttpResponse response, Limits limits) throws LimitMet {
        long bytes = Arrays.stream(response.getHeaders())
                .mapToLong(header -> header.getName().length()
                        + String.valueOf(header.getValue()).length()
                        + 4L)
                .sum();
        if (bytes > limits.headerBytes()) {
            throw new LimitMet(
                    Fault.TOO_LARGE,
                    "the header fields have " + bytes + " bytes; " + limits.headerBytes() + " are taken");
        }
    }
}
