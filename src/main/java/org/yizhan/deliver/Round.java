package org.yizhan.deliver;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.function.BiConsumer;
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

    private final Topics topics;
    private final Postman postman;
    private final Verifier verifier;
    private final ExecutorService threads;
    private final Consumer<Outcome> outcomes;

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
        Map<Topics.Reader, List<Due>> searches = new HashMap<>(groups);
        searches.keySet().removeIf(reader -> !reader.topic().isSearch());
        groups.keySet().removeAll(searches.keySet());
        begin(groups, topics::news);
        begin(searches, topics::found);
    }

    /** Tells each of some readers what is new for him. */
    private interface Reading {
        void tell(Collection<Topics.Reader> readers, BiConsumer<Topics.Reader, Topics.News> each);
    }

    private void begin(Map<Topics.Reader, List<Due>> groups, Reading reading) {
        if (!groups.isEmpty()) {
            threads.execute(() -> tell(groups, reading));
        }
    }

    private static Topics.Reader reader(Due due) {
        return new Topics.Reader(due.topic(), due.known(), due.first(), due.look());
    }

    private void tell(Map<Topics.Reader, List<Due>> groups, Reading reading) {
        Map<Topics.Reader, List<Due>> left = new ConcurrentHashMap<>(groups);
        try {
            reading.tell(
                    groups.keySet(),
                    (reader, news) ->
                            tell(Optional.ofNullable(left.remove(reader)).orElse(List.of()), news));
        } catch (RuntimeException e) {
            LOG.atWarn()
                    .addKeyValue("stage", "deliver")
                    .addKeyValue("error", e.getMessage())
                    .log("what is new could not be read; it is delivered later");
        }
        left.values().forEach(this::leave);
    }

    private void leave(List<Due> group) {
        group.forEach(due -> outcomes.accept(new Outcome.Untried(due)));
    }

    private void tell(List<Due> group, Topics.News news) {
        group.forEach(due -> threads.execute(() -> outcomes.accept(outcome(due, news))));
    }

    private Outcome outcome(Due due, Topics.News news) {
        return switch (news) {
            case Topics.News.Nothing nothing -> new Outcome.Delivered(due, nothing.state(), 0, false, Duration.ZERO);
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
