package org.yizhan.fuzz;

import java.io.ByteArrayOutputStream;
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

    /** The head with the body's first bytes behind it so often that {@code length} is reached: long, or deep in itself. */
    public byte[] stretched(int first, int length) {
        var bytes = new ByteArrayOutputStream(length);
        bytes.writeBytes(head.getBytes(StandardCharsets.UTF_8));
        bytes.write('\n');
        while (bytes.size() < length && body.length > 0) {
            bytes.write(body, 0, Math.min(first, body.length));
        }
        return bytes.toByteArray();
    }

    /** Both, as a corpus keeps them. */
    public byte[] bytes() {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes((head + '\n').getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(body);
        return bytes.toByteArray();
    }

    /** The body in UTF-8. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
