package org.yizhan.relay;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yizhan.article.Unreadable;

/**
 * Says in the log which records of a stage go to the dead letters: of each cause one line a second at most, the first with
 * its place and, where the stage failed by itself, its stack; those between are counted. Safe for concurrent use.
 */
final class BurialLog {

    private static final Logger LOG = LoggerFactory.getLogger(BurialLog.class);

    private final String stage;
    private final Topic from;
    private final Executor secondLater;

    /** By cause how many were not told yet; one that was not there for a second is missing. */
    private final Map<Cause, Long> untold = new HashMap<>();

    /** @param secondLater runs what it is given a second later */
    BurialLog(String stage, Topic from, Executor secondLater) {
        this.stage = stage;
        this.from = from;
        this.secondLater = secondLater;
    }

    private record Cause(String error, Class<?> failure) {}

    synchronized void say(Batch.Entry entry, String error, RuntimeException failure) {
        var cause = new Cause(error, failure.getClass());
        if (untold.computeIfPresent(cause, (same, records) -> records + 1) != null) {
            return;
        }
        untold.put(cause, 0L);
        secondLater.execute(() -> goOn(cause));
        LOG.atWarn()
                .addKeyValue("stage", stage)
                .addKeyValue("topic", from.topicName())
                .addKeyValue("partition", entry.partition())
                .addKeyValue("offset", entry.offset())
                .addKeyValue("error", error)
                .setCause(failure instanceof Unreadable ? null : failure)
                .log("a record goes to the dead letters: {}", String.valueOf(failure.getMessage()));
    }

    private synchronized void goOn(Cause cause) {
        long records = untold.getOrDefault(cause, 0L);
        if (records == 0) {
            untold.remove(cause);
            return;
        }
        untold.put(cause, 0L);
        secondLater.execute(() -> goOn(cause));
        LOG.atWarn()
                .addKeyValue("stage", stage)
                .addKeyValue("topic", from.topicName())
                .addKeyValue("error", cause.error())
                .addKeyValue("records", records)
                .log("further records went to the dead letters for the same cause");
    }
}
