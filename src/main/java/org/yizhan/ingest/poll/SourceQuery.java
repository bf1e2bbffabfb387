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

    /** The orders that there are. */
    public enum Sort {
        /** Those to look at first, the longest failing before the others. */
        WORST("array_position(array['gone','failing','redesigned','late','quiet','never','paused','fresh','push-only'],"
                + " state), failing_since nulls last, id"),
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
        PUSH("last_push desc nulls last, id");

        private final String order;

        Sort(String order) {
            this.order = order;
        }

        String order() {
            return order;
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
