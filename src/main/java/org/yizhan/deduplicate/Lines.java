package org.yizhan.deduplicate;

import com.dynatrace.hash4j.hashing.Hashing;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A text in its folded lines, each with its hash: what a site puts under everything it publishes is told by the line.
 * Immutable.
 *
 * @param lines none of them empty
 * @param hashes of the lines, in their order
 */
record Lines(List<String> lines, List<Long> hashes) {

    /** So many lines at the beginning, and so many at the end, may be a site's and not the piece's. */
    private static final int HEAD = 2;

    private static final int FOOT = 6;

    Lines {
        lines = List.copyOf(lines);
        hashes = List.copyOf(hashes);
    }

    /** The folded paragraphs of a text. */
    static Lines of(List<String> folded) {
        List<String> lines = folded.stream().filter(line -> !line.isEmpty()).toList();
        return new Lines(
                lines,
                lines.stream().map(Hashing.komihash5_0()::hashCharsToLong).toList());
    }

    /** The text that {@link #stored} wrote. */
    static Lines parse(String stored) {
        return of(List.of(stored.split("\n")));
    }

    /** One line a paragraph. */
    String stored() {
        return String.join("\n", lines);
    }

    /** Whether the line at this place is near enough to either end to be none of the piece. */
    boolean isEdge(int at) {
        return at < HEAD || at >= lines.size() - FOOT;
    }

    /** The hashes of the lines at its head and foot that are at least so long. */
    Set<Long> edges(int shortest) {
        return IntStream.range(0, lines.size())
                .filter(at -> isEdge(at) && lines.get(at).length() >= shortest)
                .mapToObj(hashes::get)
                .collect(Collectors.toSet());
    }

    private boolean isIn(Set<Long> boilerplate, int at) {
        return isEdge(at) && boilerplate.contains(hashes.get(at));
    }

    /** Whether one of {@code boilerplate} stands at its head or foot. */
    boolean hasAny(Set<Long> boilerplate) {
        return !boilerplate.isEmpty() && IntStream.range(0, lines.size()).anyMatch(at -> isIn(boilerplate, at));
    }

    /** How long {@link #without} is. */
    int lengthWithout(Set<Long> boilerplate) {
        int length = 0;
        for (int i = 0; i < lines.size(); i++) {
            length += isIn(boilerplate, i) ? 0 : lines.get(i).length();
        }
        return length;
    }

    /** The lines run together, without those of {@code boilerplate} at head and foot. */
    String without(Set<Long> boilerplate) {
        var kept = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            if (!isIn(boilerplate, i)) {
                kept.append(lines.get(i));
            }
        }
        return kept.toString();
    }
}
