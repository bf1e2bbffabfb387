package org.yizhan.deduplicate;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.yizhan.article.Article;
import org.yizhan.article.Envelope;
import org.yizhan.article.Erasure;
import org.yizhan.article.Grouped;
import org.yizhan.article.Mending;
import org.yizhan.article.Message;
import org.yizhan.article.Moved;
import org.yizhan.article.Relation;
import org.yizhan.article.Verdict;
import org.yizhan.deduplicate.Outcome.Settled;
import org.yizhan.deduplicate.Register.Entered;
import org.yizhan.deduplicate.Settlement.Outrun;

/**
 * Finds each article's story.
 *
 * <p>A batch is handled in two transactions. The first writes the articles' fingerprints and clues and commits; only then
 * are candidates looked for, so that of two near-twins handled at the same moment by two workers at least one sees the
 * other. The second locks the clusters of what was found alike, adds it, and tells the stories in them apart anew: a pure
 * function of articles, pairs and what operators said ({@link Grouping}). So the same articles end in the same stories
 * however often and in whatever order they come, and stories are split as readily as they are joined.
 *
 * <p>Between the two, lines are learned that a source puts under everything it publishes; articles known to have one are
 * then compared again without it.
 *
 * <p>Safe for concurrent use by any number of threads and instances. Failing SQL is thrown as
 * {@link IllegalStateException}.
 */
public final class Deduplicator {

    private static final int ATTEMPTS = 8;

    /** Deadlock, serialisation failure, and a partition that is not there although it was thought to be. */
    private static final Set<String> AGAIN = Set.of("40P01", "40001", "23514");

    private final DataSource database;
    private final Folding folding = new Folding();
    private final Boilerplate boilerplate = new Boilerplate();
    private final Quarters quarters = new Quarters();
    private final Fingerprints fingerprints = new Fingerprints(boilerplate);
    private final Register register = new Register(quarters, fingerprints);
    private final Clues clues = new Clues(quarters);
    private final Lookup lookup;
    private final Mender mender;
    private final Eraser eraser;
    private final Clock clock;

    public Deduplicator(DataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
        this.lookup = new Lookup(fingerprints, clues, boilerplate, clock);
        this.mender = new Mender(clues, fingerprints, clock);
        this.eraser = new Eraser(clues, fingerprints, clock);
    }

    /**
     * For each envelope what it becomes: an article its {@link Grouped}, a mending nothing, all else itself; then whom it
     * moved. Of an article that was erased nothing is left.
     */
    public List<List<Message>> process(List<Envelope> batch) {
        Map<UUID, Article> articles = new LinkedHashMap<>();
        for (Envelope envelope : batch) {
            if (envelope.message() instanceof Article article) {
                articles.merge(article.key(), article, Deduplicator::newer);
            }
        }
        Judged judged =
                articles.isEmpty() ? Judged.NOTHING : inTurn(connection -> judge(connection, articles.values()));
        List<List<Message>> outcomes = new ArrayList<>();
        Set<UUID> told = new HashSet<>();
        for (Envelope envelope : batch) {
            outcomes.add(
                    switch (envelope.message()) {
                        case Article article -> judged.outcome(article, told.add(article.key()));
                        case Mending mending -> List.copyOf(inTurn(connection -> mender.mend(connection, mending)));
                        case Erasure erasure -> erase(erasure);
                        default -> List.of(envelope.message());
                    });
        }
        return outcomes;
    }

    private static Article newer(Article one, Article other) {
        return other.receivedAt().isBefore(one.receivedAt()) ? one : other;
    }

    private List<Message> erase(Erasure erasure) {
        List<Moved> moved = inTurn(connection -> eraser.erase(connection, erasure));
        return Stream.<Message>concat(Stream.of(erasure), moved.stream()).toList();
    }

    /** What a batch came to: verdicts by article, and whom each article moved. */
    private record Judged(Map<UUID, Verdict> verdicts, Map<UUID, List<Moved>> moved) {

        static final Judged NOTHING = new Judged(Map.of(), Map.of());

        List<Message> outcome(Article article, boolean first) {
            Verdict verdict = verdicts.get(article.key());
            if (verdict == null) {
                return List.of();
            }
            var outcome = new ArrayList<Message>(List.of(new Grouped(article, verdict)));
            if (first) {
                outcome.addAll(moved.getOrDefault(article.key(), List.of()));
            }
            return outcome;
        }
    }

    /** Work on one connection; what it leaves uncommitted is committed at its end. */
    @FunctionalInterface
    private interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /** Does the work again where another worker got in its way. */
    private <T> T inTurn(Work<T> work) {
        for (int attempt = 1; ; attempt++) {
            try (Connection connection = database.getConnection()) {
                connection.setAutoCommit(false);
                T done = work.on(connection);
                connection.commit();
                return done;
            } catch (SQLException e) {
                fingerprints.forgetAll();
                quarters.forget();
                boilerplate.forgetAll();
                if (attempt == ATTEMPTS || !(e instanceof Outrun) && !AGAIN.contains(String.valueOf(e.getSQLState()))) {
                    throw new IllegalStateException("articles could not be grouped: " + e.getMessage(), e);
                }
            }
        }
    }

