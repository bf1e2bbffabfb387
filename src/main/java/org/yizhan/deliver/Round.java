package org.yizhan.deliver;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was claimed at once, delivered: those who know the same of the same topic are told the same documents, which are
 * made once, after the claim, so that they hold all that it was made for. Nobody waits for anybody else.
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

    /** Who is told the same. */
    private record Knowing(Topic topic, Topics.State known, boolean first) {
        static Knowing of(Due due) {
            return new Knowing(due.topic(), due.known(), due.first());
        }
    }

    /** Begins all of them; returns at once. */
    void begin(List<Due> claimed) {
        Map<Knowing, List<Due>> groups = claimed.stream().collect(Collectors.groupingBy(Knowing::of));
        groups.forEach((knowing, group) -> threads.execute(() -> tell(knowing, group)));
    }

    private void tell(Knowing knowing, List<Due> group) {
        Topics.News news;
        try {
            news = topics.news(knowing.topic(), knowing.known(), knowing.first());
        } catch (RuntimeException e) {
            LOG.atWarn()
                    .addKeyValue("stage", "deliver")
                    .addKeyValue("topic", knowing.topic().path())
                    .addKeyValue("error", e.getMessage())
                    .log("what is new could not be read; it is delivered later");
            group.forEach(due -> outcomes.accept(new Outcome.Untried(due)));
            return;
        }
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
