package org.yizhan;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.yizhan.ops.HealthCheck;
import org.yizhan.ops.Metrics;
import org.yizhan.ops.Rule;
import org.yizhan.ops.SearchRule;
import org.yizhan.publish.FeedName;
import org.yizhan.publish.StoryChanges;
import org.yizhan.search.Follower;

/** The search index, where there is one, and how operators see it, joined. */
record Searching(Optional<Follower> finder) {

    static final Searching NONE = new Searching(Optional.empty());

    /**
     * The index in {@code folder}; to be closed by {@code closing}.
     *
     * @param titles what feeds are called
     */
    static Searching in(
            Path folder, DataSource database, Function<FeedName, Optional<String>> titles, Closing closing) {
        return new Searching(Optional.of(closing.add(Follower.of(folder, new StoryChanges(database, titles)))));
    }

    List<HealthCheck> checks() {
        return finder.<HealthCheck>map(SearchCheck::new).stream().toList();
    }

    List<Rule> rules() {
        return finder.<Rule>map(index -> new SearchRule(index::lag)).stream().toList();
    }

    /** Has it follow what is published. */
    void begin(Metrics metrics) {
        finder.ifPresent(index -> {
            metrics.search(index::behind, index::lag);
            index.start();
        });
    }
}
