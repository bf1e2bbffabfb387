package org.yizhan.publish;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
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
import java.util.function.Predicate;
import org.yizhan.article.FeedsChanged;
import org.yizhan.publish.ArticleTable.Written;

/**
 * One attempt to publish one batch within one transaction.
 *
 * <p>Locks are taken in this order by everybody, so that nobody waits in a circle: the aliases (shared; alone for a batch
 * with mergers), the known stories in id order, new stories in id order, and last the change sequence numbers. Articles
 * are written under that last lock only, and only where they are as they were read; else all is read again
 * ({@link Overtaken}).
 */
final class Publication {

    private final Connection connection;
    private final Instant now;
    private final Arrivals arrivals;
    private final ArticleTable articles;
    private final EarlyWithdrawals withdrawals;
    private final StoryTable stories;
    private final Turn turn;
    private final Mergers mergers;

    /** What was read, and what it has become. */
    private final Map<UUID, ArticleState> stored = new HashMap<>();

    private final Map<UUID, ArticleState> current = new LinkedHashMap<>();
    private final Map<UUID, Retraction> early = new LinkedHashMap<>();
    private final Set<UUID> concerned = new HashSet<>();
    private Aliases aliases = new Aliases(Map.of());

    Publication(Connection connection, Instant now, Arrivals arrivals) {
        this.connection = connection;
        this.now = now;
        this.arrivals = arrivals;
        this.articles = new ArticleTable(connection);
        this.withdrawals = new EarlyWithdrawals(connection);
        this.stories = new StoryTable(connection);
        this.turn = new Turn(connection);
        this.mergers = new Mergers(turn, stories);
    }

    /** Writes everything; empty where readers see no difference. */
    Optional<FeedsChanged> publish() throws SQLException {
        aliases = mergers.read(arrivals);
        concerned.addAll(mergers.moved());
        mergers.moved().forEach(id -> concerned.add(aliases.resolve(id)));
        foldArticles();
        withdrawals.keep(early);
        Map<UUID, StoryRow> rows = stories.lock(concerned);
        addMembers();
        Map<UUID, Filing> filings = file();
        List<ArticleState> changed = current.values().stream()
                .filter(article -> !article.equals(stored.get(article.id())))
                .toList();
        Set<UUID> touched = touched(changed);
        if (touched.isEmpty()) {
            return Optional.empty();
        }
        var change = new StoryChange(now, rows);
        for (UUID story : touched) {
            UUID standing = aliases.resolve(story);
            if (standing.equals(story)) {
                change.stands(story, filings.getOrDefault(story, Filing.EMPTY));
            } else {
                change.merged(story, standing);
            }
        }
        change.write(stories, new FeedTable(connection));
        return Optional.of(number(changed, change, touched));
    }

    private void foldArticles() throws SQLException {
        stored.putAll(articles.byId(arrivals.articles()));
        Set<UUID> unseen = new HashSet<>(arrivals.articles());
        unseen.removeAll(stored.keySet());
        Map<UUID, Retraction> heard = unseen.isEmpty() ? Map.of() : withdrawals.of(unseen);
        for (UUID id : arrivals.articles()) {
            Optional<ArticleState> known = Optional.ofNullable(stored.get(id));
            var outcome = arrivals.fold(id, known, Optional.ofNullable(heard.get(id)));
            if (outcome.article().isEmpty()) {
                outcome.early().ifPresent(retraction -> early.put(id, retraction));
                continue;
            }
            ArticleState article = outcome.article().get();
            current.put(id, article.in(aliases.resolve(article.story())));
            known.ifPresent(before -> concerned.add(before.story()));
            concerned.add(aliases.resolve(article.story()));
        }
    }

    /** Brings in the members of the stories concerned that did not come with the batch. */
    private void addMembers() throws SQLException {
        for (ArticleState member : articles.members(concerned).values()) {
            if (!current.containsKey(member.id())) {
                stored.put(member.id(), member);
                current.put(member.id(), member.in(aliases.resolve(member.story())));
            }
        }
    }

    private Map<UUID, Filing> file() {
        Map<UUID, List<ArticleState>> members = new HashMap<>();
        concerned.forEach(story -> members.put(story, new ArrayList<>(1)));
        current.values()
                .forEach(article -> members.computeIfAbsent(article.story(), story -> new ArrayList<>(1))
                        .add(article));
        Map<UUID, Filing> filings = new HashMap<>();
        members.forEach((story, articlesOfIt) -> {
            Filing filing = Filing.of(articlesOfIt);
            filings.put(story, filing);
            articlesOfIt.forEach(article -> current.put(article.id(), article.overruled(filing.overrules(article))));
        });
        return filings;
    }

    /** The stories that readers may see differently. */
    private Set<UUID> touched(Collection<ArticleState> changed) {
        Set<UUID> touched = new TreeSet<>(Aliases.BY_ID);
        touched.addAll(mergers.moved());
        mergers.moved().forEach(id -> touched.add(aliases.resolve(id)));
        for (ArticleState article : changed) {
            touched.add(article.story());
            ArticleState before = stored.get(article.id());
            if (before != null) {
                touched.add(before.story());
            }
        }
        return touched;
    }

    /** The last and shortest part: from the first number on, nobody else can finish. */
    private FeedsChanged number(List<ArticleState> changed, StoryChange change, Set<UUID> touched) throws SQLException {
        if (!mergers.moved().isEmpty()) {
            arrivals.mergersChangedSomething();
        }
        List<Written> fresh = written(changed, ArticleState::isNew);
        List<Written> known = written(changed, article -> !article.isNew());
        int count = Math.max(1, changed.size());
        long first = turn.draw(count);
        articles.insert(fresh, first);
        articles.update(known, first + fresh.size());
        new FeedTable(connection).count(change.counts());
        return new FeedsChanged(first + count - 1, List.copyOf(change.feeds()), List.copyOf(touched));
    }

    private static List<Written> written(List<ArticleState> articles, Predicate<ArticleState> which) {
        return articles.stream().filter(which).map(Written::of).toList();
    }
}
