package org.yizhan.ingest.poll;

import java.util.Optional;

/**
 * Which channels an operator asks for.
 *
 * @param kind as {@code poll-feed}
 * @param source the source's id
 * @param region its beginning, so that a province has its counties
 * @param text found in the channel's id, the source's name or the address
 * @param fault the class of what went wrong last, as {@code http-5xx}
 * @param tag one of the operators' own words for it
 * @param sort by what
 * @param limit 1 to {@value #MOST}
 * @param offset from 0
 */
public record SourceQuery(
        Optional<SourceState> state,
        Optional<String> kind,
        Optional<String> source,
        Optional<String> region,
        Optional<String> text,
        Optional<String> fault,
        Optional<String> tag,
        Sort sort,
        int limit,
        int offset) {

    /** The most rows of one answer. */
    public static final int MOST = 500;

    private static final String MEASURED = "measure desc nulls last, id";

    /** The orders that there are. */
    public enum Sort {
        /** Those to look at first, the longest failing before the others. */
        WORST("array_position(array['gone','failing','redesigned','held-off','late','quiet','never','paused','fresh',"
                + "'push-only'], state), failing_since nulls last, id"),
        /** By id. */
        CHANNEL("id"),
        /** By the source's name. */
        NAME("name, id"),
        /** By the publisher's region. */
        REGION("region, name, id"),
        /** The most failures in a row first. */
        STREAK("streak desc, failing_since nulls last, id"),
        /** Asked last first. */
        ATTEMPT("last_attempt desc nulls last, id"),
        /** The soonest first. */
        NEXT("next_at nulls last, id"),
        /** The longest ago first. */
        SUCCESS("last_success nulls first, id"),
        /** The oldest first. */
        NEWEST_ITEM("newest_item_at nulls first, id"),
        /** The one that uses up fastest what may be late first. */
        BURN("burn desc nulls last, id"),
        /** Pushed last first. */
        PUSH("last_push desc nulls last, id"),
        /** The longest between its successful polls first. */
        GAP("gap_95 desc nulls last, id"),
        /** The most items published in the last 24 hours first. */
        ITEMS_24H(MEASURED, """
                case when w.kind = 'PUSH'
                     then (select cardinality(p.rhythm) - width_bucket(at - 86400, p.rhythm)
                           from pushed_source p, moment where p.source = w.source)
                     else (select cardinality(c.rhythm) - width_bucket(at - 86400, c.rhythm)
                           from channel c, moment where c.id = w.id) end
                """),
        /** The most items that its polls found new, or that were pushed, in seven days first. */
        ITEMS_7D(MEASURED, """
                case when w.kind = 'PUSH'
                     then (select sum(d.articles) from pushed_day d, moment
                           where d.source = w.source and d.day > today - %1$d and d.day <= today)
                     else (select sum(d.fresh) from poll_day d, moment
                           where d.channel = w.id and d.day > today - %1$d and d.day <= today) end
                """.formatted(PollWeek.DAYS)),
        /** The most that its polls bring on a day first; as {@link LastDays#bytesADay}. */
        BYTES(MEASURED, """
                (select coalesce(avg(d.bytes) filter (where d.day < today), max(d.bytes)) from poll_day d, moment
                 where d.channel = w.id and d.day > today - %d and d.day <= today)
                """.formatted(PollWeek.DAYS));

        private final String order;
        private final String measure;

        Sort(String order) {
            this(order, "null::bigint");
        }

        Sort(String order, String measure) {
            this.order = order;
            this.measure = measure;
        }

        String order() {
            return order;
        }

        /** An SQL expression over a channel as {@code w}: what is measured of each for the sake of this order alone. */
        String measure() {
            return measure;
        }
    }

    public SourceQuery {
        if (limit < 1 || limit > MOST || offset < 0) {
            throw new IllegalArgumentException("limit must be 1 to %d, offset from 0".formatted(MOST));
        }
    }

    /** The same question, with other rows of its answer. */
    public SourceQuery page(int rows, int from) {
        return new SourceQuery(state, kind, source, region, text, fault, tag, sort, rows, from);
    }

    /** The same question about one state alone. */
    public SourceQuery of(SourceState one) {
        return new SourceQuery(Optional.of(one), kind, source, region, text, fault, tag, sort, limit, offset);
    }

    /** The first rows, worst first. */
    public static SourceQuery worst(int limit) {
        return new SourceQuery(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Sort.WORST,
                limit,
                0);
    }
}
