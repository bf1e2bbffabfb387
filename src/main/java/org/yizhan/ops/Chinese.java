package org.yizhan.ops;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The program's words and sentences in Chinese, for operators: all of them stand in one file, {@value #FILE}. What does not
 * stand there stays as it is. Safe for concurrent use.
 */
public final class Chinese {

    static final String FILE = "/words/operators.zh.txt";

    private static final String ARROW = " => ";
    private static final Pattern PLACE = Pattern.compile("\\{([1-9]?)}");
    private static final Chinese ALL = read();

    private final Map<String, String> whole = new HashMap<>();
    private final List<Sentence> sentences = new ArrayList<>();

    private Chinese() {}

    /** One with parts that are kept; {@code begin} is what every sentence of this form begins with. */
    private record Sentence(String begin, Pattern english, String chinese) {

        static Sentence of(String english, String chinese) {
            String form = Pattern.quote(english).replace("{}", "\\E(.*?)\\Q");
            String begin = english.substring(0, english.indexOf("{}"));
            return new Sentence(begin, Pattern.compile(form, Pattern.DOTALL), chinese);
        }

        Optional<String> said(String text) {
            Matcher parts = english.matcher(text);
            return text.startsWith(begin) && parts.matches() ? Optional.of(filled(parts)) : Optional.empty();
        }

        private String filled(Matcher parts) {
            int[] next = {0};
            return PLACE.matcher(chinese).replaceAll(place -> {
                int part = place.group(1).isEmpty() ? ++next[0] : Integer.parseInt(place.group(1));
                return Matcher.quoteReplacement(part(parts.group(part)));
            });
        }
    }

    /** A part is kept, unless it is a sentence of its own. */
    private static String part(String english) {
        return ALL.said(english).orElse(english);
    }

    /** The word of a group, such as {@code stage} or {@code fault}; empty where it has no Chinese one. */
    public static Optional<String> word(String group, String word) {
        return Optional.ofNullable(ALL.whole.get(group + "." + word));
    }

    /** The Chinese word and the program's own behind it, as people talk of both: {@code 去重 deduplicate}. */
    public static String named(String group, String word) {
        return word(group, word)
                .filter(chinese -> !chinese.equals(word))
                .map(chinese -> chinese + " " + word)
                .orElse(word);
    }

    /** A sentence, or several behind one another; empty where one of them has no Chinese form. */
    public static Optional<String> sentence(String english) {
        String text = english.strip();
        return ALL.said(text).or(() -> all(text.split("; ")));
    }

    private static Optional<String> all(String[] texts) {
        List<String> said =
                Stream.of(texts).flatMap(text -> ALL.said(text).stream()).toList();
        return texts.length > 1 && said.size() == texts.length ? Optional.of(String.join("；", said)) : Optional.empty();
    }

    private Optional<String> said(String text) {
        return Optional.ofNullable(whole.get(text))
                .or(() -> sentences.stream()
                        .flatMap(sentence -> sentence.said(text).stream())
                        .findFirst());
    }

    private static Chinese read() {
        var chinese = new Chinese();
        try (var lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(Chinese.class.getResourceAsStream(FILE)), StandardCharsets.UTF_8))) {
            lines.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(chinese::take);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return chinese;
    }

    private void take(String line) {
        int arrow = line.indexOf(ARROW);
        if (arrow < 0) {
            throw new IllegalStateException(FILE + " has a line without" + ARROW + ": " + line);
        }
        String english = line.substring(0, arrow);
        String said = line.substring(arrow + ARROW.length());
        if (english.contains("{}")) {
            sentences.add(Sentence.of(english, said));
        } else {
            whole.put(english, said);
        }
    }
}
