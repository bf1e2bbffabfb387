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
import java.util.UUID;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.yizhan.article.Article;
import org.yizhan.article.Envelope;
import org.yizhan.article.Grouped;
import org.yizhan.article.Merger;
import org.yizhan.article.Message;
import org.yizhan.article.Relation;
import org.yizhan.article.Verdict;

/**
 * Finds each article's story.
 *
 * <p>A batch is handled in two transactions. The first writes the articles' fingerprints and clues and commits; only then
 * are candidates looked for, so that of two near-twins handled at the same moment by two workers at least one sees the
 * other. The second joins the stories of what was found alike. Both end in the same tables however often and in whatever
 * order articles come.
 *
 * <p>Safe for concurrent use by any number of threads and instances. Failing SQL is thrown as
 * {@link IllegalStateException}.
 */
public final class Deduplicator {

    private final DataSource database;
    private final Clock clock;
    private final Folding folding = new Folding();
    private final Fingerprints fingerprints = new Fingerprints();
    private final Clues clues = new Clues();

    public Deduplicator(DataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** What {@link #judge} found of a batch: verdicts by article, and mergers by the article that showed them. */
    private record Judged(Map<UUID, Verdict> verdicts, Map<UUID, List<Merger>> mergers) {}

    /** For each envelope what it becomes: an article its {@link Grouped} and the mergers it shows, all else itself. */
    public List<List<Message>> process(List<Envelope> batch) {
        var prints = new LinkedHashMap<UUID, Fingerprint>();
        for (Envelope envelope : batch) {
            if (envelope.message() instanceof Article article) {
                prints.merge(article.key(), Fingerprint.of(article, folding), Deduplicator::newer);
            }
        }
        Judged judged = prints.isEmpty() ? new Judged(Map.of(), Map.of()) : judge(prints.values());
        return batch.stream()
                .map(envelope -> outcome(envelope.message(), judged))
                .toList();
    }

    private static Fingerprint newer(Fingerprint one, Fingerprint other) {
        return other.receivedAt().isBefore(one.receivedAt()) ? one : other;
    }

    private static List<Message> outcome(Message message, Judged judged) {
        if (!(message instanceof Article article)) {
            return List.of(message);
        }
        var outcome = new ArrayList<Message>();
        outcome.add(new Grouped(article, judged.verdicts.getOrDefault(article.key(), alone(article.key()))));
        outcome.addAll(judged.mergers.getOrDefault(article.key(), List.of()));
        return outcome;
    }

    private static Verdict alone(UUID article) {
        return new Verdict(article, Relation.ORIGINAL, Optional.empty(), 1, 1, "none", List.of(), 0);
    }

    private Judged judge(Collection<Fingerprint> prints) {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            Fingerprints.Entered entered = fingerprints.enter(connection, prints);
            Twins twins = Twins.among(entered.all());
            clues.file(connection, entered.written(), twins);
            connection.commit();
            List<Match> matches = new ArrayList<>(twins.matches());
            matches.addAll(matches(connection, twins.leaders()));
            Judged judged = group(connection, entered, matches);
            connection.commit();
            return judged;
        } catch (SQLException e) {
            throw new IllegalStateException("articles could not be grouped: " + e.getMessage(), e);
        }
    }

    private List<Match> matches(Connection connection, List<Stored> articles) throws SQLException {
        List<long[]> own =
                articles.stream().map(article -> Clues.of(article.print())).toList();
        Map<Long, long[]> followed = clues.follow(connection, own, clock.instant());
        var chosen = new ArrayList<List<Long>>();
        Set<Long> wanted = new HashSet<>();
        for (int i = 0; i < articles.size(); i++) {
            List<Long> candidates =
                    Candidates.choose(own.get(i), followed, articles.get(i).no());
            chosen.add(candidates);
            wanted.addAll(candidates);
        }
        Map<Long, Stored> candidates = fingerprints.load(connection, wanted);
        var matches = new ArrayList<Match>();
        for (int i = 0; i < articles.size(); i++) {
            for (Long no : chosen.get(i)) {
                Stored other = candidates.get(no);
                if (other != null) {
                    var match = Match.of(articles.get(i), other);
                    if (match.likeness().same()) {
                        matches.add(match);
                    }
                }
            }
        }
        return matches;
    }

    private Judged group(Connection connection, Fingerprints.Entered entered, List<Match> matches) throws SQLException {
        List<Stored> known = entered.known();
        if (matches.isEmpty() && known.isEmpty()) {
            return new Judged(Map.of(), Map.of());
        }
        Grouping grouping = Grouping.join(connection, matches, entered.fresh(), clock.instant());
        Map<Long, Forest.Root> roots =
                Forest.roots(connection, known.stream().map(Stored::no).toList());
        roots.putAll(grouping.roots());
        Map<Long, Verdict> recorded = Decisions.read(connection, roots);
        Map<Long, Match> best = matches.stream()
                .collect(Collectors.toMap(
                        match -> match.article().no(), match -> match, BinaryOperator.maxBy(Match.CLOSEST)));
        Set<Long> written = entered.written().stream().map(Stored::no).collect(Collectors.toSet());
        var verdicts = new HashMap<UUID, Verdict>();
        var decided = new HashMap<Long, Verdict>();
        for (Stored article : entered.all()) {
            Forest.Root root = roots.get(article.no());
            if (root == null || root.no() == article.no()) {
                continue;
            }
            Verdict verdict = recorded.get(article.no());
            Match match = best.get(article.no());
            if (match != null && (verdict == null || written.contains(article.no()))) {
                verdict = match.verdict(root.story());
                decided.put(article.no(), verdict);
            }
            verdicts.put(article.print().articleId(), verdict == null ? joined(root.story()) : verdict);
        }
        Decisions.keep(connection, decided);
        Decisions.keep(connection, grouping.mergers());
        List<UUID> articles =
                entered.all().stream().map(stored -> stored.print().articleId()).toList();
        return new Judged(verdicts, Decisions.mergersBy(connection, articles));
    }

    /** The verdict of an article that others put where it belongs, before it could look for itself. */
    private static Verdict joined(UUID story) {
        return new Verdict(
                story,
                Relation.REPOST,
                Optional.of(story),
                0,
                0,
                "joined",
                List.of("another article matched it first"),
                0);
    }

    /** The verdict {@code article} would get now; nothing is stored. */
    public Verdict preview(Article article) {
        var stored = new Stored(0, Fingerprint.of(article, folding));
        try (Connection connection = database.getConnection()) {
            List<Match> matches = matches(connection, List.of(stored));
            Optional<Match> closest = matches.stream()
                    .filter(match -> !match.other().print().articleId().equals(article.key()))
                    .max(Match.CLOSEST);
            if (closest.isEmpty()) {
                return alone(article.key());
            }
            long other = closest.get().other().no();
            UUID story = Optional.ofNullable(
                            Forest.roots(connection, List.of(other)).get(other))
                    .map(Forest.Root::story)
                    .orElse(article.key());
            return closest.get().verdict(story);
        } catch (SQLException e) {
            throw new IllegalStateException("candidates could not be looked up: " + e.getMessage(), e);
        }
    }
}
