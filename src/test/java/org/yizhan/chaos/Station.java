package org.yizhan.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A program with its servers and its subscribers, to be broken. */
final class Station implements AutoCloseable {

    private final Path folder;
    private final Map<String, String> settings;
    private final Optional<Kafka> kafka;
    private final Optional<Postgres> postgres;
    private final Program program;
    private final Inbox inbox = new Inbox();
    private final Servers servers;
    private final Checker checker;
    private final List<Program> others = new ArrayList<>();
    private Optional<SetClock> clock = Optional.empty();
    private Optional<Sites> sites = Optional.empty();
    private final Ledger promised = new Ledger();
    private final List<Load> loads = new ArrayList<>();
    private int runs;

    private Station(
            Path folder,
            Map<String, String> settings,
            Optional<Kafka> kafka,
            Optional<Postgres> postgres,
            Program program,
            Servers servers)
            throws IOException {
        this.folder = folder;
        this.settings = settings;
        this.kafka = kafka;
        this.postgres = postgres;
        this.program = program;
        this.servers = servers;
        this.checker = new Checker(program, servers, inbox);
    }

    /** Broker, database and program as three processes, each behind a proxy; ready, with a subscriber in each format. */
    static Station apart(Path folder, Map<String, String> own) throws IOException, InterruptedException {
        return apart(folder, own, settings -> Program.in(folder.resolve("first"), settings));
    }

    /** Makes the first instance. */
    private interface Maker {
        Program of(Map<String, String> settings) throws IOException;
    }

    private static Station apart(Path folder, Map<String, String> own, Maker maker)
            throws IOException, InterruptedException {
        Kafka kafka = Kafka.start(folder.resolve("kafka"), new FaultProxy(1));
        Postgres postgres = Postgres.start(folder.resolve("postgres"), new FaultProxy(2));
        var settings = new HashMap<>(Map.of(
                "YIZHAN_KAFKA_BROKERS",
                kafka.brokers(),
                "YIZHAN_DATABASE_URL",
                postgres.jdbcUrl(),
                "YIZHAN_DATABASE_USER",
                "yizhan",
                "YIZHAN_DATABASE_PASSWORD",
                postgres.password(),
                "YIZHAN_API_KEY",
                "a-key-for-all-instances",
                "YIZHAN_OPS_PASSWORD",
                "a-password-for-all-instances"));
        settings.putAll(own);
        Program program = maker.of(settings);
        var station = new Station(
                folder, settings, Optional.of(kafka), Optional.of(postgres), program, Servers.of(kafka, postgres));
        station.open();
        return station;
    }

    /** The same, with a clock that can be put and with sites that are polled. */
    static Station clocked(Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Path routes = folder.resolve("routes");
        var clock = new SetClock(folder.resolve("clock"));
        var sites = new Sites(new Ledger(), routes);
        return apart(
                        folder,
                        polling(routes),
                        settings -> Program.in(
                                folder.resolve("first"),
                                settings,
                                List.of(clock.argument()),
                                "org.yizhan.ClockedYizhan"))
                .with(sites)
                .with(clock);
    }

    private static Map<String, String> polling(Path routes) {
        return Map.of(
                "YIZHAN_POLLING", "true",
                "YIZHAN_FETCH_ALLOW", "127.1.0.0/16:*",
                "YIZHAN_ROUTES", routes.toString());
    }

    /** Everything in one process that also polls sites, which note in this ledger what they were promised. */
    static Station polled(Path folder, Ledger promised) throws IOException, InterruptedException {
        Path routes = folder.resolve("routes");
        var sites = new Sites(promised, routes);
        return whole(folder, polling(routes)).with(sites);
    }

    /** Everything in one process, as {@code java -jar} runs it. */
    static Station whole(Path folder, Map<String, String> own) throws IOException, InterruptedException {
        Program program = Program.in(folder.resolve("first"), own);
        var station =
                new Station(folder, own, Optional.empty(), Optional.empty(), program, Servers.embeddedIn(program));
        station.open();
        return station;
    }

    private void open() throws IOException, InterruptedException {
        program.start().awaitReady();
        for (String format : List.of("rss", "atom", "json")) {
            inbox.subscribe(program, "all", format);
        }
    }

    private Station with(SetClock itsClock) {
        clock = Optional.of(itsClock);
        return this;
    }

    private Station with(Sites itsSites) {
        sites = Optional.of(itsSites);
        return this;
    }

    /** By which the first instance goes. */
    SetClock clock() {
        return clock.orElseThrow();
    }

    /** Which are polled. */
    Sites sites() {
        return sites.orElseThrow();
    }

    Program program() {
        return program;
    }

    Kafka kafka() {
        return kafka.orElseThrow();
    }

    Postgres postgres() {
        return postgres.orElseThrow();
    }

    Inbox inbox() {
        return inbox;
    }

    /** Past everything that stands before them. */
    Servers servers() {
        return servers;
    }

    Checker checker() {
        return checker;
    }

    /** Another instance on the same servers; it is not started. */
    Program another(String name) throws IOException {
        var own = new HashMap<>(settings);
        own.put("YIZHAN_BASE_URL", program.base().toString());
        Program other = Program.in(folder.resolve(name), own);
        others.add(other);
        return other;
    }

    /** What all drills were promised so far. */
    Ledger promised() {
        return promised;
    }

    /** Begins to put a row to the test: a load of its own begins. */
    Drill drill(String row, int perSecond) {
        runs++;
        loads.forEach(Load::abandon);
        loads.clear();
        var dispatches = new Dispatches(runs, row.toLowerCase(Locale.ROOT) + "." + runs, Instant.now());
        var drill = new Drill(this, row, dispatches, perSecond);
        loads.add(drill.load());
        return drill;
    }

    @Override
    public void close() throws InterruptedException {
        loads.forEach(Load::abandon);
        for (Program other : others) {
            other.close();
        }
        program.close();
        inbox.close();
        sites.ifPresent(Sites::close);
        if (kafka.isPresent()) {
            kafka.get().close();
        }
        if (postgres.isPresent()) {
            postgres.get().close();
        }
    }
}
