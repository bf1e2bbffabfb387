package org.yizhan.ops;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.yizhan.SetClock;
import org.yizhan.article.DeadLetter;
import org.yizhan.article.Mending;
import org.yizhan.article.Message;
import org.yizhan.ingest.poll.PollFailures;
import org.yizhan.ingest.poll.SourceWatch;
import org.yizhan.ops.console.AccountScreens;
import org.yizhan.ops.console.AuditScreen;
import org.yizhan.ops.console.DeadLetterScreens;
import org.yizhan.ops.console.LetterOrderScreens;
import org.yizhan.ops.console.LetterReplayScreens;
import org.yizhan.ops.console.LiveScreens;
import org.yizhan.ops.console.OverviewScreen;
import org.yizhan.ops.console.RouteScreens;
import org.yizhan.ops.console.Screens;
import org.yizhan.ops.console.StoryScreens;
import org.yizhan.relay.Topic;
import org.yizhan.relay.Wire;
import org.yizhan.tag.DictionaryFiles;
import org.yizhan.tag.DictionaryState;

/**
 * The management port as operators reach it, on a PostgreSQL of its own. What is published, the mendings that were applied
 * and the stages' topic are kept in memory, to be set as a test needs them.
 */
final class OperatorEdge implements AutoCloseable, Published, MendingLog, ErasureApi.Waiting, Dispatch {

    static final Instant NOW = Instant.parse("2026-11-24T03:00:00Z");
    static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    static final String PASSWORD = "ein-langes-wort";

    final Map<UUID, Published.Story> stories = new HashMap<>();
    final Map<UUID, Published.Piece> pieces = new HashMap<>();
    final Map<UUID, Kept> mendings = new LinkedHashMap<>();
    final List<Message> sent = Collections.synchronizedList(new ArrayList<>());
    final List<DeadLetter> replayed = Collections.synchronizedList(new ArrayList<>());
    final List<String> forgotten = Collections.synchronizedList(new ArrayList<>());
    final Path dictionaryFolder = Files.createTempDirectory("dictionaries");
    final HeldRoutes routes = new HeldRoutes();

    /** What is wrong besides what the rules find. */
    final List<Trouble> troubles = new CopyOnWriteArrayList<>();

    volatile boolean kafkaIsAway;
    volatile boolean diskIsFull;
    volatile boolean databaseIsAway;

    /** Logins go by it; the rest goes by {@link #CLOCK}. */
    final SetClock clock = new SetClock(OperatorEdge.NOW);

    private final EmbeddedPostgres server;
    private final Vertx vertx = Vertx.vertx();
    private final DictionaryFiles dictionaries =
            DictionaryFiles.watch(dictionaryFolder.toString(), CLOCK, changed -> {});
    private final Readiness readiness =
            new Readiness(List.of(new PostgreSql(), DictionaryApi.health(dictionaries::state)));
    final Metrics metrics;
    final Pulse pulse;
    final Accounts accounts;
    final AccountBook book;
    private final ManagementEdge edge;
    private final HttpClient client = HttpClient.newHttpClient();

    OperatorEdge() throws IOException {
        this(edge -> List.of());
    }

    /** @param more further paths, made with what the edge has: its database and audit */
    OperatorEdge(Function<OperatorEdge, List<Consumer<Paths>>> more) throws IOException {
        this(new ManagementEdge.Settings("127.0.0.1", 0), more);
    }

    /** At a port as {@code settings} say. */
    OperatorEdge(ManagementEdge.Settings settings, Function<OperatorEdge, List<Consumer<Paths>>> more)
            throws IOException {
        server = Letters.database();
        var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        metrics = new Metrics(registry, "test");
        pulse = new Pulse(metrics, new PulseLog(database(), "test"), clock);
        var passwords = new Passwords(new SecureRandom());
        accounts = new Accounts(database(), PASSWORD, passwords, clock);
        book = new AccountBook(database(), accounts, passwords, audit(), clock);
        var entry = new Entry(accounts, book, audit(), metrics::knocked, new SecureRandom(), clock);
        edge = new ManagementEdge(
                        vertx,
                        settings,
                        registry,
                        readiness,
                        entry,
                        Stream.concat(parts(entry, passwords).stream(), more.apply(this).stream())
                                .toList())
                .start();
    }

