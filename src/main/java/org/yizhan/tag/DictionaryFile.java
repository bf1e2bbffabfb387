package org.yizhan.tag;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A bundled dictionary: UTF-8 text, {@code #} begins a line of comment, empty lines don't count. */
final class DictionaryFile {

    private DictionaryFile() {}

    /** The lines that say something, stripped. */
    static List<String> lines(String name) {
        InputStream stream = DictionaryFile.class.getResourceAsStream("/dictionaries/" + name);
        if (stream == null) {
            throw new IllegalStateException("dictionary is missing: " + name);
        }
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            return reader.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("dictionary cannot be read: " + name, e);
        }
    }

    /** The lines cut at tabs. */
    static List<String[]> rows(String name) {
        return lines(name).stream().map(line -> line.split("\t", -1)).toList();
    }

    /** The words under each {@code [section]}, in order; lines before the first section are refused. */
    static Map<String, List<String>> sections(String name) {
        Map<String, List<String>> sections = new LinkedHashMap<>();
        List<String> words = null;
        for (String line : lines(name)) {
            if (line.startsWith("[") && line.endsWith("]")) {
                words = sections.computeIfAbsent(line.substring(1, line.length() - 1), title -> new ArrayList<>());
            } else if (words == null) {
                throw new IllegalStateException(name + ": no [section] before: " + line);
            } else {
                words.addAll(List.of(line.split("\\s+", -1)));
            }
        }
        return sections;
    }
}
