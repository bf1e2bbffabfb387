package org.yizhan.web;

import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.vertx.core.Vertx;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.yizhan.article.Article;
import org.yizhan.article.Attribution;
import org.yizhan.article.Envelope;
import org.yizhan.article.Identity;
import org.yizhan.article.Message;
import org.yizhan.article.Relation;
import org.yizhan.article.Tag;
import org.yizhan.article.Tagged;
import org.yizhan.article.Verdict;
import org.yizhan.article.Withdrawal;
import org.yizhan.deliver.Hub;
import org.yizhan.deliver.HubWatch;
import org.yizhan.deliver.Shares;
import org.yizhan.deliver.Subscriptions;
import org.yizhan.fetch.AllowList;
import org.yizhan.fetch.Limits;
import org.yizhan.publish.ChangeLog;
import org.yizhan.publish.LatestChanges;
import org.yizhan.publish.Publisher;
import org.yizhan.publish.StoredStories;
import org.yizhan.publish.StoryChanges;
import org.yizhan.search.Follower;

/**
 * A real store, the hub behind its real edge, on a clock that is set; what is published is told to the hubs. One for a test
 * class, emptied before each test.
 */
final class HubSite implements BeforeEachCallback, AfterAllCallback {

    static final String BASE = "https://news.example";

    /** How many searches one host may be subscribed to here. */
    static final int SEARCHES = 3;

    static final Instant START = Instant.parse("2026-11-24T03:00:00Z");

    private static final List<Tag> GANZHOU = List.of(
            new Tag(Tag.Scheme.REGION, "620702", "甘州区", "甘州区"), new Tag(Tag.Scheme.TOPIC, "minzheng", "民政", "民政局"));

    final HikariDataSource database;
    final AtomicReference<Instant> now = new AtomicReference<>(START);
    final ConcurrentLinkedQueue<String> heard = new ConcurrentLinkedQueue<>();
    private final AtomicLong ticks = new AtomicLong();
    private Publisher publisher;

    private final EmbeddedPostgres server;
    private final Vertx vertx = Vertx.vertx();
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Hub> hubs = new ArrayList<>();
    private final HttpEdge edge;

    private final Optional<Follower> index;
    private final Duration patience;

    /** As with {@code yizhan.search=false}. */
    HubSite() {
        this(Optional.empty(), Hub.PATIENCE);
    }

    /** One whose deliveries go on no longer than this. */
    static HubSite hurried(Duration patience) {
        return new HubSite(Optional.empty(), patience);
    }

    /** One whose index takes in nothing but when it is told to {@link #catchUp}. */
    static HubSite indexed(Path folder) {
        return new HubSite(Optional.of(folder), Hub.PATIENCE);
    }

    private HubSite(Optional<Path> folder, Duration patience) {
        this.patience = patience;
        server = server();
        var config = new HikariConfig();
        config.setDataSource(server.getPostgresDatabase());
        config.setMaximumPoolSize(8);
        database = new HikariDataSource(config);
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/migration")
                .load()
                .migrate();
        publisher = new Publisher(database, clock());
        index = folder.map(path -> Follower.of(path, texts()));
        var stories = new StoredStories(database, Site.SOURCES, index);
        var links = new Links(URI.create(BASE));
        var feeds = new Feeds(
                stories,
                Site.KNOWN,
                new FeedCache(workers, () -> ticks.addAndGet(Duration.ofHours(1).toNanos())),
                links,
                Optional.of(links.hub()),
                now::get);
        Hub hub = another();
        edge = new HttpEdge(vertx, "127.0.0.1", 0, List.of(new HubDesk(vertx, hub)::mount, feeds::mount));
    }

