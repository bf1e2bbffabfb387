package org.yizhan.ingest;

import java.util.Locale;

/**
 * A pushed article as it stands in a record: a string of JSON, in which every quotation mark, backslash and line break of it
 * takes two bytes, so that ten megabytes may become twenty. Stateless.
 */
public final class Escaped {

    /** In bytes; a topic's 16 MiB without the envelope, and without the ids and the source that stand there besides. */
    public static final int LARGEST = 16 * 1024 * 1024 - 16 * 1024;

    private Escaped() {}

    static boolean fits(String raw) {
        // no character takes more than three bytes, a pair of surrogates four
        return raw.length() <= LARGEST / 3 || written(raw) <= LARGEST;
    }

    static String tooLarge(String raw) {
        return String.format(
                Locale.ROOT,
                "an article of %,d characters takes %,d bytes once its quotation marks, backslashes and line breaks are escaped,"
                        + " and %,d are stored at most; send less of it, or html with fewer attributes",
                raw.length(),
                written(raw),
                LARGEST);
    }

    /** The bytes of the string that JSON has for {@code raw}, without its quotation marks. */
    static long written(String raw) {
        return raw.chars().asLongStream().map(c -> bytes((char) c)).sum();
    }

    private static int bytes(char c) {
        if (c < ' ') {
            return "\b\t\n\f\r".indexOf(c) >= 0 ? 2 : 6;
        }
        if (c == '"' || c == '\\') {
            return 2;
        }
        if (c < 0x80) {
            return 1;
        }
        return c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
}
