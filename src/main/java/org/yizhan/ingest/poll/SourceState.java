package org.yizhan.ingest.poll;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** How a channel is, the most telling state first where several hold. */
public enum SourceState {
    /** An operator has paused it. */
    PAUSED,
    /** Others bring its articles: push, mail or folder; how often is not known yet. */
    PUSH_ONLY,
    /** 410: it has ended, and is asked no more. */
    GONE,
    /** 429 at its last poll: it wants to be asked less often, so it is neither well nor failing. */
    HELD_OFF,
    /** Two polls or more in a row failed, it has never answered, or its rule has never found anything. */
    FAILING,
    /** The rule finds nothing where it used to: in six polls, or in two where it gave five items or more. */
    REDESIGNED,
    /** It has not answered yet: it has not been asked, or could not be. */
    NEVER,
    /** Its poll is overdue by more than its interval and five minutes, and so is the end of its host's rest. */
    LATE,
    /** It answers, but has been silent for longer than nineteen of twenty of its gaps, and than three days. */
    QUIET,
    /** All is well. */
    FRESH;

    /** The state as it is written: {@code push-only}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether somebody has to look at it. */
    public boolean isTrouble() {
        return this == GONE || this == FAILING || this == REDESIGNED;
    }

    /** The state that is written {@code word}. */
    public static Optional<SourceState> of(String word) {
        return Stream.of(values()).filter(state -> state.word().equals(word)).findFirst();
    }

    /** The faults that our own network being gone makes of a poll. */
    static final String UNREACHED = "'dns', 'connect', 'timeout'";

    /** The state as SQL: an expression over table {@code channel} as {@code c}, its three parameters the time of now. */
    static final String SQL = sql("'infinity'");

    /**
     * The state as it was before our own network went: the same expression, its three parameters the time that counts as
     * now.
     *
     * @param gone an SQL expression: failures to reach a channel's host from then on say nothing of the channel
     */
    static String sql(String gone) {
        return JUDGED.formatted(UNREACHED, gone);
    }

    private static final String JUDGED = """
            case when c.paused then 'paused'
                 when c.kind not in ('POLL_FEED', 'WEBSUB', 'POLL_LIST', 'POLL_JSON', 'POLL_SITEMAP') then 'push-only'
                 when c.why = 'gone' or c.fault = 'http-410' then 'gone'
                 when c.fault = 'http-429' then 'held-off'
                 when (c.streak >= 2 or c.streak = 1 and c.last_success is null)
                      and not (c.fault in (%s) and c.failing_since >= %s) then 'failing'
                 when c.barren >= 1 and c.matched = 0 and 'selector' in (c.fault, c.flaw) then 'failing'
                 when c.barren >= 6 or c.barren >= 2 and c.matched >= 5 then 'redesigned'
                 when c.last_success is null then 'never'
                 when c.next_at + (c.cadence + 300) * interval '1 second' < ?
                      and coalesce((select h.rest_until from errand e join host h on h.name = e.host
                                    where e.channel = c.id and e.rank = 0 and e.url = ''), '-infinity')
                          + (c.cadence + 300) * interval '1 second' < ? then 'late'
                 when c.newest_item_at + c.quiet_after * interval '1 second' < ? then 'quiet'
                 else 'fresh' end
            """;
}
