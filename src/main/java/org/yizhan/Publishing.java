package org.yizhan;

import com.github.benmanes.caffeine.cache.Ticker;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.yizhan.article.FeedsChanged;
import org.yizhan.article.Source;
import org.yizhan.deduplicate.Explanation;
import org.yizhan.ingest.SourceRegistry;
import org.yizhan.ops.Metrics;
import org.yizhan.publish.FeedName;
import org.yizhan.publish.Stories;
import org.yizhan.web.AboutPage;
import org.yizhan.web.FeedCache;
import org.yizhan.web.Feeds;
import org.yizhan.web.HttpDate;
import org.yizhan.web.Links;
import org.yizhan.web.Pages;
import org.yizhan.web.ProvenanceReport;
import org.yizhan.web.Reading;
import org.yizhan.web.ReadyFeeds;
import org.yizhan.web.StatusBoard;
import org.yizhan.web.StatusPages;

/** What readers get at the public port: feeds, pages and interfaces. */
final class Publishing {

    private final Settings settings;
    private final Stories stories;
    private final SourceRegistry sources;
    private final Lexicon lexicon;
    private final Links links;
    private final Clock clock;
    private final HttpDate date;
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final FeedCache cache = new FeedCache(workers, Ticker.systemTicker());

    Publishing(Settings settings, Holdings holdings, Links links, Metrics metrics, Clock clock, Closing closing) {
        this.settings = settings;
        this.stories = holdings.stories();
        this.sources = holdings.sources();
        this.lexicon = holdings.lexicon();
        this.links = links;
        this.clock = clock;
        this.date = new HttpDate(clock);
        closing.add(workers::shutdownNow);
        metrics.show(new MeteredCopies(cache));
    }

    /** Drops the copies of what reads differently now. */
    void hear(FeedsChanged changed) {
        cache.changed(changed);
    }

    /** The same for the feeds of sources whose files were read anew. */
    void forget(List<Source> described) {
        cache.forget(described.stream()
                .map(source -> FeedName.source(source.id()).toString())
                .toList());
    }

    /** Readers come most often, so these are first. */
    List<Consumer<Router>> feeds() {
        var feeds = new Feeds(stories, lexicon, cache, links, Optional.of(links.hub()), clock);
        return List.of(date::mount, feeds::mount);
    }

    /** @param explain why an article was decided upon as it was */
    List<Consumer<Router>> interfaces(Function<UUID, Optional<Explanation>> explain) {
        return List.of(
                new Reading(stories, lexicon, explain, workers)::mount,
                new ProvenanceReport(stories, sources, workers)::mount);
    }

    List<Consumer<Router>> pages(StatusBoard board) {
        return List.of(
                new Pages(stories, sources, lexicon, board, cache, links, clock)::mount,
                new StatusPages(board, stories, sources, cache, links, clock)::mount,
                new AboutPage(settings.text("yizhan.contact"), cache, links, clock)::mount);
    }

    /** Answers what lies ready before any route is looked for. */
    Predicate<HttpServerRequest> ready() {
        return new ReadyFeeds(cache, date)::answer;
    }
}
