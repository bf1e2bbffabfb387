package org.yizhan.ingest.poll;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.yizhan.article.Masked;

/**
 * How one channel fares.
 *
 * @param channel the route's id; {@code push:} and the source's id where something is pushed and no file declares it
 * @param source the source's id
 * @param name of the source
 * @param region of the source, GB/T 2260
 * @param kind {@code poll-feed}, …; {@code websub} for any feed whose hub tells of its news
 * @param address what is asked now, without what opens something
 * @param lastAttempt when it was last asked
 * @param lastSuccess when it last answered with what was of use
 * @param failingSince the first of the failures in a row
 * @param streak failures in a row
 * @param fault the class of what went wrong last; empty where all is well
 * @param status of HTTP at the last poll
 * @param detail of the last poll, for people
 * @param next when it is asked next; empty: never by itself
 * @param why for what reason then, by the words of {@link Why}
 * @param rest of its host, while that lasts
 * @param heldLong whether it has wanted to be asked less often for so long that somebody has to look: its last success is
 *     older than three of its usual intervals or a day, or there never was one
 * @param cadence how often it is asked
 * @param setInterval how often an operator wants it asked; empty: nobody has set that
 * @param tags the operators' own words for it
 * @param newestItem when its newest item came
 * @param newestDay which that is of, where it says no more than its day
 * @param quietAfter a silence that is longer than usual; empty while that is unknown
 * @param lastPush when something was last pushed, delivered by its hub, or came by mail or in a file
 * @param week how punctually it was read over the last seven days
 * @param pagesWaiting articles' pages that are still to be fetched
 * @param pagesFailed articles' pages that were given up
 * @param recent what it brought lately
 */
public record SourceHealth(
        String channel,
        String source,
        String name,
        String region,
        String kind,
        SourceState state,
        String address,
        Optional<Instant> lastAttempt,
        Optional<Instant> lastSuccess,
        Optional<Instant> failingSince,
        int streak,
        String fault,
        int status,
        String detail,
        Optional<Instant> next,
        String why,
        Optional<HostRest> rest,
        boolean heldLong,
        Duration cadence,
        Optional<Duration> setInterval,
        List<String> tags,
        Optional<Instant> newestItem,
        Optional<LocalDate> newestDay,
        Optional<Duration> quietAfter,
        Optional<Instant> lastPush,
        Punctuality.Day week,
        long pagesWaiting,
        long pagesFailed,
        Recent recent) {

    public SourceHealth {
        tags = List.copyOf(tags);
        address = Masked.text(address);
    }

    /** Whether we ask for its articles, and others don't bring them. */
    public boolean isPolled() {
        return !address.isEmpty();
    }

    /** Whether a source file declares it. */
    public boolean isDeclared() {
        return !channel.startsWith(PUSHED);
    }

    /** Whether somebody has to look at it. */
    public boolean isIll() {
        return state.isTrouble() || state == SourceState.QUIET || heldLong;
    }

    /** The name of the host that it is asked at, and its port where that is not the usual one. */
    public String host() {
        return Hosts.of(address);
    }

    /** Whether it answers, but its rule has never found anything. */
    public boolean hasNeverMatched() {
        return state == SourceState.FAILING && streak == 0;
    }

    /** As {@link Punctuality.Day#burn} of the week; empty too while nothing is known but that it did not answer at first. */
    public Optional<Double> burn() {
        return lastSuccess.isEmpty() && week.late() == 0 ? Optional.empty() : week.burn();
    }

    private static final String PUSHED = "push:";

    /**
     * What a channel brought lately. Items are counted over the last {@value #MOST} that came: that many means that many
     * or more.
     *
     * @param day items published in the last 24 hours, or seen then where they give no time
     * @param week those of the last 7 days
     * @param polls of the last 50, as many as there were
     * @param unchanged those of them that were answered with 304
     * @param bytes that they brought
     * @param gap nineteen of twenty gaps between its last successful polls are no longer; empty with fewer than ten
     * @param days what its polls brought on the last seven days
     */
    public record Recent(
            long day, long week, long polls, long unchanged, long bytes, Optional<Duration> gap, LastDays days) {
        /** How many items are remembered. */
        public static final int MOST = 50;
    }
}
