package org.yizhan.article;

import java.time.Instant;

/**
 * One step of an article's way through the pipeline.
 *
 * @param stage the stage that wrote the record: {@code ingest}, {@code normalize}, …
 * @param at when that stage had decided
 */
public record Hop(String stage, Instant at) {}
