package org.yizhan.ops;

import java.util.Map;
import java.util.Set;

/** One of the rules by which the program knows that something is wrong with it. Never throws; may block for a query. */
@FunctionalInterface
public interface Rule {

    /** Looks now. */
    Look look();

    /** Looks as far as it can without asking the database, which is known not to answer; never blocks. */
    default Look withoutDatabase() {
        return look();
    }

    /** All that it may name, by kind, as far as no other part of the program knows; a kind that is missing has no such list. */
    default Map<Trouble.Kind, Set<String>> subjects() {
        return Map.of();
    }
}
