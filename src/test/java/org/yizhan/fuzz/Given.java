package org.yizhan.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** An input in two parts, so that a corpus can be read and written by hand: its first line, and the bytes behind that. */
public record Given(String head, byte[] body) {

    /** Takes {@code bytes} apart; without a line end all of it is head. */
    public static Given of(byte[] bytes) {
        int end = 0;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
        String head = new String(bytes, 0, end, StandardCharsets.UTF_8);
        return new Given(head, Arrays.copyOfRange(bytes, Math.min(end + 1, bytes.length), bytes.length));
    }

    /** The body in UTF-8. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
