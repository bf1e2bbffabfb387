package org.yizhan;

import com.fasterxml.jackson.databind.cfg.PackageVersion;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.lucene.util.Version;
import org.postgresql.util.DriverInfo;
import org.yizhan.ops.Configuration;
import org.yizhan.ops.Configuration.Fact;
import org.yizhan.ops.Configuration.Value;
import org.yizhan.ops.ConfigurationApi;
import org.yizhan.ops.Paths;
import org.yizhan.ops.console.Screens;
import org.yizhan.ops.console.SettingsScreen;
import org.yizhan.tag.DictionaryState;

/** What this instance runs with, gathered when somebody asks. No secret is in it, not even its length. */
final class EffectiveConfiguration {

    private static final String PROGRAM = "program";
    private static final String MACHINE = "machine";
    private static final String DATA = "data";
    private static final String LIBRARY = "library";

    private final Settings settings;
    private final Servers servers;
    private final Supplier<DictionaryState> dictionaries;
    private final String version;

    EffectiveConfiguration(Settings settings, Servers servers, Supplier<DictionaryState> dictionaries, String version) {
        this.settings = settings;
        this.servers = servers;
        this.dictionaries = dictionaries;
        this.version = version;
    }

    /** The operator's paths. */
    List<Consumer<Paths>> parts(Screens screens) {
        return List.of(new ConfigurationApi(this::now)::mount, new SettingsScreen(screens, this::now)::mount);
    }

    private Configuration now() {
        List<Value> values = settings.all().stringPropertyNames().stream()
                .sorted()
                .map(this::value)
                .toList();
        return new Configuration(values, facts());
    }

    private Value value(String key) {
        boolean isGenerated = settings.text(key).isEmpty() && servers.secrets().isGenerated(key);
        return new Value(
                key,
                Settings.variable(key),
                isGenerated ? settings.with(key, "made up").shown(key) : settings.shown(key),
                isGenerated ? "generated" : settings.origin(key).word(),
                Settings.isSecret(key));
    }

    private List<Fact> facts() {
        var facts = new ArrayList<Fact>();
        facts.add(new Fact(PROGRAM, "Yizhan", version));
        facts.add(
                new Fact(PROGRAM, "PID", String.valueOf(ProcessHandle.current().pid())));
        facts.add(new Fact(
                PROGRAM,
                "started",
                Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime())
                        .toString()));
        machine(facts);
        DictionaryState state = dictionaries.get();
        facts.add(new Fact(DATA, "dictionaries", state.edition()));
        database(facts);
        facts.add(new Fact(DATA, "Kafka brokers", servers.kafka().brokers()));
        libraries(facts);
        return facts;
    }

    /** Not the arguments of the JVM: a password may stand among them. */
    private static void machine(List<Fact> facts) {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        facts.add(new Fact(MACHINE, "Java", System.getProperty("java.vm.name") + " " + Runtime.version()));
        facts.add(new Fact(
                MACHINE,
                "heap",
                "%d of %d MiB"
                        .formatted(
                                memory.getHeapMemoryUsage().getUsed() >> 20,
                                memory.getHeapMemoryUsage().getMax() >> 20)));
        facts.add(new Fact(
                MACHINE,
                "garbage collectors",
                ManagementFactory.getGarbageCollectorMXBeans().stream()
                        .map(GarbageCollectorMXBean::getName)
                        .collect(Collectors.joining(", "))));
        facts.add(new Fact(
                MACHINE, "processors", String.valueOf(Runtime.getRuntime().availableProcessors())));
        facts.add(new Fact(
                MACHINE,
                "system",
                "%s %s %s"
                        .formatted(
                                System.getProperty("os.name"),
                                System.getProperty("os.version"),
                                System.getProperty("os.arch"))));
        facts.add(new Fact(MACHINE, "time zone", ZoneId.systemDefault().getId()));
    }

    private void database(List<Fact> facts) {
        var sql = """
                select current_setting('server_version') as version,
                    (select max(version::int) from flyway_schema_history where success and version ~ '^[0-9]+$') as edition,
                    pg_size_pretty(pg_database_size(current_database())) as size
                """;
        try (var connection = servers.reader().getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            facts.add(new Fact(DATA, "PostgreSQL", row.getString("version")));
            facts.add(new Fact(DATA, "schema", "V" + row.getInt("edition")));
            facts.add(new Fact(DATA, "database size", row.getString("size")));
        } catch (SQLException away) {
            facts.add(new Fact(DATA, "PostgreSQL", "does not answer"));
        }
    }

    private static void libraries(List<Fact> facts) {
        var versions = new LinkedHashMap<String, String>();
        versions.put("Camel", camel());
        versions.put("Kafka clients", AppInfoParser.getVersion());
        versions.put("Vert.x", text("/META-INF/vertx/vertx-version.txt"));
        versions.put("PostgreSQL driver", DriverInfo.DRIVER_VERSION);
        versions.put("Jackson", PackageVersion.VERSION.toString());
        versions.put("Lucene", Version.LATEST.toString());
        versions.forEach((name, version) -> facts.add(new Fact(LIBRARY, name, version)));
    }

    /** As its own jar says it; where all is one jar, that says it in its manifest. */
    private static String camel() {
        return text("/META-INF/MANIFEST.MF")
                .lines()
                .filter(line -> line.startsWith("Camel-Version: "))
                .map(line -> line.substring("Camel-Version: ".length()))
                .findFirst()
                .orElseGet(() ->
                        String.valueOf(DefaultCamelContext.class.getPackage().getImplementationVersion()));
    }

    /** What stands in a file of ours; {@code unknown} where it is missing. */
    private static String text(String path) {
        try (InputStream file = EffectiveConfiguration.class.getResourceAsStream(path)) {
            return file == null ? "unknown" : new String(file.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException unreadable) {
            return "unknown";
        }
    }
}