    private Judged judge(Connection connection, Collection<Article> articles) throws SQLException {
        boilerplate.refresh(connection);
        List<Fingerprint> prints = articles.stream()
                .map(article -> Fingerprint.of(article, folding, boilerplate.of(article.source())))
                .toList();
        Entered entered = register.enter(connection, prints);
        Twins twins = Twins.among(entered.compared(), boilerplate);
        Clues.remove(connection, entered.former());
        clues.file(connection, entered.written(), twins);
        connection.commit();
        boilerplate.refresh(connection);
        fingerprints.refresh(connection);
        Found found = find(connection, twins);
        found.matches().addAll(twins.matches());
        return settle(connection, entered, found);
    }

    /**
     * What a batch shows.
     *
     * @param stripped articles that are compared anew because a line of theirs is boilerplate
     */
    private record Found(List<Match> matches, Set<Long> stripped) {}

    /** Looks the articles up; where that shows new boilerplate, again without it. */
    private Found find(Connection connection, Twins twins) throws SQLException {
        List<Match> matches = new ArrayList<>(same(lookup.compareByPlace(connection, twins.followers())));
        List<List<Match>> compared = lookup.compare(connection, twins.leaders());
        Map<Boilerplate.Line, String> shown = lookup.boilerplate(compared);
        if (shown.isEmpty()) {
            matches.addAll(same(compared));
            return new Found(matches, Set.of());
        }
        Set<Long> stripped = strip(connection, shown, twins.leaders());
        connection.commit();
        Set<Long> again = new TreeSet<>(stripped);
        again.addAll(twins.leaders().stream().map(Stored::no).toList());
        matches.addAll(same(lookup.compare(
                connection, List.copyOf(fingerprints.load(connection, again).values()))));
        return new Found(matches, stripped);
    }

    private static List<Match> same(List<List<Match>> compared) {
        return compared.stream()
                .flatMap(List::stream)
                .filter(match -> match.likeness().same())
                .toList();
    }

    /** Learns these lines and takes them out of the articles that have them. */
    private Set<Long> strip(Connection connection, Map<Boilerplate.Line, String> shown, List<Stored> articles)
            throws SQLException {
        List<Stored> former = lookup.having(connection, shown, articles);
        boilerplate.learn(connection, shown.keySet());
        Set<Long> numbers = new TreeSet<>(former.stream().map(Stored::no).toList());
        Clues.remove(connection, former);
        clues.file(
                connection, List.copyOf(fingerprints.load(connection, numbers).values()));
        Register.depart(connection, numbers);
        return numbers;
    }

    private Judged settle(Connection connection, Entered entered, Found found) throws SQLException {
        Set<Long> known = new TreeSet<>(entered.known());
        Map<Long, UUID> again = known.isEmpty()
                ? Map.of()
                : Decisions.movedBy(connection, entered.numbers().keySet());
        Set<Long> concerned = new TreeSet<>(known);
        concerned.addAll(again.keySet());
        concerned.addAll(found.stripped());
        found.matches()
                .forEach(match -> concerned.addAll(
                        List.of(match.article().no(), match.other().no())));
        Map<Long, Verdict> verdicts = new HashMap<>();
        List<Moved> moved = List.of();
        if (!concerned.isEmpty()) {
            var settlement = new Settlement(connection, clues, fingerprints, clock.instant(), concerned);
            settlement.shed();
            known.addAll(found.stripped());
            settlement.add(settlement.standing(found.matches()), known);
            Settled settled = settlement.settle(Set.copyOf(entered.numbers().values()), again);
            verdicts.putAll(settled.verdicts());
            moved = settled.moved();
        }
        return told(entered, verdicts, moved);
    }

    private static Judged told(Entered entered, Map<Long, Verdict> verdicts, List<Moved> moved) {
        Map<UUID, Verdict> byArticle = new HashMap<>();
        entered.numbers()
                .forEach((article, no) ->
                        byArticle.put(article, verdicts.getOrDefault(no, alone(article, entered.decided()))));
        UUID any = entered.numbers().keySet().stream().findFirst().orElse(new UUID(0, 0));
        Map<UUID, List<Moved>> byCause = new HashMap<>();
        for (Moved one : moved) {
            UUID cause = byArticle.containsKey(one.causedBy()) ? one.causedBy() : any;
            byCause.computeIfAbsent(cause, key -> new ArrayList<>()).add(one);
        }
        return new Judged(byArticle, byCause);
    }

    private static Verdict alone(UUID article, long decided) {
        return new Verdict(article, Relation.ORIGINAL, Optional.empty(), 1, 1, "none", List.of(), decided);
    }

    /** The verdict {@code article} would get now, and what it was compared with; nothing is stored. */
    public Explanation preview(Article article) {
        return inTurn(connection -> {
            boilerplate.refresh(connection);
            var print = Fingerprint.of(article, folding, boilerplate.of(article.source()));
            return explain(connection, new Stored(Long.MAX_VALUE, print));
        });
    }

    /** How a stored article compares with its candidates now; empty where its text is no longer kept. */
    public Optional<Explanation> explain(UUID article) {
        return inTurn(connection -> {
            boilerplate.refresh(connection);
            Optional<Long> no = Fingerprints.number(connection, article);
            if (no.isEmpty()) {
                return Optional.empty();
            }
            Stored stored = fingerprints.load(connection, Set.of(no.get())).get(no.get());
            return stored == null ? Optional.empty() : Optional.of(explain(connection, stored));
        });
    }

    private Explanation explain(Connection connection, Stored stored) throws SQLException {
        List<Match> compared = lookup.compare(connection, List.of(stored)).getFirst().stream()
                .filter(match ->
                        !match.other().print().articleId().equals(stored.print().articleId()))
                .toList();
        return Explanation.of(connection, stored, compared);
    }
}
