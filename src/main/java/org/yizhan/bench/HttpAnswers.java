package org.yizhan.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Tells where answers end on one connection: status line, Content-Length, and that many bytes passed over. */
final class HttpAnswers {
    private static final int LONGEST_HEAD = 16 * 1_024;

    private final byte[] head = new byte[LONGEST_HEAD];
    private int headLength;
    private boolean isInBody;
    private long left;
    private long length;
    private int status;

    /** Takes bytes up to the end of one answer; whether it was reached. */
    boolean readOne(ByteBuffer bytes) {
        if (!isInBody) {
            if (!readHead(bytes)) {
                return false;
            }
            isInBody = true;
        }
        int skipped = (int) Math.min(left, bytes.remaining());
        bytes.position(bytes.position() + skipped);
        left -= skipped;
        if (left > 0) {
            return false;
        }
        isInBody = false;
        return true;
    }

    /** The status of the last answer. */
    int status() {
        return status;
    }

    /** The body length of the last answer. */
    long length() {
        return length;
    }

    private boolean readHead(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            if (headLength == LONGEST_HEAD) {
                throw new BenchFailed("an answer's head is longer than " + LONGEST_HEAD + " bytes");
            }
            head[headLength++] = bytes.get();
            if (head[headLength - 1] == '\n' && headLength >= 4 && head[headLength - 3] == '\n') {
                parse(new String(head, 0, headLength, StandardCharsets.ISO_8859_1));
                headLength = 0;
                return true;
            }
        }
        return false;
    }

    private void parse(String text) {
        status = Integer.parseInt(text, 9, 12, 10);
        int at = text.toLowerCase(Locale.ROOT).indexOf("\r\ncontent-length:");
        boolean hasBody = status != 304 && status != 204;
        if (hasBody && at < 0) {
            throw new BenchFailed("the load generator reads only answers with a Content-Length");
        }
        length = hasBody
                ? Long.parseLong(
                        text.substring(at + 17, text.indexOf('\r', at + 2)).strip())
                : 0;
        left = length;
    }
}
