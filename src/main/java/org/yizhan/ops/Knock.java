package org.yizhan.ops;

import java.util.Locale;

/** What came of somebody's wish to log in, as it is counted. */
public enum Knock {
    /** Name and password were right. */
    RIGHT,
    /** One of them was wrong. */
    WRONG,
    /** Nothing was tried: too many had been wrong before. */
    RESTING,
    /** Nothing was tried: too many came at once. */
    CROWDED;

    /** As the metric says it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
