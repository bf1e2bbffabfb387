package org.yizhan.publish;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.yizhan.article.Sources;

/** The published stories, from PostgreSQL. */
public final class StoredStories implements Stories {

    public StoredStories(DataSource database, Sources sources) {}

    @Override
    public FeedContent feed(FeedName name, int limit) {
        return new FeedContent(0, Instant.EPOCH, List.of(), List.of());
    }

    @Override
    public FeedContent search(StoryQuery query) {
        return new FeedContent(0, Instant.EPOCH, List.of(), List.of());
    }

    @Override
    public StoryFound story(UUID id) {
        return new StoryFound.Unknown();
    }

    @Override
    public Optional<StoredArticle> article(UUID id) {
        return Optional.empty();
    }

    @Override
    public void export(long since, Consumer<ExportRow> rows) {}

    @Override
    public long seq() {
        return 0;
    }

    @Override
    public List<FeedSummary> feeds(FeedName.Kind kind) {
        return List.of();
    }
}
