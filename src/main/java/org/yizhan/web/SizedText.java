package org.yizhan.web;

import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Text under construction that knows how many bytes of UTF-8 it has, and can fall back to an earlier length. */
final class SizedText extends Writer {

    private final StringBuilder text;
    private int measured;
    private int bytes;

    /** With room for a document. */
    SizedText() {
        this(1 << 13);
    }

    /** @param room for so many characters, and more where it takes more */
    SizedText(int room) {
        this.text = new StringBuilder(room);
    }

    @Override
    public void write(int c) {
        text.append((char) c);
    }

    @Override
    public void write(char[] buffer, int offset, int length) {
        text.append(buffer, offset, length);
    }

    @Override
    public void write(String part, int offset, int length) {
        text.append(part, offset, offset + length);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}

    /** The length in characters, for {@link #fallBackTo}. */
    int mark() {
        return text.length();
    }

    /** Forgets what came after {@code mark}. */
    void fallBackTo(int mark) {
        text.setLength(mark);
        measured = 0;
        bytes = 0;
    }

    /** The length in bytes of UTF-8; counts only what is new since it was last asked. */
    int bytes() {
        for (; measured < text.length(); measured++) {
            char c = text.charAt(measured);
            bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : Character.isSurrogate(c) ? 2 : 3;
        }
        return bytes;
    }

    @Override
    public String toString() {
        return text.toString();
    }

    byte[] toUtf8() {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** What was written up to {@code mark}, then {@code parts}, then the rest. */
    byte[] around(int mark, List<byte[]> parts) {
        byte[] begin = text.substring(0, mark).getBytes(StandardCharsets.UTF_8);
        byte[] end = text.substring(mark).getBytes(StandardCharsets.UTF_8);
        int length = begin.length + parts.stream().mapToInt(part -> part.length).sum() + end.length;
        ByteBuffer whole = ByteBuffer.allocate(length).put(begin);
        parts.forEach(whole::put);
        return whole.put(end).array();
    }
}
