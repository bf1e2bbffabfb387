package org.yizhan.deliver;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was claimed at once, delivered. What is new is read once for all of them, after the claim, so that it holds all that
 * it was made for; who is told the same of the same topic gets the same documents, which are made once. Nobody waits for
 * anybody else, and standing feeds not for searches.
 */
final class Round {

    private static final Logger LOG = LoggerFactory.getLogger(Round.class);

    /** Each takes a connection to the database while it lasts. */
    private static final int SEARCHES_AT_ONCE = 2;

    private final Topics topics;
    private final Postman postman;
    private final Verifier verifier;
    private final ExecutorService threads;
    private final Consumer<Outcome> outcomes;
    private final Semaphore searching = new Semaphore(SEARCHES_AT_ONCE);

    /** @param outcomes gets one outcome for each delivery, on any thread */
    Round(Topics topics, Postman postman, Verifier verifier, ExecutorService threads, Consumer<Outcome> outcomes) {
        this.topics = topics;
        this.postman = postman;
        this.verifier = verifier;
        this.threads = threads;
        this.outcomes = outcomes;
    }

    /** Begins all of them; returns at once. */
    void begin(List<Due> claimed) {
        Map<Topics.Reader, List<Due>> groups = claimed.stream().collect(Collectors.groupingBy(Round::reader));
        Map<Topics.Reader, List<Due>> standing = new HashMap<>(groups);
        standing.keySet().removeIf(reader -> reader.topic().isSearch());
        if (!standing.isEmpty()) {
            threads.execute(() -> tell(standing));
        }
        groups.keySet().removeAll(standing.keySet());
        groups.forEach((reader, group) -> threads.execute(() -> tell(reader, group)));
    }

    private static Topics.Reader reader(Due due) {
        return new Topics.Reader(due.topic(), due.known(), due.first());
    }

    private void tell(Map<Topics.Reader, List<Due>> groups) {
        Map<Topics.Reader, List<Due>> left = new ConcurrentHashMap<>(groups);
        try {
            topics.news(
                    groups.keySet(),
                    (reader, news) ->
                            tell(Optional.ofNullable(left.remove(reader)).orElse(List.of()), news));
        } catch (RuntimeException e) {
            said("what is new could not be read; it is delivered later", e);
        }
        left.values().forEach(this::leave);
    }

    private void tell(Topics.Reader reader, List<Due> group) {
        try {
            searching.acquire();
            Topics.News news;
            try {
                news = topics.found(reader);
            } finally {
                searching.release();
            }
            tell(group, news);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            said("a search could not be read; it is delivered later", e);
            leave(group);
        }
    }

    private static void said(String what, RuntimeException e) {
        LOG.atWarn()
                .addKeyValue("stage", "deliver")
                .addKeyValue("error", e.getMessage())
                .log(what);
    }

    private void leave(List<Due> group) {
        group.forEach(due -> outcomes.accept(new Outcome.Untried(due)));
    }

    private void tell(List<Due> group, Topics.News news) {
        group.forEach(due -> threads.execute(() -> outcomes.accept(outcome(due, news))));
    }

    private Outcome outcome(Due due, Topics.News news) {
        return switch (news) {
            case Topics.News.Nothing nothing -> new Outcome.Delivered(due, nothing.state(), 0, false);
            case Topics.News.Documents documents -> postman.deliver(due, documents);
            case Topics.News.Gone gone -> {
                verifier.deny(due.callback(), due.written(), gone.reason());
                yield new Outcome.Ended(due);
            }
        };
    }

    /** How long something has waited. */
    static Duration lag(Due due, Instant now) {
        Duration lag = Duration.between(due.since(), now);
        return lag.isNegative() ? Duration.ZERO : lag;
    }
}
