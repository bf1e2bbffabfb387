package org.yizhan.ops;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.yizhan.article.Article;

/** Finds an article and gathers what is known of it. Safe for concurrent use. */
public final class Tracing {

    /** The most articles that a search gives. */
    public static final int MOST_FOUND = 50;

    private static final int MOST_LISTED = 50;

    private final Trails trails;
    private final DeadLetters letters;
    private final LetterOutcome.Desk outcomes;
    private final Erasures erasures;
    private final Audit audit;
    private final MendingLog mendings;
    private final Clock clock;

    public Tracing(
            Trails trails,
            DeadLetters letters,
            LetterOutcome.Desk outcomes,
            Erasures erasures,
            Audit audit,
            MendingLog mendings,
            Clock clock) {
        this.trails = trails;
        this.letters = letters;
        this.outcomes = outcomes;
        this.erasures = erasures;
        this.audit = audit;
        this.mendings = mendings;
        this.clock = clock;
    }

    /**
     * What a search found.
     *
     * @param letters the dead letter of this number, or those of this arrival, without those that newer ones supersede as long as there is anything else, or those of the record that lay there
     * @param standings what stands about each of them, by id
     * @param known the id that was sought, or that the record of a letter of this number had that is gone, where nothing is
     *     published under it and yet something is known
     */
    public record Found(
            List<Trails.Hit> hits,
            List<KeptDeadLetter> letters,
            Map<Long, LetterStanding> standings,
            Optional<UUID> known) {

        /** What a search for nothing finds. */
        public static final Found NOTHING = new Found(List.of(), List.of(), Map.of(), Optional.empty());

        public Found {
            hits = List.copyOf(hits);
            letters = List.copyOf(letters);
            standings = Map.copyOf(standings);
        }

        /** What stands about one of the letters. */
        public LetterStanding standing(KeptDeadLetter letter) {
            return standings.getOrDefault(letter.id(), LetterStanding.of(letter));
        }

        /** Whether nobody has heard of it. */
        public boolean isNothing() {
            return hits.isEmpty() && letters.isEmpty() && known.isEmpty();
        }

        /** The one article that is meant; empty where it is none, or one of several. */
        public Optional<UUID> single() {
            List<UUID> meant = Stream.of(
                            hits.stream().map(Trails.Hit::articleId),
                            letters.stream().map(kept -> kept.letter().key()),
                            known.stream())
                    .flatMap(ids -> ids)
                    .distinct()
                    .toList();
            return meant.stream().filter(only -> meant.size() == 1).findFirst();
        }
    }

    /**
     * The articles that this may mean: the id of an article, a story, an arrival or a dead letter, a source's own id, a
     * {@code tag:} name of ours, an address of the article's or of a page of ours about it, a title or words of one. Nothing with a
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
        return new Found(hits, List.of(), Map.of(), Optional.empty());
    }

    /** By an id of ours; empty where it is none, as in an address of somebody else's that looks like one of ours. */
    private Optional<Found> known(UUID id, Optional<String> source) throws SQLException {
        List<Trails.Hit> hits = trails.find(id.toString(), source, MOST_FOUND);
        if (!hits.isEmpty()) {
            return Optional.of(found(hits));
        }
        return source.isPresent() || of(id).isNothing()
                ? Optional.empty()
                : Optional.of(new Found(hits, List.of(), Map.of(), Optional.of(id)));
    }

    private Found said(String text, Optional<String> source) throws SQLException {
        Optional<Found> arrival = arrived(text, source);
        if (arrival.isPresent()) {
            return arrival.get();
        }
        List<Trails.Hit> hits = trails.find(text, source, MOST_FOUND);
        Optional<Long> number = TraceName.letter(text).filter(any -> source.isEmpty());
        if (number.isEmpty()) {
            return found(hits);
        }
        List<KeptDeadLetter> letter = letters.find(number.get()).stream().toList();
        return new Found(
                hits, letter, letters.standings(letter), letter.isEmpty() ? gone(number.get()) : Optional.empty());
    }

    /** What came with the arrival of this trace id; empty where it is none. */
    private Optional<Found> arrived(String text, Optional<String> source) throws SQLException {
        Optional<String> traceId = TraceName.arrival(text);
        Optional<TraceName.Spot> buried = TraceName.buried(text);
        List<Trails.Hit> hits = traceId.map(trails::arrived).orElse(List.of()).stream()
                .filter(hit -> source.map(hit.source()::equals).orElse(true))
                .limit(MOST_FOUND)
                .toList();
        List<KeptDeadLetter> of = buried.isPresent()
                ? letters.at(buried.get().topic(), buried.get().place())
                : traceId.isPresent() ? letters.arrived(traceId.get(), MOST_LISTED) : List.of();
        List<KeptDeadLetter> all = of.stream()
                .filter(kept -> source.map(kept.source()::equals).orElse(true))
                .toList();
        List<KeptDeadLetter> newest = all.stream()
                .filter(kept -> buried.isPresent() || !kept.superseded())
                .toList();
        // where the newest was discarded, those before it are all that is left
        List<KeptDeadLetter> meant = newest.isEmpty() && hits.isEmpty() ? all : newest;
        var found = new Found(hits, meant, letters.standings(meant), Optional.empty());
        return Optional.of(found).filter(Predicate.not(Found::isNothing));
    }

    /** The key of the record of a letter that was discarded, or went with its article. */
    private Optional<UUID> gone(long letter) throws SQLException {
        Optional<UUID> erased = erasures.ofLetter(letter).map(Erasures.Erased::article);
        return erased.isPresent() ? erased : discarded(letter);
    }

    private Optional<UUID> discarded(long letter) throws SQLException {
        return audit.aboutLetter(letter, 1).stream()
                .flatMap(line -> Order.id(LetterOutcome.detail(line).path("key").asText()).stream())
                .findFirst();
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
        return found.isNothing() ? new Named.Nothing() : new Named.Several(found);
    }

    /** All about the article of this id. */
    public Trace of(UUID id) throws SQLException {
        Optional<Trail> trail = trails.of(id);
        Instant soon = clock.instant().plus(Duration.ofMinutes(1));
        Optional<Published.Piece> piece = trail.map(Tracing::piece);
        List<KeptDeadLetter> about = letters.about(id, piece, MOST_LISTED);
        return new Trace(
                id,
                trail,
                trails.erased(id),
                erasures.find(id),
                trail.isEmpty() && trails.isSeen(id),
                about,
                letters.standings(about),
                outcomes(about),
                audit.about(id, piece, MOST_LISTED),
                mendings.latest(List.of(id), soon, MOST_LISTED));
    }

    /** What came of each of these letters that was replayed, by the letter's id. */
    private Map<Long, LetterOutcome> outcomes(List<KeptDeadLetter> about) throws SQLException {
        Map<Long, LetterOutcome> came = new HashMap<>();
        for (KeptDeadLetter letter : about) {
            if (letter.replays() > 0) {
                came.put(letter.id(), outcomes.of(letter));
            }
        }
        return came;
    }

    private static Published.Piece piece(Trail trail) {
        Article article = trail.article();
        return new Published.Piece(
                article.source(), article.externalId(), article.url(), Optional.of(article.receivedAt()));
    }
}
