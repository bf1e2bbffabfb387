package org.yizhan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.AnnotatedElement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The README's table of what is tried against us, and the tests that print what they tried. */
class SecurityMatrixTest {

    private static final Path TESTS = Path.of("src/test/java");
    private static final Pattern ROW = Pattern.compile("^\\| (S\\d+) \\|.*\\| ([^|]+) \\|$", Pattern.MULTILINE);
    private static final Pattern NAME = Pattern.compile("`([A-Za-z]+)`");

    /** Neither rules of the architecture nor the fuzzing count cases. */
    private static final Pattern PRINTS_NOTHING = Pattern.compile("ArchitectureTest|\\w+Fuzz");

    @Test
    void everyRowIsPrintedByTheTestsThatItNames() throws Exception {
        Map<String, Set<String>> named = named();
        assertThat(named.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, 25).mapToObj(row -> "S" + row).toList());
        assertThat(printed()).isEqualTo(named);
    }

    private static Map<String, Set<String>> named() throws IOException {
        var named = new TreeMap<String, Set<String>>();
        var rows = ROW.matcher(Files.readString(Path.of("README.md")));
        while (rows.find()) {
            var tests = named.computeIfAbsent(rows.group(1), none -> new TreeSet<>());
            NAME.matcher(rows.group(2))
                    .results()
                    .map(name -> name.group(1))
                    .filter(name -> !PRINTS_NOTHING.matcher(name).matches())
                    .forEach(tests::add);
        }
        return named;
    }

    private static Map<String, Set<String>> printed() throws Exception {
        var printed = new TreeMap<String, Set<String>>();
        for (Path file : annotated()) {
            String name = TESTS.relativize(file).toString().replace('/', '.').replaceFirst("\\.java$", "");
            Class<?> tests = Class.forName(name, false, SecurityMatrixTest.class.getClassLoader());
            for (AnnotatedElement one : elements(tests)) {
                Row rows = one.getAnnotation(Row.class);
                for (String row : rows == null ? new String[0] : rows.value()) {
                    printed.computeIfAbsent(row, none -> new TreeSet<>()).add(tests.getSimpleName());
                }
            }
        }
        return printed;
    }

    private static List<Path> annotated() throws IOException {
        var found = new ArrayList<Path>();
        try (Stream<Path> files = Files.walk(TESTS)) {
            for (Path file :
                    (Iterable<Path>) files.filter(one -> one.toString().matches(".*(Test|IT)\\.java"))::iterator) {
                if (Files.readString(file).contains("@Row(")) {
                    found.add(file);
                }
            }
        }
        return found;
    }

    private static List<AnnotatedElement> elements(Class<?> tests) {
        return Stream.concat(Stream.of(tests), Arrays.stream(tests.getDeclaredMethods()))
                .map(AnnotatedElement.class::cast)
                .toList();
    }
}
