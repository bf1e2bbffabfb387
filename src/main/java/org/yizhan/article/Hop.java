package org.yizhan.article;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * One step of an article's way through the pipeline.
 *
 * @param stage the stage that wrote the record: {@code ingest}, {@code normalize}, …
 * @param at when that stage had decided
 * @param place where that record lay on its topic; empty before the next stage has read it
 */
public record Hop(String stage, Instant at, Optional<Place> place) {

    /** An operator's word among the stages': what a person put on a topic, anew or again. */
    public static final String OPS = "ops";

    /** Where a record lies on its topic. */
    public record Place(int partition, long offset) {}

    /** Records written before places were kept have none. */
    public Hop {
        place = Objects.requireNonNullElse(place, Optional.empty());
    }

    public Hop(String stage, Instant at) {
        this(stage, at, Optional.empty());
    }
}
