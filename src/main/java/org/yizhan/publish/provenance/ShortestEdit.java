package org.yizhan.publish.provenance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The fewest insertions and deletions that make one row of things another (Myers 1986, the greedy forward search). Of each
 * step it keeps one bit, whether it was an insertion, and walks the way again once the end is reached; time and memory
 * grow with the square of the edits, so that rows with more than {@link #most} are first rid of what only one of them has,
 * and, where that is not enough, told to have nothing in common. Not safe for concurrent use.
 */
final class ShortestEdit {

    /** 16 MB and a third of a second at most. */
    static final int MOST = 16_000;

    private final int[] before;
    private final int[] after;
    private final int most;

    /** By number of edits, by diagonal from the lowest: whether its way ends with an insertion. */
    private final List<long[]> inserted = new ArrayList<>();

    private ShortestEdit(int[] before, int[] after, int most) {
        this.before = before;
        this.after = after;
        this.most = most;
    }

    /** A stretch of the first row that is replaced by one of the second; either may be empty. */
    record Change(int before, int beforeEnd, int after, int afterEnd) {}

    /** The changes in order, with something kept between any two. */
    static <T> List<Change> of(List<T> before, List<T> after) {
        return of(before, after, MOST);
    }

    static <T> List<Change> of(List<T> before, List<T> after, int most) {
        Map<T, Integer> numbers = new HashMap<>();
        int[] was = numbered(before, numbers);
        int[] is = numbered(after, numbers);
        return alone(was, is)
                .or(() -> new ShortestEdit(was, is, most).find())
                .or(() -> shared(was, is, most))
                .orElseGet(() -> List.of(new Change(0, was.length, 0, is.length)));
    }

    private static <T> int[] numbered(List<T> things, Map<T, Integer> numbers) {
        return things.stream()
                .mapToInt(thing -> numbers.computeIfAbsent(thing, same -> numbers.size()))
                .toArray();
    }

    /** One change of all where neither has anything of the other; empty elsewhere. */
    private static Optional<List<Change>> alone(int[] before, int[] after) {
        return before.length + after.length > 0 && places(before, after).length == 0
                ? Optional.of(List.of(new Change(0, before.length, 0, after.length)))
                : Optional.empty();
    }

    /** Looks at what both have only; the rest is changed wherever it stands. */
    private static Optional<List<Change>> shared(int[] before, int[] after, int most) {
        int[] places = places(before, after);
        int[] placesAfter = places(after, before);
        return new ShortestEdit(at(before, places), at(after, placesAfter), most)
                .find()
                .map(changes -> spread(changes, places, placesAfter, before.length, after.length));
    }

    private static int[] places(int[] things, int[] others) {
        Set<Integer> known = new HashSet<>();
        Arrays.stream(others).forEach(known::add);
        return IntStream.range(0, things.length)
                .filter(place -> known.contains(things[place]))
                .toArray();
    }

    private static int[] at(int[] things, int[] places) {
        return Arrays.stream(places).map(place -> things[place]).toArray();
    }

    /** The same changes among all that was there, with what was left out. */
    private static List<Change> spread(List<Change> changes, int[] places, int[] placesAfter, int end, int endAfter) {
        List<Change> spread = new ArrayList<>();
        int at = 0;
        int atAfter = 0;
        int kept = 0;
        int keptAfter = 0;
        for (Change change : changes) {
            for (; kept < change.before; kept++, keptAfter++) {
                add(spread, at, places[kept], atAfter, placesAfter[keptAfter]);
                at = places[kept] + 1;
                atAfter = placesAfter[keptAfter] + 1;
            }
            kept = change.beforeEnd;
            keptAfter = change.afterEnd;
        }
        for (; kept < places.length; kept++, keptAfter++) {
            add(spread, at, places[kept], atAfter, placesAfter[keptAfter]);
            at = places[kept] + 1;
            atAfter = placesAfter[keptAfter] + 1;
        }
        add(spread, at, end, atAfter, endAfter);
        return spread;
    }

    private static void add(List<Change> changes, int from, int end, int fromAfter, int endAfter) {
        if (end > from || endAfter > fromAfter) {
            changes.add(new Change(from, end, fromAfter, endAfter));
        }
    }

    /** Empty where there are too many. */
    private Optional<List<Change>> find() {
        int longest = Math.min(before.length + after.length, most);
        int[] reached = new int[2 * longest + 3];
        for (int edits = 0; edits <= longest; edits++) {
            if (step(edits, reached, longest + 1)) {
                return Optional.of(changes(edits));
            }
        }
        return Optional.empty();
    }

    /**
     * Goes as far as one more edit leads on each diagonal; whether the end is reached.
     *
     * @param reached how far in the first row, by diagonal
     * @param middle the place of diagonal 0
     */
    private boolean step(int edits, int[] reached, int middle) {
        var inserts = new long[(edits >> 6) + 1];
        inserted.add(inserts);
        for (int place = 0; place <= edits; place++) {
            int diagonal = 2 * place - edits;
            int at = middle + diagonal;
            boolean insert = place == 0 || (place < edits && reached[at - 1] < reached[at + 1]);
            int was = edits == 0 ? 0 : insert ? reached[at + 1] : reached[at - 1] + 1;
            if (insert) {
                inserts[place >> 6] |= 1L << place;
            }
            was = slid(was, was - diagonal);
            reached[at] = was;
            if (was >= before.length && was - diagonal >= after.length) {
                return true;
            }
        }
        return false;
    }

    /** How far things are the same from here on. */
    private int slid(int was, int is) {
        int end = was;
        int endAfter = is;
        while (end < before.length && endAfter < after.length && before[end] == after[endAfter]) {
            end++;
            endAfter++;
        }
        return end;
    }

    /** Walks from the beginning again, by the bits. */
    private List<Change> changes(int edits) {
        boolean[] inserts = way(edits);
        List<Change> changes = new ArrayList<>();
        int was = slid(0, 0);
        int is = was;
        int from = was;
        int fromAfter = is;
        for (boolean insert : inserts) {
            was += insert ? 0 : 1;
            is += insert ? 1 : 0;
            int end = slid(was, is);
            if (end > was) {
                changes.add(new Change(from, was, fromAfter, is));
                is += end - was;
                was = end;
                from = was;
                fromAfter = is;
            }
        }
        add(changes, from, was, fromAfter, is);
        return changes;
    }

    /** Back from the end, diagonal by diagonal. */
    private boolean[] way(int edits) {
        var inserts = new boolean[edits];
        int diagonal = before.length - after.length;
        for (int edit = edits; edit > 0; edit--) {
            int place = (diagonal + edit) / 2;
            boolean insert = (inserted.get(edit)[place >> 6] & 1L << place) != 0;
            inserts[edit - 1] = insert;
            diagonal += insert ? 1 : -1;
        }
        return inserts;
    }
}