    private static EmbeddedPostgres server() {
        try {
            return EmbeddedPostgres.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One more instance on the same database. */
    Hub another() {
        var stories = new StoredStories(database, Site.SOURCES, index);
        var links = new Links(URI.create(BASE));
        var changes = new HubTopics.Changes(
                new ChangeLog(database, Site.SOURCES), new LatestChanges(database, Site.SOURCES), texts()::stories);
        var topics = new HubTopics(stories, changes, Site.KNOWN, links, now::get);
        var watch = new HubWatch() {
            @Override
            public void delivered(String outcome, Duration lag) {
                heard.add(outcome);
            }

            @Override
            public void verified(String outcome) {
                heard.add(outcome);
            }
        };
        var terms = new Hub.Terms(
                "Yizhan/test",
                AllowList.parse("127.0.0.1:*"),
                Limits.DEFAULT.within(Duration.ofSeconds(3)),
                patience,
                new Shares(SEARCHES));
        Hub hub = new Hub(database, topics, terms, clock(), new SecureRandom(), watch).start();
        hubs.add(hub);
        return hub;
    }

    private StoryChanges texts() {
        return new StoryChanges(database, name -> Optional.empty());
    }

    /** Lets the index take in everything. */
    void catchUp() {
        Follower follower = index.orElseThrow();
        while (follower.follow()) {
            // until nothing is left
        }
    }

    /** Forgets everything but how far changes were counted. */
    @Override
    public void beforeEach(ExtensionContext context) throws SQLException {
        execute(
                "truncate subscription, subscription_request, article, revision, notice, early_withdrawal, early_verdict,"
                        + " erased_article, story, feed_entry, feed_count, tombstone");
        publisher = new Publisher(database, clock());
        now.set(START);
        heard.clear();
    }

    /** Ends the last instance as a crash does: nothing more is written down. */
    void crash(Hub hub) {
        hubs.remove(hub);
        hub.close();
    }

    Clock clock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                throw new UnsupportedOperationException("UTC only");
            }

            @Override
            public Instant instant() {
                return now.get();
            }
        };
    }

    void pass(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
        hubs.forEach(Hub::wake);
    }

    static String topic(String path) {
        return BASE + path;
    }

    /** Sends a form to the hub: names and values in turn. */
    HttpResponse<String> send(String... fields) {
        StringBuilder form = new StringBuilder();
        for (int field = 0; field < fields.length; field += 2) {
            form.append(field == 0 ? "" : "&")
                    .append(fields[field])
                    .append('=')
                    .append(URLEncoder.encode(fields[field + 1], StandardCharsets.UTF_8));
        }
        return ask(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + edge.port() + "/websub"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form.toString())));
    }

    HttpResponse<String> get(String path) {
        return ask(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + edge.port() + path)));
    }

    private HttpResponse<String> ask(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Subscribes and waits until that is confirmed. */
    void subscribe(String topic, String callback, String... more) {
        List<String> fields =
                new ArrayList<>(List.of("hub.mode", "subscribe", "hub.topic", topic(topic), "hub.callback", callback));
        fields.addAll(Arrays.asList(more));
        HttpResponse<String> answer = send(fields.toArray(String[]::new));
        if (answer.statusCode() != 202) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        settled();
    }

    /** Waits until no request is to be verified. */
    void settled() {
        await().until(() -> number("select count(*) from subscription_request") == 0);
    }

    long number(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    List<org.yizhan.deliver.Subscription> subscriptions() throws SQLException {
        return new Subscriptions(database, clock())
                .list(new Subscriptions.Query(
                        Optional.empty(), Optional.empty(), Subscriptions.Narrowing.ALL, 1_000, 0));
    }

    void execute(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static UUID id(String externalId) {
        return Identity.article("cac", externalId);
    }

    /** Publishes one batch and tells every hub. */
    void publish(Message... messages) {
        publisher.process(Arrays.stream(messages)
                .map(message -> new Envelope("trace-" + message.key(), List.of(), message))
                .toList());
        hubs.forEach(Hub::wake);
    }

    /** Publishes without telling any hub. */
    Consumer<Message> publisher() {
        return message -> publisher.process(List.of(new Envelope("trace-" + message.key(), List.of(), message)));
    }

    Withdrawal withdrawal(String externalId) {
        return new Withdrawal(id(externalId), "cac", externalId, "内容有误", now.get());
    }

    /** An article of the source {@code cac} about 甘州区. */
    Tagged article(String externalId, String title, String... paragraphs) {
        var article = new Article(
                id(externalId),
                "cac",
                externalId,
                "https://cac.example/" + externalId,
                title,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "",
                List.of(paragraphs),
                now.get().minusSeconds(60),
                now.get(),
                Attribution.NONE,
                List.of(),
                Optional.empty(),
                Identity.contentHash(title + String.join("", paragraphs)),
                List.of(),
                Optional.empty());
        var verdict = new Verdict(id(externalId), Relation.ORIGINAL, Optional.empty(), 1, 1, "none", List.of(), 0);
        return new Tagged(article, verdict, GANZHOU);
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        edge.close();
        hubs.forEach(Hub::close);
        client.close();
        workers.shutdownNow();
        vertx.close().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
        if (index.isPresent()) {
            index.get().close();
        }
        database.close();
        server.close();
    }
}
