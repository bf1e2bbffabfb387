package org.yizhan.publish;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import org.yizhan.article.Chronicle;
import org.yizhan.article.FeedsChanged;
import org.yizhan.publish.ArticleTable.Written;

/**
 * One attempt to publish one batch within one transaction.
 *
 * <p>Locks are taken in this order by everybody, so that nobody waits in a circle: the right to work (shared, or alone),
 * the known stories, those before and those after, in id order, new stories in id order, and last the turn that goes with the change sequence numbers. What
 * was read before its lock was held is compared with what is there then; where another transaction has changed it
 * meanwhile, all is read again ({@link Overtaken}).
 */
final class Publication {

    /** In characters. A chronicle that is longer stays away: what a batch tells may not be lost to it. */
    private static final int LONGEST = 4_000_000;

    private final Connection connection;
    private final Instant now;
    private final Arrivals arrivals;
    private final Crowd crowd;
    private final ArticleTable articles;
    private final EarlyTable early;
    private final StoryTable stories;
    private final Turn turn;
    private final RevisionTable revisions;
    private final Noticeboard board;
    private final Membership membership = new Membership();

    /** The articles of the batch that are not here, and what was heard of them. */
    private final Set<UUID> unseen = new HashSet<>();

    private final Map<UUID, Early> heard = new HashMap<>();
    private long heardSoFar;

    Publication(Connection connection, Instant now, Arrivals arrivals, Crowd crowd) {
        this.connection = connection;
        this.now = now;
        this.arrivals = arrivals;
        this.crowd = crowd;
        this.articles = new ArticleTable(connection);
        this.early = new EarlyTable(connection);
        this.stories = new StoryTable(connection);
        this.turn = new Turn(connection);
        this.revisions = new RevisionTable(connection);
        this.board = new Noticeboard(connection);
    }

    /** Writes everything; empty where readers see no difference. */
    Optional<FeedsChanged> publish() throws SQLException {
        heardSoFar = turn.begin();
        return write();
    }

    /** The same while nobody else publishes, so that nobody can overtake this. */
    Optional<FeedsChanged> publishAlone() throws SQLException {
        heardSoFar = turn.beginAlone();
        return write();
    }

    private Optional<FeedsChanged> write() throws SQLException {
        fold();
        board.read(membership);
        Map<UUID, StoryRow> rows = stories.lock(concerned());
        membership.join(members(membership.concerned()));
        Map<UUID, Filing> filings = membership.file();
        List<ArticleState> changed = membership.changed();
        Set<UUID> touched = membership.touched(changed);
        if (touched.isEmpty()) {
            if (!membership.early().isEmpty()) {
                draw(0);
            }
            return Optional.empty();
        }
        Set<UUID> left = new HashSet<>(touched);
        left.removeAll(filings.keySet());
        Set<UUID> nameless = nameless(left);
        Set<UUID> bereaved = membership.bereaved();
        bereaved.addAll(nameless);
        var change =
                new StoryChange(dating(), rows, bereaved, membership.retagged(changed), membership.altered(changed));
        left.removeAll(nameless);
        Map<UUID, UUID> aliases = aliases(left);
        for (UUID story : touched) {
            change.becomes(
                    story,
                    filings.getOrDefault(story, Filing.EMPTY),
                    Optional.ofNullable(aliases.get(story)),
                    membership.membersBefore(story));
        }
        passedOver(touched, rows.keySet()).forEach(change::passesOver);
        change.write(stories, new FeedTable(connection), new TombstoneTable(connection));
        return Optional.of(number(changed, change, touched, new Heirs(membership, arrivals, rows.keySet())));
    }

    /** Of what comes again, those too that its articles founded: readers may have seen one that never stands here. */
    private Set<UUID> concerned() {
        if (arrivals.restored().isEmpty()) {
            return membership.concerned();
        }
        Set<UUID> concerned = new HashSet<>(membership.concerned());
        concerned.addAll(arrivals.articles());
        return concerned;
    }

    /** The stories that came and went in a lost database, and all at once are not here. */
    private Set<UUID> passedOver(Set<UUID> touched, Set<UUID> known) {
        Set<UUID> passedOver = new HashSet<>(concerned());
        passedOver.removeAll(touched);
        passedOver.removeAll(known);
        return passedOver;
    }

