package org.yizhan.publish.provenance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The names of places that titles are told apart by: provinces, prefectures and counties by their official and short
 * names, towns by their last character, and 我市, 全省 and the like. Two in a row are a place as well (江西赣州). Safe for
 * concurrent use.
 */
final class Places {

    private static final Pattern TOWN = Pattern.compile("[\\u4e00-\\u9fff]{2,3}(?:镇|乡|街道)");
    private static final Pattern OWN = Pattern.compile("[我全本][省市区县州盟旗镇乡]");
    private static final int LONGEST = 14;
    private static final int MOST_IN_A_ROW = 3;
    private static final String COUNTRY = "100000";
    private static final Set<String> NAMES = names();

    private Places() {}

    private static Set<String> names() {
        var names = new HashSet<String>();
        InputStream stream = Objects.requireNonNull(
                Places.class.getResourceAsStream("/dictionaries/regions.tsv"), "the regions are not in the program");
        try (var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            lines.lines()
                    .filter(line -> !line.startsWith("#") && !line.startsWith(COUNTRY))
                    .map(line -> line.split("\t"))
                    .forEach(cells -> {
                        for (int cell = 1; cell < cells.length; cell++) {
                            names.add(cells[cell]);
                        }
                    });
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the regions can't be read", unreadable);
        }
        names.removeIf(name -> name.length() < 2);
        return Set.copyOf(names);
    }

    /** Whether {@code words} are nothing but a place. */
    static boolean isPlace(String words) {
        return isPlace(words, MOST_IN_A_ROW);
    }

    private static boolean isPlace(String words, int most) {
        if (words.length() < 2 || most == 0) {
            return false;
        }
        if (NAMES.contains(words)
                || TOWN.matcher(words).matches()
                || OWN.matcher(words).matches()) {
            return true;
        }
        for (int end = Math.min(words.length() - 2, LONGEST); end >= 2; end--) {
            if (NAMES.contains(words.substring(0, end)) && isPlace(words.substring(end), most - 1)) {
                return true;
            }
        }
        return false;
    }
}
