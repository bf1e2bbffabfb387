package org.yizhan.ops;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What an operator may do; each may all that the one before may. */
public enum Role {
    /** Looks at everything and changes nothing. */
    VIEWER,
    /** Pauses, replays, mends. */
    OPERATOR,
    /** Makes accounts and keys, moves offsets. */
    ADMIN;

    /** As tables and the API say it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one of this word. */
    public static Optional<Role> of(String word) {
        return Stream.of(values()).filter(role -> role.word().equals(word)).findFirst();
    }

    /** Whether it may what {@code needed} may. */
    public boolean may(Role needed) {
        return compareTo(needed) >= 0;
    }
}
