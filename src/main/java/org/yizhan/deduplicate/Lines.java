package org.yizhan.deduplicate;

import com.dynatrace.hash4j.hashing.Hashing;
import java.util.List;
import java.util.Set;

/**
 * A text in its folded lines, each with its hash: what a site puts under everything it publishes is told by the line.
 * Immutable.
 *
 * @param lines none of them empty
 * @param hashes of the lines, in their order
 */
record Lines(List<String> lines, List<Long> hashes) {

    Lines {
        lines = List.copyOf(lines);
        hashes = List.copyOf(hashes);
    }

    /** The folded paragraphs of a text. */
    static Lines of(List<String> folded) {
        List<String> lines = folded.stream().filter(line -> !line.isEmpty()).toList();
        return new Lines(
                lines, lines.stream().map(Hashing.komihash5_0()::hashCharsToLong).toList());
    }

    /** The text that {@link #stored} wrote. */
    static Lines parse(String stored) {
        return of(List.of(stored.split("\n")));
    }

    /** One line a paragraph. */
    String stored() {
        return String.join("\n", lines);
    }

    /** Whether one of {@code boilerplate} stands in it. */
    boolean hasAny(Set<Long> boilerplate) {
        return !boilerplate.isEmpty() && hashes.stream().anyMatch(boilerplate::contains);
    }

    /** How long {@link #without} is. */
    int lengthWithout(Set<Long> boilerplate) {
        int length = 0;
        for (int i = 0; i < lines.size(); i++) {
            length += boilerplate.contains(hashes.get(i)) ? 0 : lines.get(i).length();
        }
        return length;
    }

    /** The lines run together, without those of {@code boilerplate}. */
    String without(Set<Long> boilerplate) {
        var kept = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            if (!boilerplate.contains(hashes.get(i))) {
                kept.append(lines.get(i));
            }
        }
        return kept.toString();
    }
}