    private Dating dating() throws SQLException {
        Optional<Instant> restored = arrivals.restored();
        return restored.isPresent() ? Dating.ofOld(concerned(), restored.get(), now, connection) : Dating.ofNews(now);
    }

    private Map<UUID, ArticleState> members(Set<UUID> stories) throws SQLException {
        Map<UUID, ArticleState> members = articles.members(stories, crowd);
        crowd.keep(members.values());
        return members;
    }

    private void fold() throws SQLException {
        Map<UUID, ArticleState> stored = articles.byId(arrivals.articles());
        unseen.addAll(arrivals.articles());
        unseen.removeAll(stored.keySet());
        heard.putAll(early.of(unseen));
        for (UUID id : arrivals.articles()) {
            Optional<ArticleState> known = Optional.ofNullable(stored.get(id));
            Early before = heard.getOrDefault(id, Early.NOTHING);
            membership.tell(id, known, before, arrivals.fold(id, known, before, now));
        }
    }

    /** Those of these stories that bear the id of an article that is erased: of what it was nothing is said, nor where the rest of it is. */
    private Set<UUID> nameless(Set<UUID> left) throws SQLException {
        Set<UUID> nameless = new RestTable(connection).erased(left);
        membership.erased().stream().filter(left::contains).forEach(nameless::add);
        return nameless;
    }

    /**
     * Where the stories that have no members any longer are to be looked for: where the article is whose id they have, or
     * else where the others went.
     */
    private Map<UUID, UUID> aliases(Set<UUID> left) throws SQLException {
        Map<UUID, UUID> aliases = new HashMap<>();
        left.forEach(story -> membership.leftFor(story).ifPresent(into -> aliases.put(story, into)));
        if (!left.isEmpty()) {
            articles.byId(left).forEach((id, article) -> aliases.put(id, article.story()));
            left.forEach(story -> membership.now(story).ifPresent(article -> aliases.put(story, article.story())));
        }
        return aliases;
    }

    /** The last and shortest part: from the first number on, nobody else can finish. */
    private FeedsChanged number(List<ArticleState> changed, StoryChange change, Set<UUID> touched, Heirs heirs)
            throws SQLException {
        List<Chronicle.Page> pages = new ArchivePages(connection).tell();
        List<Written> fresh = written(changed, ArticleState::isNew);
        List<Written> known = written(changed, article -> !article.isNew());
        List<UUID> erased = membership.erased();
        int count = changed.size() + erased.size();
        revisions.keep(changed.stream().filter(ArticleState::isRevised).toList());
        long first = draw(count);
        board.write(erased);
        articles.insert(fresh, first);
        articles.update(known, first + fresh.size());
        articles.delete(membership.erasedRows());
        revisions.delete(erased);
        early.erase(erased, first + changed.size(), now);
        heirs.write(new RestTable(connection), changed);
        new FeedTable(connection).count(change.counts());
        Set<UUID> told = new TreeSet<>(StoryTable.BY_ID);
        told.addAll(touched);
        told.addAll(membership.moved(changed));
        var readable = new FeedsChanged(
                first + count - 1,
                List.copyOf(change.feeds()),
                List.copyOf(told),
                Optional.of(change.chronicle(arrivals.traces(), pages))
                        .filter(chronicle -> chronicle.length() < LONGEST));
        ChangeLog.write(connection, readable, change.turns(), now);
        return readable;
    }

    /**
     * Takes the turn, draws so many numbers and keeps what the batch says of articles that are not here.
     *
     * @return the first number
     * @throws Overtaken where one of them has come meanwhile, or something was heard of one
     */
    private long draw(int count) throws SQLException {
        Set<UUID> absent = membership.absent();
        turn.take();
        Turn.Drawn drawn =
                turn.draw(count, !absent.isEmpty() || !membership.erased().isEmpty());
        Overtaken.unless(drawn.heard() == heardSoFar || early.of(unseen).equals(heard));
        if (!absent.isEmpty()) {
            Overtaken.unless(articles.byId(absent).isEmpty());
            early.keep(membership.early());
        }
        return drawn.first();
    }

    private static List<Written> written(Collection<ArticleState> articles, Predicate<ArticleState> which) {
        return articles.stream().filter(which).map(Written::of).toList();
    }
}
