package org.yizhan;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.yizhan.deduplicate.Explanation;
import org.yizhan.deliver.Subscriptions;
import org.yizhan.ingest.SourceRegistry;
import org.yizhan.ops.Published;
import org.yizhan.ops.Trails;
import org.yizhan.publish.NamedArticles;
import org.yizhan.publish.NamesFilled;
import org.yizhan.publish.StoredStories;
import org.yizhan.publish.Stories;

/** What has been taken in, as it can be asked for: the sources, the words it is told apart by, and the stories; joined. */
record Holdings(Servers servers, SourceRegistry sources, Lexicon lexicon, Searching searching, Stories stories) {

    private static final Duration REFRESH = Duration.ofSeconds(3);

    /** @param folder of the program's data */
    static Holdings of(Settings settings, Path folder, Servers servers, Clock clock, Closing closing) {
        var sources = new SourceRegistry(servers.database());
        sources.refresh();
        Lexicon lexicon =
                closing.add(Lexicon.of(settings.text("yizhan.dictionaries"), sources, servers.database(), clock));
        Vocabularies vocabularies = lexicon.vocabularies();
        Searching searching = settings.is("yizhan.search")
                ? Searching.in(folder.resolve("search"), servers.database(), vocabularies::title, closing)
                : Searching.NONE;
        var stories = new StoredStories(servers.database(), sources, searching.finder(), vocabularies::title);
        new NamesFilled(servers.database()).fill();
        return new Holdings(servers, sources, lexicon, searching, stories);
    }

    Vocabularies vocabularies() {
        return lexicon.vocabularies();
    }

    /** Whether no article has ever come through. */
    boolean isEmpty() {
        return stories.seq() == 0;
    }

    boolean isSource(String id) {
        return sources.find(id).isPresent();
    }

    Published published() {
        return new PublishedStories(stories);
    }

    /** The articles of a source that came in at a moment. */
    BiFunction<String, Instant, List<UUID>> received() {
        return new NamedArticles(servers.database(), sources)::received;
    }

    /**
     * What articles have come through.
     *
     * @param explain why an article was decided upon as it was
     */
    Trails trails(Function<UUID, Optional<Explanation>> explain, Clock clock) {
        return new TracedArticles(
                stories,
                new NamedArticles(servers.reader(), sources),
                explain,
                new Subscriptions(servers.database(), clock));
    }

    /** Brings in what other instances stored, and stores what this one has met. */
    void begin(Regularly regularly) {
        regularly.every(REFRESH, "refresh sources", sources::refresh);
        lexicon.begin(regularly);
    }
}
