package org.yizhan.publish;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.yizhan.article.Source;
import org.yizhan.article.Sources;
import org.yizhan.publish.provenance.Provenance;
import org.yizhan.search.Finder;
import org.yizhan.search.Question;
import org.yizhan.search.Tally;
import org.yizhan.search.Wanted;

/**
 * The published stories, from PostgreSQL: each question is one read-only transaction on one snapshot. Only the cuts of
 * archives are written.
 */
public final class StoredStories implements Stories {

    private final DataSource database;
    private final Snapshot snapshot;
    private final Sources sources;
    private final Optional<? extends Finder> index;
    private final Function<FeedName, Optional<String>> names;

    /** Stories whose texts are looked through where words are asked for, the newest only. */
    public StoredStories(DataSource database, Sources sources) {
        this(database, sources, Optional.empty());
    }

    /**
     * Organisations go by their ids here.
     *
     * @param index finds words
     */
    public StoredStories(DataSource database, Sources sources, Optional<? extends Finder> index) {
        this(
                database,
                sources,
                index,
                name -> name.kind() == FeedName.Kind.SOURCE
                        ? sources.find(name.value()).map(Source::name)
                        : Optional.empty());
    }

    /**
     * @param sources give the names of sources
     * @param index finds words
     * @param names what sources and organisations are called
     */
    public StoredStories(
            DataSource database,
            Sources sources,
            Optional<? extends Finder> index,
            Function<FeedName, Optional<String>> names) {
        this.database = database;
        this.snapshot = new Snapshot(database, "the stories");
        this.sources = sources;
        this.index = index;
        this.names = names;
    }

    @Override
    public FeedContent feed(FeedName name, int limit) {
        return snapshot.ask(connection -> new FeedReader(connection, sources).feed(name, limit));
    }

    @Override
    public Recent recent(FeedName name, int limit) {
        return snapshot.ask(connection -> new FeedReader(connection, sources).recent(name, limit));
    }

    @Override
    public boolean hasHeld(FeedName name) {
        return snapshot.ask(connection -> new FeedReader(connection, sources).hasHeld(name));
    }

    @Override
    public Optional<ArchivePage> page(FeedName name, int number) {
        return snapshot.ask(connection -> new FeedReader(connection, sources).page(name, number));
    }

    @Override
    public Optional<ArchiveMark> mark(FeedName name, int number) {
        return snapshot.ask(connection -> new ArchiveMarker(connection, name).mark(number));
    }

    @Override
    public void cut(FeedName name, Optional<Integer> page, int most) {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                new ArchiveCutter(connection, name).cut(page, most);
                connection.commit();
            } finally {
                connection.rollback();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the archive of " + name + " can't be cut: " + e.getMessage(), e);
        }
    }

    @Override
    public StoriesFound search(StoryQuery query) {
        if (index.isEmpty() || query.question() instanceof Question.Anything) {
            return snapshot.ask(connection -> StoriesFound.of(new FeedReader(connection, sources).search(query)));
        }
        Wanted.Found found = index.get().find(query.wanted());
        return snapshot.ask(connection -> new FeedReader(connection, sources).found(found));
    }

    @Override
    public List<Tombstone> gone(StoryQuery query) {
        return snapshot.ask(connection -> new GoneReader(connection, names).answering(query));
    }

    @Override
    public Facets facets(StoryQuery query, int most) {
        if (query.isNarrowed() && index.isPresent()) {
            return Facets.of(query, index.get().tally(query.wanted()), true, most);
        }
        Tally all = snapshot.ask(connection -> new FeedReader(connection, sources).tally());
        return Facets.of(query, all, !query.isNarrowed(), most);
    }

    @Override
    public Map<UUID, StoryTitle> titles(Collection<UUID> ids) {
        return snapshot.ask(connection -> new StoryReader(connection, sources).titles(ids));
    }

    @Override
    public StoryFound story(UUID id) {
        return snapshot.ask(connection -> new StoryReader(connection, sources).story(id));
    }

    @Override
    public StoryHistory history(UUID story) {
        return snapshot.ask(connection -> new HistoryReader(connection).story(story));
    }

    @Override
    public Optional<StoredArticle> article(UUID id) {
        return snapshot.ask(connection -> new ArticleReader(connection).article(id));
    }

    @Override
    public void export(long since, Consumer<ExportRow> rows) {
        snapshot.ask(connection -> {
            new ExportReader(connection, sources).export(since, rows);
            return true;
        });
    }

    @Override
    public Optional<Provenance> provenance(UUID story) {
        return snapshot.ask(connection -> new ProvenanceReader(connection, sources).story(story));
    }

    @Override
    public Optional<Provenance.Taken> provenanceOf(UUID article) {
        return snapshot.ask(connection -> new ProvenanceReader(connection, sources).article(article));
    }

    @Override
    public Optional<Former> former(UUID article, int revision) {
        return snapshot.ask(connection -> new RevisionTable(connection).text(article, revision));
    }

    @Override
    public void report(ReportQuery query, Consumer<ReportRow> rows) {
        snapshot.ask(connection -> {
            new ReportReader(connection, sources).report(query, rows);
            return true;
        });
    }

    @Override
    public long seq() {
        return snapshot.ask(FeedReader::seq);
    }

    @Override
    public List<FeedSummary> feeds(FeedName.Kind kind) {
        return snapshot.ask(connection -> new FeedReader(connection, sources).feeds(kind));
    }

    @Override
    public FeedsHeld feeds(FeedName.Kind kind, long from, int most) {
        return snapshot.ask(connection -> new FeedReader(connection, sources).feeds(kind, from, most));
    }

    @Override
    public List<FeedSummary> feeds(Collection<FeedName> names) {
        return snapshot.ask(connection -> new FeedReader(connection, sources).feeds(names));
    }

    @Override
    public Map<String, List<Instant>> published(Collection<String> sources, int most) {
        return snapshot.ask(connection -> new ArticleTimes(connection).newest(sources, most));
    }
}