    private List<Consumer<Paths>> parts(Entry entry, Passwords passwords) {
        var audit = audit();
        var orders = new Orders(audit, this);
        var replayer = new Replayer(letters(), keeper(), this::replay, OperatorEdge::seal, audit);
        var removal = new DeadLetterRemoval(database(), audit, CLOCK);
        var erasures = new Erasures(database(), audit, CLOCK);
        var outcomes =
                new LetterOutcome.Desk(letters(), new LetterReplays(database()), audit, erasures, this, this::received);
        var screens = new Screens(CLOCK);
        var mender = new Mender(this, this, orders, CLOCK, UUID::randomUUID);
        var orderApi = new LetterOrderApi(letterOrders(), UUID::randomUUID);
        return List.of(
                new OpsApi(new Keys(), status(), audit)::mount,
                orderApi::mount,
                new DeadLetterApi(letters(), replayer, removal, outcomes)::mount,
                screens::mount,
                new OverviewScreen(screens, status(), pulse, metrics, new LiveScreens(entry::isStillIn))::mount,
                new LetterOrderScreens(screens, letterOrders(), orderApi)::mount,
                new LetterReplayScreens(screens, outcomes, replayer, orderApi, metrics)::mount,
                new DeadLetterScreens(screens, letters(), replayer, removal, outcomes)::mount,
                new AuditApi(audit)::mount,
                new AuditScreen(screens, audit)::mount,
                new AccountApi(accounts, book, passwords)::mount,
                new AccountScreens(screens, accounts, book, passwords, entry)::mount,
                new RoutesApi(routes, new RouteOrders(routes, audit))::mount,
                new RouteScreens(screens, routes, new RouteOrders(routes, audit))::mount,
                new DictionaryApi(new Desk(dictionaries), audit)::mount,
                new RetagApi(new Retags(database(), audit, CLOCK), "cac"::equals, CLOCK, UUID::randomUUID)::mount,
                new MendingApi(mender, new MendingList(this, this, CLOCK))::mount,
                new StoryScreens(screens, this, this, mender, UUID::randomUUID)::mount,
                new ErasureApi(this, this, erasures, orders, () -> Optional.of(Duration.ofDays(14)), CLOCK)::mount);
    }

    private Status status() {
        var sources = new SourceTroubles(
                new SourceWatch(database(), CLOCK),
                new PollFailures(database(), CLOCK),
                new SourceTroubles.Supply(Optional::empty, Map::of, Set::of));
        var rules = new Rules(
                readiness,
                List.of(
                        new RouteRule(routes),
                        new DictionaryRule(dictionaries::state),
                        new LetterRule(letters(), CLOCK),
                        sources,
                        () -> Look.of(troubles)));
        return new Status("test", CLOCK, readiness, metrics, letters(), rules);
    }

    /** Says what a test has it say: the tables can be read all the same. */
    private final class PostgreSql implements HealthCheck {
        @Override
        public String name() {
            return DatabaseCheck.NAME;
        }

        @Override
        public Health check() {
            return databaseIsAway ? Health.down("no answer within 2000 ms") : Health.up();
        }
    }

    DataSource database() {
        return server.getPostgresDatabase();
    }

    Audit audit() {
        return new Audit(database(), CLOCK);
    }

    DeadLetters letters() {
        return new DeadLetters(database(), CLOCK);
    }

    LetterKeeper keeper() {
        return new LetterKeeper(database(), CLOCK);
    }

    LetterOrders letterOrders() {
        return new LetterOrders(database(), audit(), CLOCK);
    }

    /** Works orders off, at a time of its own. */
    LetterWorker letterWorker(Clock clock) {
        return new LetterWorker(database(), letters(), keeper(), this::replay, clock);
    }

    private void replay(List<DeadLetter> letters) throws Replay.Full {
        if (diskIsFull) {
            throw new Replay.Full();
        }
        if (kafkaIsAway) {
            throw new IllegalStateException("no broker answers");
        }
        replayed.addAll(letters);
    }

    private static Envelopes.Sealed seal(String topic, byte[] written) {
        byte[] value = Wire.sealed(Topic.RECEIVED, written);
        return new Envelopes.Sealed(Wire.read(Topic.RECEIVED, value).message().key(), value);
    }

    /** A story of these articles; it has the id of the first. */
    UUID tell(UUID... articles) {
        var story = new Published.Story(articles[0], List.of(articles));
        stories.put(story.id(), story);
        for (UUID article : articles) {
            pieces.put(article, new Published.Piece("cac", "c_" + article, "https://cac.example/" + article));
        }
        return story.id();
    }

