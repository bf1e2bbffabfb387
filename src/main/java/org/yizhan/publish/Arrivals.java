package org.yizhan.publish;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.yizhan.article.Envelope;
import org.yizhan.article.Erasure;
import org.yizhan.article.Message;
import org.yizhan.article.Moved;
import org.yizhan.article.Tagged;
import org.yizhan.article.Unreadable;
import org.yizhan.article.Withdrawal;

/** What one batch brings, by article, each article's in the order in which it came. */
final class Arrivals {

    private final List<Envelope> batch;
    private final Optional<Instant> restored;
    private final Map<UUID, List<Integer>> byArticle = new LinkedHashMap<>();
    private int last = -1;

    Arrivals(List<Envelope> batch) {
        this(batch, LostDecisions.NONE, Optional.empty());
    }

    /**
     * @param lost what comes of these is passed over
     * @param restored when a backup was put back from whose time all of it comes again; empty for what is new
     */
    Arrivals(List<Envelope> batch, LostDecisions lost, Optional<Instant> restored) {
        this.batch = batch;
        this.restored = restored;
        for (int i = 0; i < batch.size(); i++) {
            if (lost.led(batch.get(i).message())) {
                continue;
            }
            UUID article = switch (batch.get(i).message()) {
                case Tagged tagged -> tagged.key();
                case Moved moved -> moved.key();
                case Withdrawal withdrawal -> withdrawal.key();
                case Erasure erasure -> erasure.key();
                default ->
                    throw new Unreadable(
                            "unexpected-message",
                            "publish takes tagged and moved articles, withdrawals and erasures, not "
                                    + batch.get(i).message().getClass().getSimpleName());
            };
            byArticle.computeIfAbsent(article, id -> new ArrayList<>(1)).add(i);
        }
    }

    Set<UUID> articles() {
        return byArticle.keySet();
    }

    /**
     * What has become of one article.
     *
     * @param article empty where it has not come yet, or is erased
     * @param early what is known of it nevertheless
     */
    record Outcome(Optional<ArticleState> article, Early early) {

        private Outcome with(ArticleState state) {
            return new Outcome(Optional.of(state), early);
        }

        private Outcome with(Early heard) {
            return new Outcome(article, heard);
        }
    }

    /** Tells {@code known} by {@code now} all that came of one article; {@code early} is what was heard where there is none. */
    Outcome fold(UUID id, Optional<ArticleState> known, Early early, Instant now) {
        var outcome = new Outcome(known, early);
        for (int index : byArticle.getOrDefault(id, List.of())) {
            Outcome next = outcome.early().erased() ? outcome : hear(outcome, batch.get(index), now);
            boolean erases = next.early().erased() && !outcome.early().erased();
            if (erases || !next.article().equals(outcome.article())) {
                last = Math.max(last, index);
            }
            outcome = next;
        }
        return outcome;
    }

    private static Outcome hear(Outcome so, Envelope envelope, Instant now) {
        return switch (envelope.message()) {
            case Tagged tagged ->
                so.with(so.article()
                        .map(known -> heard(known, tagged.article().receivedAt(), now, at -> at.hear(tagged, envelope)))
                        .orElseGet(() -> ArticleState.first(tagged, envelope, so.early())));
            case Moved moved ->
                so.article()
                        .map(known -> so.with(known.hear(moved.verdict())))
                        .orElseGet(() -> so.with(so.early().hear(moved.verdict())));
            case Withdrawal withdrawal -> hear(so, Retraction.of(withdrawal), now);
            default -> new Outcome(Optional.empty(), Early.ERASED);
        };
    }

    private static Outcome hear(Outcome so, Retraction heard, Instant now) {
        return so.article()
                .map(known -> so.with(heard(known, heard.at(), now, at -> at.hear(heard))))
                .orElseGet(() -> so.with(so.early().hear(heard)));
    }

    /** The same object where it changes nothing. */
    private static ArticleState heard(
            ArticleState known, Instant arrival, Instant now, UnaryOperator<ArticleState> hearing) {
        ArticleState before = known.before(arrival, now);
        ArticleState after = hearing.apply(before);
        return after.equals(before) ? known : after;
    }

    /** What came last of this kind about one article. */
    <M extends Message> Optional<M> last(UUID id, Class<M> kind) {
        return byArticle.getOrDefault(id, List.of()).stream()
                .map(index -> batch.get(index).message())
                .filter(kind::isInstance)
                .map(kind::cast)
                .reduce((earlier, later) -> later);
    }

    /** The traces that all of it came by. */
    Set<String> traces() {
        return batch.stream().map(Envelope::traceId).collect(Collectors.toSet());
    }

    /** When a backup was put back from whose time all of it comes again: readers had been told of it. */
    Optional<Instant> restored() {
        return restored;
    }

    /** The position of the last envelope that changed something, as far as told so far. */
    int lastChange() {
        return Math.max(last, 0);
    }
}
