package org.yizhan.bench;

/**
 * Who is subscribed at the hub while articles are pushed.
 *
 * @param subscribers callbacks, each with one subscription and a secret of its own; 0 leaves the phase out
 * @param hanging how many of them never answer a delivery
 * @param rate articles a second
 * @param seconds length of the measured part; as much again, at most ten seconds, comes before it as a warm-up
 * @param taste what they are subscribed to
 */
public record Audience(int subscribers, int hanging, int rate, int seconds, Taste taste) {
    /** What subscribers are subscribed to. */
    public enum Taste {
        /** Half to everything, a tenth each to sources, regions, topics, organisations and searches. */
        MIXED,

        /** Nobody to everything: a fifth each to sources, regions, topics, organisations and searches. */
        NARROW,

        /** Everybody to everything in one format: the most there can be to deliver. */
        ALL
    }

    /** Nobody. */
    public static final Audience NONE = new Audience(0, 0, 1, 1, Taste.MIXED);

    public Audience {
        BenchOptions.within("subscribers", subscribers, 0, 2_000);
        BenchOptions.within("hanging", hanging, 0, subscribers);
        BenchOptions.within("subscriberRate", rate, 1, 10_000);
        BenchOptions.within("subscriberSeconds", seconds, 1, 86_400);
    }
}
