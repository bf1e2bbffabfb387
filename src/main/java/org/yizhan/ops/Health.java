package org.yizhan.ops;

/**
 * How one dependency is.
 *
 * @param isUp whether it does its work
 * @param isFlawed whether, while it does, something of it wants looking at
 * @param reason why not, in words; where it is up a remark, or empty
 */
public record Health(boolean isUp, boolean isFlawed, String reason) {

    /** One without a flaw. */
    public Health(boolean isUp, String reason) {
        this(isUp, false, reason);
    }

    /** It does its work. */
    public static Health up() {
        return new Health(true, "");
    }

    /** It doesn't, and this is why. */
    public static Health down(String reason) {
        return new Health(false, reason);
    }

    /** {@code UP} or {@code DOWN}. */
    public String status() {
        return isUp ? "UP" : "DOWN";
    }
}