    /** As the deduplicate stage applies it. */
    void apply(Mending mending) {
        mendings.put(mending.key(), new Kept(mending, "applied", Optional.empty()));
        mending.undoes()
                .ifPresent(undone -> mendings.computeIfPresent(
                        undone, (key, kept) -> new Kept(kept.mending(), kept.outcome(), Optional.of(mending.key()))));
    }

    Answered post(String path, String body, String... headers) throws IOException, InterruptedException {
        return send(request(path, headers).POST(BodyPublishers.ofString(body)));
    }

    int port() {
        return edge.port();
    }

    /** Its certificate's files have changed. */
    void renew() {
        edge.renew();
    }

    Answered get(String path) throws IOException, InterruptedException {
        return send(request(path));
    }

    Answered delete(String path, String body) throws IOException, InterruptedException {
        return send(request(path).method("DELETE", BodyPublishers.ofString(body)));
    }

    Answered send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
        return new Answered(answer.statusCode(), answer.body(), answer.headers().map());
    }

    HttpRequest.Builder request(String path, String... headers) {
        var request = as("ops", PASSWORD, path);
        return headers.length == 0 ? request : request.headers(headers);
    }

    /** As somebody else, by his name and password. */
    HttpRequest.Builder as(String name, String password, String path) {
        String login = Base64.getEncoder().encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
        return anonymous(path).header("Authorization", "Basic " + login);
    }

    HttpRequest.Builder anonymous(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + edge.port() + path));
    }

    /** What was answered. */
    record Answered(int status, String body, Map<String, List<String>> headers) {
        JsonNode json() throws IOException {
            return Answer.JSON.readTree(body);
        }

        String detail() throws IOException {
            return json().path("detail").asText();
        }

        String header(String name) {
            return headers.getOrDefault(name, List.of("")).getFirst();
        }
    }

    @Override
    public Optional<Published.Story> story(UUID id) {
        return Optional.ofNullable(stories.get(id));
    }

    @Override
    public List<Published.Member> members(UUID story) {
        return stories.get(story).articles().stream()
                .map(article -> new Published.Member(
                        article, pieces.get(article).source(), "标题 " + article, NOW, "repost", 0.9, false))
                .toList();
    }

    @Override
    public Optional<Published.Piece> article(UUID id) {
        return Optional.ofNullable(pieces.get(id));
    }

    /** Those that were told with this time of receipt. */
    private List<UUID> received(String source, Instant at) {
        return pieces.entrySet().stream()
                .filter(piece -> piece.getValue().source().equals(source)
                        && piece.getValue().receivedAt().filter(at::equals).isPresent())
                .map(Map.Entry::getKey)
                .toList();
    }

    @Override
    public Optional<Kept> find(UUID key) {
        return Optional.ofNullable(mendings.get(key));
    }

    @Override
    public List<Kept> latest(Collection<UUID> articles, Instant before, int limit) {
        return mendings.values().stream()
                .filter(kept -> articles.isEmpty()
                        || !Collections.disjoint(articles, kept.mending().articles()))
                .filter(kept -> kept.mending().at().isBefore(before))
                .sorted(Comparator.comparing((Kept kept) -> kept.mending().at()).reversed())
                .limit(limit)
                .toList();
    }

    @Override
    public int forget(String source, Set<String> addresses) {
        addresses.forEach(address -> forgotten.add(source + " " + address));
        return 2;
    }

    @Override
    public void send(Message message) throws Dispatch.Unavailable {
        if (kafkaIsAway) {
            throw new Dispatch.Unavailable("no broker answers", new IOException("refused"));
        }
        sent.add(message);
    }

    private record Desk(DictionaryFiles files) implements DictionaryApi.Desk {
        @Override
        public DictionaryState state() {
            return files.state();
        }

        @Override
        public DictionaryState reload() {
            return files.reload();
        }

        @Override
        public DictionaryApi.Joined joined() {
            return new DictionaryApi.Joined(2, 1, "0123456789ab");
        }
    }

    private static final class Keys implements KeyMaker {
        @Override
        public MadeKey forSource(String source) {
            return new MadeKey("k1", "secret-of-k1", "whsec_1", source, "");
        }

        @Override
        public MadeKey forScope(String scope) {
            return new MadeKey("k2", "secret-of-k2", "whsec_2", "", scope);
        }
    }

    /** Executes SQL as the database's owner. */
    void execute(String sql) throws SQLException {
        try (var connection = database().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws Exception {
        client.close();
        edge.close();
        readiness.close();
        dictionaries.close();
        metrics.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
        server.close();
    }
}
