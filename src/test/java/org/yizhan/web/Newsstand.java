package org.yizhan.web;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.vertx.core.Vertx;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;
import org.yizhan.article.Article;
import org.yizhan.article.Attribution;
import org.yizhan.article.Envelope;
import org.yizhan.article.FeedsChanged;
import org.yizhan.article.Identity;
import org.yizhan.article.Message;
import org.yizhan.article.Moved;
import org.yizhan.article.Relation;
import org.yizhan.article.Tag;
import org.yizhan.article.Tagged;
import org.yizhan.article.Verdict;
import org.yizhan.article.Withdrawal;
import org.yizhan.deliver.Live;
import org.yizhan.deliver.LiveNews;
import org.yizhan.deliver.LiveWatch;
import org.yizhan.publish.ChangeLog;
import org.yizhan.publish.LatestChanges;
import org.yizhan.publish.Publisher;
import org.yizhan.publish.StoredStories;
import org.yizhan.publish.StoryChanges;
import org.yizhan.search.StoryDocument;

/** Pages and their open lists over a real store, as one instance has them; another may follow on the same port. */
final class Newsstand implements AutoCloseable, LiveWatch {

    static final Live.Pace PACE =
            new Live.Pace(Duration.ofMillis(50), Duration.ofMillis(400), Duration.ofMillis(200), 20);

    final Map<String, AtomicInteger> counts = new ConcurrentHashMap<>();
    final HikariDataSource database;
    volatile boolean away;

    private final EmbeddedPostgres server;
    private final Publisher publisher;
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final Vertx vertx = Vertx.vertx();
    private Instance instance;

    /** Lets nothing through while the store is said to be away. */
    private final class Shutter implements LiveNews {

        private final LiveNews news;

        Shutter(LiveNews news) {
            this.news = news;
        }

        @Override
        public Latest after(long seq) {
            if (away) {
                throw new IllegalStateException("the store is away");
            }
            return news.after(seq);
        }

        @Override
        public List<StoryDocument> texts(Collection<UUID> stories) {
            return news.texts(stories);
        }

        @Override
        public Map<UUID, Told> told(Collection<UUID> stories) {
            return news.told(stories);
        }
    }

    private record Instance(FeedCache cache, Live live, HttpEdge edge) {}

    /** Whom the instances that begin from now on believe. */
    volatile Proxies proxies = Proxies.parse("127.0.0.1");

    Newsstand() throws IOException {
        server = EmbeddedPostgres.start();
        var config = new HikariConfig();
        config.setDataSource(server.getPostgresDatabase());
        config.setConnectionTimeout(2_000);
        database = new HikariDataSource(config);
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/migration")
                .load()
                .migrate();
        publisher = new Publisher(database, Clock.systemUTC());
        instance = instance(0, new Live.Room(100, 10), PACE);
    }

    private Instance instance(int port, Live.Room room, Live.Pace pace) {
        var links = new Links(URI.create("http://127.0.0.1"));
        var stories = new StoredStories(database, Site.SOURCES);
        var cache = new FeedCache(workers, System::nanoTime);
        var texts = new StoryChanges(database, Site.KNOWN::title);
        var news = new LiveWriter(new LatestChanges(database, Site.SOURCES), texts::stories, links, Clock.systemUTC());
        var live = new Live(new Shutter(news), this, room, pace, System::nanoTime).start();
        var pages = new Pages(stories, Site.SOURCES, Site.KNOWN, new PinnedBoard(), cache, links, Clock.systemUTC());
        var edge = new HttpEdge(
                vertx, "127.0.0.1", port, List.of(new LiveDesk(live, proxies, new Random(1))::mount, pages::mount));
        return new Instance(cache, live, edge);
    }

    int port() {
        return instance.edge().port();
    }

    String base() {
        return "http://127.0.0.1:" + port();
    }

    /** Another instance in this one's place. */
    void replace(Live.Room room, Live.Pace pace) throws InterruptedException {
        int port = port();
        stop();
        instance = instance(port, room, pace);
    }

    /** This instance stops; another may begin. */
    void stop() throws InterruptedException {
        instance.live().dismiss();
        instance.edge().close();
        instance.live().close();
    }

    void begin(int port) {
        instance = instance(port, new Live.Room(100, 10), PACE);
    }

    /** Publishes one batch. */
    void publish(Message... messages) {
        publisher
                .process(Arrays.stream(messages)
                        .map(message -> new Envelope("trace-" + message.key(), List.of(), message))
                        .toList())
                .forEach(told -> told.forEach(message -> {
                    instance.cache().changed((FeedsChanged) message);
                    instance.live().wake();
                }));
    }

    /** Everything that was published so far. */
    long seq() {
        return new ChangeLog(database, Site.SOURCES).seq();
    }

    /** Forgets what happened until now. */
    void forget() throws Exception {
        new ChangeLog(database, Site.SOURCES).forget(Instant.now().plusSeconds(60));
    }

    int count(String word) {
        return counts.getOrDefault(word, new AtomicInteger()).get();
    }

    static UUID story(String id) {
        return Identity.article("cac", id);
    }

    /** One of Ganzhou's, about civil affairs, published now. */
    static Tagged article(String id, String title) {
        return article(id, title, "居民走进议事亭，提了三条意见。", Instant.now());
    }

    static Tagged article(String id, String title, String text, Instant published) {
        Instant now = Instant.now();
        var article = new Article(
                story(id),
                "cac",
                id,
                "https://cac.example/" + id,
                title,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "",
                List.of(text),
                published,
                now,
                Attribution.NONE,
                List.of(),
                Optional.empty(),
                Identity.contentHash(title + text),
                List.of(),
                Optional.empty());
        var verdict = new Verdict(story(id), Relation.ORIGINAL, Optional.empty(), 1, 1, "none", List.of(), 0);
        return new Tagged(
                article,
                verdict,
                List.of(
                        new Tag(Tag.Scheme.REGION, "620702", "甘州区", "甘州区"),
                        new Tag(Tag.Scheme.TOPIC, "minzheng", "民政", "民政局")));
    }

    /** The same article as being of another place. */
    static Tagged in(Tagged article, String region, String label) {
        return new Tagged(
                article.article(),
                article.verdict(),
                List.of(
                        new Tag(Tag.Scheme.REGION, region, label, label),
                        article.tags().getLast()));
    }

    /** An article that repeats another one. */
    static Tagged copy(String id, String of, String title) {
        Tagged copy = article(id, title);
        var verdict = new Verdict(story(of), Relation.REPOST, Optional.of(story(of)), 1, 1, "none", List.of(), 0);
        return new Tagged(copy.article(), verdict, copy.tags());
    }

    /** An article that turns out to repeat another one. */
    static Moved moved(String id, String into) {
        var verdict = new Verdict(story(into), Relation.REPOST, Optional.of(story(into)), 1, 1, "none", List.of(), 9);
        return new Moved(story(id), verdict, story(id), Instant.now());
    }

    static Withdrawal withdrawal(String id) {
        return new Withdrawal(story(id), "cac", id, "有误", Instant.now());
    }

    @Override
    public void open(int readers) {
        counts.computeIfAbsent("open", word -> new AtomicInteger()).set(readers);
    }

    @Override
    public void told(String event, int readers) {
        counts.computeIfAbsent(event, word -> new AtomicInteger()).addAndGet(readers);
    }

    @Override
    public void turnedAway(String reason) {
        told(reason, 1);
    }

    @Override
    public void close() throws Exception {
        stop();
        workers.shutdownNow();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        database.close();
        server.close();
    }
}
