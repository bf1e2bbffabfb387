package org.yizhan.deduplicate;

/** How one of two articles that carry one piece stands to the other. */
enum Kind {
    /** Both are the whole piece, or about as much of it. */
    COPY,
    /** The one is a part of the other. */
    PART,
    /** The one contains the other. */
    WHOLE,
    /** The one is the next part of a newspaper piece, the other the first. */
    CONTINUATION,
    /** The one is the first part of a newspaper piece, the other the next. */
    BEGINNING;

    /** The same pair, seen from the other side. */
    Kind reversed() {
        return switch (this) {
            case PART -> WHOLE;
            case WHOLE -> PART;
            case CONTINUATION -> BEGINNING;
            case BEGINNING -> CONTINUATION;
            case COPY -> COPY;
        };
    }
}
