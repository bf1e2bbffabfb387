package org.yizhan.article;

/**
 * Says that one record can't be handled, whatever is tried: it goes to the dead letters alone and its batch goes on.
 * A dependency that is away is never an {@code Unreadable}.
 */
public final class Unreadable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String error;

    /**
     * @param error the class of failure in kebab-case, such as {@code no-article}; bounded, for counting
     * @param reason what is wrong and what would mend it
     */
    public Unreadable(String error, String reason) {
        super(reason);
        this.error = error;
    }

    /** The class of failure in kebab-case. */
    public String error() {
        return error;
    }
}
