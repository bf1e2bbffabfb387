package org.yizhan.ingest.poll;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What a source publishes: so many items at once, once in so long a time, from some days before the start on. */
record Press(String name, Instant from, Duration gap, int atOnce) {

    private static final int LISTED = 20;

    /** The newest items at {@code now}, newest first. */
    String body(Instant now) {
        var lines = new ArrayList<String>();
        long last = Duration.between(from, now).dividedBy(gap);
        for (long event = last; event >= 0 && lines.size() < LISTED; event--) {
            Instant at = from.plus(gap.multipliedBy(event));
            for (int n = 0; n < atOnce; n++) {
                String key = name + "-" + event + "-" + n;
                lines.add(Papers.line(key, "1", at, "https://" + name + ".example/p/" + key));
            }
        }
        return String.join("\n", lines);
    }

    Instant newest(Instant now) {
        return from.plus(gap.multipliedBy(Duration.between(from, now).dividedBy(gap)));
    }

    /** When each of the items of the simulated time came out. */
    List<Instant> between(Instant start, Instant end) {
        var times = new ArrayList<Instant>();
        for (Instant at = newest(start).plus(gap); at.isBefore(end); at = at.plus(gap)) {
            times.add(at);
        }
        return times;
    }
}
