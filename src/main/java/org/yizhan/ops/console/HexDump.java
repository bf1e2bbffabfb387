package org.yizhan.ops.console;

import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Bytes as programmers read them: offset, sixteen in hexadecimal, and those that are printable in ASCII. */
final class HexDump {

    private static final int MOST = 4_096;
    private static final int IN_LINE = 16;
    private static final HexFormat HEX = HexFormat.ofDelimiter(" ");

    private HexDump() {}

    /** The first {@value #MOST} bytes. */
    static String of(byte[] bytes) {
        return of(bytes, MOST);
    }

    /** The first {@code most} bytes. */
    static String of(byte[] bytes, int most) {
        int shown = Math.min(bytes.length, most);
        return IntStream.iterate(0, from -> from < shown, from -> from + IN_LINE)
                .mapToObj(from -> line(bytes, from, Math.min(from + IN_LINE, shown)))
                .collect(Collectors.joining("\n"));
    }

    private static String line(byte[] bytes, int from, int to) {
        var printable = new StringBuilder(IN_LINE);
        for (int i = from; i < to; i++) {
            printable.append(bytes[i] >= 0x20 && bytes[i] < 0x7f ? (char) bytes[i] : '.');
        }
        return "%06x  %-47s  %s".formatted(from, HEX.formatHex(bytes, from, to), printable);
    }
}
