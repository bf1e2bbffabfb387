package org.yizhan.ops;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.yizhan.article.Mending;
import org.yizhan.article.Mending.Action;

/**
 * Has stories mended by hand. An order is held against what is published before it is sent; it gets a key, under which it
 * can be listed and taken back. The same {@code Idempotency-Key} is the same mending, however often it comes. Every method
 * may block.
 */
public final class Mender {

    private final Published published;
    private final MendingLog log;
    private final Orders orders;
    private final Clock clock;
    private final Supplier<UUID> keys;

    /** @param keys makes the keys of mendings that come without an {@code Idempotency-Key} */
    public Mender(Published published, MendingLog log, Orders orders, Clock clock, Supplier<UUID> keys) {
        this.published = published;
        this.log = log;
        this.orders = orders;
        this.clock = clock;
        this.keys = keys;
    }

    /** The articles that {@code order} names become a story of their own; the mending's key. */
    public UUID split(String id, Order order) throws SQLException {
        UUID key = key(order);
        if (isKnown(
                key,
                earlier ->
                        earlier.action() == Action.SPLIT && earlier.articles().equals(order.ids()))) {
            return key;
        }
        Published.Story story = story(id);
        order.ids().forEach(article -> requireMember(article, story));
        if (order.ids().size() == story.articles().size()) {
            throw Rejection.of(422, "articles are all of the story's; at least one must stay behind");
        }
        return give(
                order,
                mending(key, Action.SPLIT, order.ids(), Optional.empty(), order),
                story.id().toString());
    }

    private void requireMember(UUID article, Published.Story story) {
        if (story.articles().contains(article)) {
            return;
        }
        String what = published.article(article).isPresent() ? "is in another story" : "is not known";
        throw Rejection.of(
                422, "article %s %s; GET /api/v1/stories/%s lists this one's".formatted(article, what, story.id()));
    }

    /** The stories that {@code order} names become one, which keeps the id of the oldest; the mending's key. */
    public UUID merge(Order order) throws SQLException {
        UUID key = key(order);
        if (isKnown(key, earlier -> earlier.action() == Action.MERGE && isAbout(earlier, order.ids()))) {
            return key;
        }
        Map<UUID, UUID> representatives = new LinkedHashMap<>();
        for (UUID id : order.ids()) {
            Published.Story story = published.story(id).orElseThrow(() -> unknownStory(422, id.toString()));
            representatives.put(story.id(), story.representative());
        }
        if (representatives.size() < 2) {
            throw Rejection.of(422, "stories must name two at least that are not one already");
        }
        var articles = List.copyOf(representatives.values());
        String object = representatives.keySet().iterator().next().toString();
        return give(order, mending(key, Action.MERGE, articles, Optional.empty(), order), object);
    }

    /** The mending {@code id} no longer counts, and what it parted or joined is decided anew; the new mending's key. */
    public UUID undo(String id, Order order) throws SQLException {
        UUID undone = Order.id(id).orElseThrow(Mender::unknownMending);
        MendingLog.Kept kept = log.find(undone).orElseThrow(Mender::unknownMending);
        UUID key = key(order);
        if (kept.undoneBy().filter(key::equals).isPresent()) {
            return key;
        }
        if (kept.mending().action() == Action.UNDO) {
            throw Rejection.of(409, "this mending took another one back; order that one again instead");
        }
        if (kept.undoneBy().isPresent()) {
            throw Rejection.of(
                    409, "it was taken back already, by " + kept.undoneBy().get());
        }
        if (log.find(key).isPresent()) {
            throw otherOrder();
        }
        return give(order, mending(key, Action.UNDO, List.of(), Optional.of(undone), order), undone.toString());
    }

    private UUID key(Order order) {
        return order.idempotencyKey()
                .map(key -> NamedId.of(NamedId.IDEMPOTENCY_KEYS, key))
                .orElseGet(keys);
    }

    /** Whether a mending of this key was applied: it is the same order then, or a mistake. */
    private boolean isKnown(UUID key, Predicate<Mending> same) {
        Optional<Mending> earlier = log.find(key).map(MendingLog.Kept::mending);
        if (earlier.filter(same.negate()).isPresent()) {
            throw otherOrder();
        }
        return earlier.isPresent();
    }

    /** Whether each of these stories has an article that {@code merge} named. */
    private boolean isAbout(Mending merge, List<UUID> stories) {
        return stories.stream()
                .allMatch(id -> merge.articles().contains(id)
                        || published.story(id).stream()
                                .anyMatch(story -> !Collections.disjoint(story.articles(), merge.articles())));
    }

    private Mending mending(UUID key, Action action, List<UUID> articles, Optional<UUID> undoes, Order order) {
        return new Mending(key, action, articles, undoes, order.operator(), order.reason(), clock.instant());
    }

    private UUID give(Order order, Mending mending, String object) throws SQLException {
        var detail = Answer.object().put("mending", mending.key().toString());
        ArrayNode articles = detail.putArray("articles");
        mending.articles().forEach(article -> articles.add(article.toString()));
        var action = Audit.Action.valueOf(mending.action().name());
        orders.give(new Audit.Deed(order.operator(), action, object, order.reason(), detail), mending);
        return mending.key();
    }

    private Published.Story story(String id) {
        return Order.id(id).flatMap(published::story).orElseThrow(() -> unknownStory(404, id));
    }

    private static Rejection unknownStory(int status, String id) {
        return Rejection.of(
                status, "no story stands under %s; GET /api/v1/stories lists them".formatted(Shown.line(id, 60)));
    }

    private static Rejection unknownMending() {
        return Rejection.of(404, "no mending of this key was applied; GET /api/v1/ops/mendings lists them");
    }

    private static Rejection otherOrder() {
        return Rejection.of(422, "this Idempotency-Key was another order's; take a new one");
    }
}
