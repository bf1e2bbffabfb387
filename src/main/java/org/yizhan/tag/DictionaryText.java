package org.yizhan.tag;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A dictionary as it was read: UTF-8, {@code #} begins a line of comment, empty lines don't count.
 *
 * @param file its name, {@code topics.txt}
 * @param hash SHA-256 of its bytes, in hex
 * @param lines those that say something, stripped
 */
record DictionaryText(String file, Origin origin, String hash, List<Line> lines) {

    private static final int LARGEST = 20_000_000;

    /** Where it is from. */
    public enum Origin {
        /** The program. */
        BUNDLED,
        /** The operator's folder. */
        FOLDER
    }

    /** @param number counted from 1, comments and empty lines too */
    record Line(String file, int number, String text) {

        BrokenDictionary broken(String reason) {
            return new BrokenDictionary(file, number, reason);
        }
    }

    /** A line cut at tabs. */
    record Row(Line line, List<String> fields) {

        /** The field, stripped; empty where the line ends before it. */
        String field(int column) {
            return column < fields.size() ? fields.get(column).strip() : "";
        }

        /** The field as a list, divided by 、. */
        List<String> list(int column) {
            return field(column).isEmpty() ? List.of() : List.of(field(column).split("\\s*、\\s*", -1));
        }
    }

    DictionaryText {
        lines = List.copyOf(lines);
    }

    /** @throws BrokenDictionary where the bytes are no text */
    static DictionaryText of(String file, Origin origin, byte[] bytes) {
        if (bytes.length > LARGEST) {
            throw new BrokenDictionary(file, 0, "it is longer than " + LARGEST + " bytes; no dictionary is");
        }
        List<Line> lines = new ArrayList<>();
        int number = 0;
        for (String text : decoded(file, bytes).split("\r\n|\r|\n", -1)) {
            number++;
            String said = text.strip();
            if (!said.isEmpty() && !said.startsWith("#")) {
                lines.add(new Line(file, number, said));
            }
        }
        return new DictionaryText(file, origin, hash(bytes), lines);
    }

    /** Editors on Windows begin a text with a byte order mark → it is passed over. */
    private static String decoded(String file, byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new BrokenDictionary(file, 0, "it is no UTF-8; save it in that encoding");
        }
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    List<Row> rows() {
        return lines.stream()
                .map(line -> new Row(line, List.of(line.text().split("\t", -1))))
                .toList();
    }

    /** The words under each {@code [section]}, each as a line of its own. */
    Map<String, List<Line>> sections() {
        Map<String, List<Line>> sections = new LinkedHashMap<>();
        List<Line> words = List.of();
        for (Line line : lines) {
            String text = line.text();
            if (text.startsWith("[") && text.endsWith("]")) {
                words = sections.computeIfAbsent(text.substring(1, text.length() - 1), title -> new ArrayList<>());
            } else if (sections.isEmpty()) {
                throw line.broken("no [section] before it; begin with one, such as [common]");
            } else {
                for (String word : text.split("\\s+", -1)) {
                    words.add(new Line(file, line.number(), word));
                }
            }
        }
        return sections;
    }
}
