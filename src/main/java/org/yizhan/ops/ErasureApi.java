package org.yizhan.ops;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpMethod;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.yizhan.article.Erasure;

/**
 * Articles erased over HTTP at a person's request. What stays is the id, when, who and why; readers are told nothing, and
 * the article is never taken in again. Ordering it twice is harmless.
 */
public final class ErasureApi {

    /** A name of one or two characters would be found everywhere. */
    private static final int SHORTEST_NAME = 6;

    private final Published published;
    private final Waiting waiting;
    private final Erasures erasures;
    private final Orders orders;
    private final Supplier<Optional<Duration>> copies;
    private final Clock clock;

    /** What ingest still has in hand. */
    @FunctionalInterface
    public interface Waiting {
        /** Forgets the pages of an article that wait to be fetched, also again, with what is there of them; how many. */
        int forget(String source, Set<String> addresses) throws SQLException;
    }

    /** @param copies how long a record may lie in Kafka's topics; empty where nobody knows */
    public ErasureApi(
            Published published,
            Waiting waiting,
            Erasures erasures,
            Orders orders,
            Supplier<Optional<Duration>> copies,
            Clock clock) {
        this.published = published;
        this.waiting = waiting;
        this.erasures = erasures;
        this.orders = orders;
        this.copies = copies;
        this.clock = clock;
    }

    public void mount(Paths paths) {
        paths.work(Role.ADMIN, HttpMethod.POST, "/api/v1/ops/articles/:id/erase", this::erase)
                .takes("reason");
        paths.work(HttpMethod.GET, "/api/v1/ops/erasures/:id", this::find);
    }

    /** 202 with what is known of it, once the stages' topic has acknowledged the order. */
    private Answer erase(Asked asked) throws SQLException {
        Order order = Order.of(asked);
        UUID article = Order.id(asked.id()).orElseThrow(ErasureApi::unknownArticle);
        Optional<Published.Piece> piece = published.article(article);
        if (piece.isEmpty()
                && !erasures.isInDeadLetters(article)
                && erasures.find(article).isEmpty()) {
            throw unknownArticle();
        }
        Set<String> names = names(article, piece);
        int pages = piece.isEmpty() ? 0 : waiting.forget(piece.get().source(), names);
        Audit.Deed deed = erasures.begin(article, piece, order, names, pages);
        orders.send(deed, new Erasure(article, order.operator(), order.reason(), clock.instant()));
        erasures.sent(article, copies.get().map(clock.instant()::plus));
        return Answer.json(202, body(erasures.find(article).orElseThrow()));
    }

    private static Set<String> names(UUID article, Optional<Published.Piece> piece) {
        var names = new LinkedHashSet<String>();
        names.add(article.toString());
        piece.ifPresent(known -> {
            names.add(known.url());
            names.add(known.externalId());
        });
        names.removeIf(name -> name.length() < SHORTEST_NAME);
        return names;
    }

    /** What is known of an erasure; 404 where none was ordered. */
    private Answer find(Asked asked) throws SQLException {
        Optional<UUID> article = Order.id(asked.id());
        Optional<Erasures.Erased> erased = article.isEmpty() ? Optional.empty() : erasures.find(article.get());
        return erased.map(found -> Answer.json(200, body(found)))
                .orElseThrow(() -> Rejection.of(404, "no erasure of this article was ordered"));
    }

    private ObjectNode body(Erasures.Erased erased) {
        var body = Answer.object()
                .put("articleId", erased.article().toString())
                .put("requestedAt", erased.requestedAt().toString())
                .put("sentAt", time(erased.sentAt()))
                .put("published", published.article(erased.article()).isPresent())
                .put("copiesInKafkaUntil", time(erased.copiesUntil()))
                .put("operator", erased.operator())
                .put("reason", erased.reason())
                .put("deadLettersRemoved", erased.letters())
                .put("pagesForgotten", erased.pages());
        erased.mentions().forEach(body.putArray("deadLettersToLookAt")::add);
        return body;
    }

    @SuppressWarnings("NullAway") // Jackson writes a null as null
    private static String time(Optional<Instant> at) {
        return at.map(Instant::toString).orElse(null);
    }

    private static Rejection unknownArticle() {
        return Rejection.of(
                404,
                "no article of this id is published or in the dead letters; see GET /api/v1/export/articles.ndjson");
    }
}
