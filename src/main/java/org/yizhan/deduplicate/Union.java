package org.yizhan.deduplicate;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Joins numbers into groups, each named by its smallest. Not safe for concurrent use. */
final class Union {

    private final Map<Long, Long> parents = new HashMap<>();

    /** The name of {@code no}'s group. */
    long find(long no) {
        long at = no;
        Long parent = parents.get(at);
        while (parent != null) {
            at = parent;
            parent = parents.get(at);
        }
        return at;
    }

    /** Makes one group of two. */
    void join(long one, long other) {
        long first = find(one);
        long second = find(other);
        if (first != second) {
            parents.put(Math.max(first, second), Math.min(first, second));
        }
    }

    /** Every number that no longer names its group, with the name that group has now, in ascending order. */
    Map<Long, Long> moves() {
        var moves = new TreeMap<Long, Long>();
        parents.keySet().forEach(no -> moves.put(no, find(no)));
        return moves;
    }
}
