package org.yizhan.ops;

import java.time.Instant;

/**
 * Somebody who may log in.
 *
 * @param name 1 to 40 characters of {@code a-z 0-9 . _ -}
 * @param password how it is kept
 * @param at when the account was last made, changed or closed
 * @param isOpen whether its owner may come in
 */
public record Account(String name, Role role, Passwords.Kept password, Instant at, boolean isOpen) {

    /** The one that the settings name: always there, always an admin. */
    public static final String FIRST = "ops";

    public Account {
        if (!isName(name)) {
            throw new IllegalArgumentException("an account's name is 1 to 40 characters of a-z 0-9 . _ -");
        }
    }

    /** Whether it is the one of the settings, which only they change. */
    public boolean isFirst() {
        return name.equals(FIRST);
    }

    static boolean isName(String text) {
        return text.matches("[a-z0-9][a-z0-9._-]{0,39}");
    }
}
