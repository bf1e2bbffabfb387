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
        long parent = parents.getOrDefault(at, at);
        while (parent != at) {
            at = parent;
            parent = parents.getOrDefault(at, at);
        }
        return at;
    }

    /** Makes one group of two. */
    void join(long one, long other) {
        long first = find(one);
        long second = find(other);
        parents.put(Math.max(first, second), Math.min(first, second));
    }

    /** Every number that was ever joined, with the name of its group, in ascending order. */
    Map<Long, Long> names() {
        var names = new TreeMap<Long, Long>();
        parents.forEach((no, parent) -> {
            names.put(no, find(no));
            names.put(parent, find(parent));
        });
        return names;
    }
}
