package org.yizhan.ops;

/** One of the rules by which the program knows that something is wrong with it. Never throws; may block for a query. */
@FunctionalInterface
public interface Rule {

    /** Looks now. */
    Look look();

    /** Looks as far as it can without asking the database, which is known not to answer; never blocks. */
    default Look withoutDatabase() {
        return look();
    }
}
