package org.yizhan.ops;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.yizhan.article.Article;

/** Finds an article and gathers what is known of it. Safe for concurrent use. */
public final class Tracing {

    /** The most articles that a search gives. */
    public static final int MOST_FOUND = 50;

    private static final int MOST_LISTED = 50;

    private final Trails trails;
    private final DeadLetters letters;
    private final Audit audit;
    private final MendingLog mendings;
    private final Clock clock;

    public Tracing(Trails trails, DeadLetters letters, Audit audit, MendingLog mendings, Clock clock) {
        this.trails = trails;
        this.letters = letters;
        this.audit = audit;
        this.mendings = mendings;
        this.clock = clock;
    }

    /**
     * What a search found.
     *
     * @param letter the dead letter of this number, where the search was for one
     * @param known the id that was sought, where nothing is published under it and yet something is known
     */
    public record Found(List<Trails.Hit> hits, Optional<KeptDeadLetter> letter, Optional<UUID> known) {

        /** What a search for nothing finds. */
        public static final Found NOTHING = new Found(List.of(), Optional.empty(), Optional.empty());

        public Found {
            hits = List.copyOf(hits);
        }

        /** The one article that is meant; empty where it is none, or one of several. */
        public Optional<UUID> single() {
            if (hits.size() + letter.stream().count() > 1) {
                return Optional.empty();
            }
            return letter.map(kept -> kept.letter().key())
                    .or(() -> hits.stream().map(Trails.Hit::articleId).findFirst())
                    .or(() -> known);
        }
    }

    /**
     * The articles that this may mean: the id of an article, a story or a dead letter, a source's own id, a {@code tag:}
     * name of ours, an address of the article's or of a page of ours about it, a title or words of one. Nothing with a
     * source: the newest of that.
     */
    public Found find(String sought, Optional<String> source) throws SQLException {
        String text = sought.strip();
        if (text.isEmpty()) {
            return found(source.map(id -> trails.newest(id, MOST_FOUND)).orElse(List.of()));
        }
        Optional<UUID> id = Order.id(text).or(() -> TraceName.id(text));
        Optional<Found> own = id.isPresent() ? known(id.get(), source) : Optional.empty();
        return own.isPresent() ? own.get() : said(text, source);
    }

    private static Found found(List<Trails.Hit> hits) {
        return new Found(hits, Optional.empty(), Optional.empty());
    }

    /** By an id of ours; empty where it is none, as in an address of somebody else's that looks like one of ours. */
    private Optional<Found> known(UUID id, Optional<String> source) throws SQLException {
        List<Trails.Hit> hits = trails.find(id.toString(), source, MOST_FOUND);
        if (!hits.isEmpty()) {
            return Optional.of(found(hits));
        }
        return source.isPresent() || of(id).isNothing()
                ? Optional.empty()
                : Optional.of(new Found(hits, Optional.empty(), Optional.of(id)));
    }

    private Found said(String text, Optional<String> source) throws SQLException {
        Optional<Long> number = TraceName.letter(text);
        return new Found(
                trails.find(text, source, MOST_FOUND),
                number.isPresent() && source.isEmpty() ? letters.find(number.get()) : Optional.empty(),
                Optional.empty());
    }

    /** What the last part of a path names. */
    public sealed interface Named {
        /** One article. */
        record One(Trace trace) implements Named {}

        /** Several may be meant. */
        record Several(Found found) implements Named {}

        /** Nobody has heard of it. */
        record Nothing() implements Named {}
    }

    /** The article of this id, else of whatever {@link #find} takes. */
    public Named named(String text) throws SQLException {
        Optional<UUID> id = Order.id(text);
        Optional<Trace> article = id.isPresent() ? Optional.of(of(id.get())) : Optional.empty();
        if (article.isPresent() && !article.get().isNothing()) {
            return new Named.One(article.get());
        }
        Found found = find(text, Optional.empty());
        if (found.single().isPresent()) {
            return new Named.One(of(found.single().get()));
        }
        return found.hits().isEmpty() ? new Named.Nothing() : new Named.Several(found);
    }

    /** All about the article of this id. */
    public Trace of(UUID id) throws SQLException {
        Optional<Trail> trail = trails.of(id);
        Instant soon = clock.instant().plus(Duration.ofMinutes(1));
        List<KeptDeadLetter> about = letters.about(id, MOST_LISTED);
        return new Trace(
                id,
                trail,
                trails.erased(id),
                trail.isEmpty() && trails.isSeen(id),
                about,
                letters.standings(about),
                audit.about(id, trail.map(Tracing::piece), MOST_LISTED),
                mendings.latest(List.of(id), soon, MOST_LISTED));
    }

    private static Published.Piece piece(Trail trail) {
        Article article = trail.article();
        return new Published.Piece(
                article.source(), article.externalId(), article.url(), Optional.of(article.receivedAt()));
    }
}
