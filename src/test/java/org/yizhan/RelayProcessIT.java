package org.yizhan;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as people run it, a process of its own with everything embedded: one for all tests. */
class RelayProcessIT {
    @TempDir
    static Path temporary;

    private static Map<String, String> settings = Map.of();
    private static Path data = Path.of("");
    private static ChildInstance program;
    private static Caller caller;

    @BeforeAll
    static void start() throws Exception {
        data = temporary.resolve("data");
        settings = ChildInstance.settings(data);
        program = ChildInstance.launch(temporary, temporary.resolve("yizhan.log"), settings);
        caller = new Caller(program);
        program.awaitReady();
    }

    @AfterAll
    static void stop() throws InterruptedException {
        caller.close();
        program.close();
    }

    @Test
    void refusesASecondInstanceOnItsFolder() throws Exception {
        var other = new HashMap<>(ChildInstance.settings(data));

        assertThat(refusal(other))
                .contains("data folder " + data.toRealPath())
                .contains("in use by process " + program.process().orElseThrow().pid())
                .contains("YIZHAN_DATA_DIR");
        assertThat(caller.readiness()).isEqualTo(200);
    }

    @Test
    void saysWhichPortIsTakenBeforeItStartsAnything() throws Exception {
        for (String taken : List.of("YIZHAN_HTTP_PORT", "YIZHAN_MANAGEMENT_PORT")) {
            Path folder = temporary.resolve(taken);
            var other = new HashMap<>(ChildInstance.settings(folder));
            other.put(taken, settings.get(taken));

            assertThat(refusal(other)).contains("port " + settings.get(taken)).contains("set " + taken);
            assertThat(folder).isDirectoryNotContaining("glob:**{kafka,postgres*}");
        }
    }

    @Test
    void refusesToKeepLessThanTheLawAsksForBeforeItStartsAnything() throws Exception {
        Path folder = temporary.resolve("short");
        var other = new HashMap<>(ChildInstance.settings(folder));
        other.put("YIZHAN_KEEP_BODIES", "59d");

        assertThat(refusal(other)).contains("yizhan.keep.bodies is '59d'").contains("互联网信息服务管理办法 art. 14");
        assertThat(folder).doesNotExist();
    }

    @Test
    void saysWhatIsWrongWithADataFolder() throws Exception {
        Path file = Files.writeString(temporary.resolve("file"), "no folder");

        assertThat(refusal(ChildInstance.settings(file))).contains(file + " cannot be used: it is a file");
        assertThat(refusal(ChildInstance.settings(file.resolve("data")))).contains("Not a directory");
        assertThat(refusal(ChildInstance.settings(Path.of("/proc/1/data")))).contains("/proc/1/data cannot be used");
    }

    @Test
    void saysWhichSettingCannotBeUsed() throws Exception {
        var other = new HashMap<>(ChildInstance.settings(temporary.resolve("other")));
        other.put("YIZHAN_HTTP_PORT", "eighty");

        assertThat(refusal(other)).contains("yizhan.http.port is 'eighty'; give a whole number");
    }

    @Test
    void refusesASecretThatCantBeOneBeforeItStartsAnything() throws Exception {
        Path folder = temporary.resolve("secretive");
        var other = new HashMap<>(ChildInstance.settings(folder));
        other.put("YIZHAN_ALERTS_WEBHOOK", "https://hook.example.org/yizhan");
        other.put("YIZHAN_ALERTS_WEBHOOK_SECRET", "abc");

        assertThat(refusal(other))
                .contains("yizhan.alerts.webhook.secret: it must be whsec_")
                .doesNotContain("Exception");
        assertThat(folder).doesNotExist();
    }

    @Test
    void asksForAKeyInVainWhereNoProgramAnswers() throws Exception {
        Map<String, String> nobody = ChildInstance.settings(temporary.resolve("nobody"));

        assertThat(output(nobody, 1, "key", "add", "cac"))
                .singleElement()
                .asString()
                .contains("nothing answers at http://127.0.0.1:" + nobody.get("YIZHAN_MANAGEMENT_PORT"))
                .contains("start the program first");
    }

    @Test
    void refusesAKeyToWhomHasNotTheOperatorsPassword() throws Exception {
        var stranger = new HashMap<>(settings);
        stranger.put("YIZHAN_OPS_PASSWORD", "guessed");

        assertThat(output(stranger, 1, "key", "add", "cac"))
                .singleElement()
                .asString()
                .startsWith("yizhan: ");
    }

    @Test
    void ordersAnErasureOfAnArticleThatIsPublished() throws Exception {
        String article = Caller.acceptedId(caller.push(settings.get("YIZHAN_API_KEY"), "geren-zhan", "erased-1"));
        await().atMost(Duration.ofSeconds(20)).until(() -> caller.exported("erased-1") == 1);

        assertThat(output(settings, 0, "erase", article, "--reason", "本人要求"))
                .first(as(STRING))
                .startsWith("ordered: " + article);
        assertThat(output(settings, 1, "erase", new UUID(0, 1).toString(), "--reason", "本人要求"))
                .singleElement(as(STRING))
                .contains("no article of this id");
    }

    @Test
    void makesKeysThatPushAndStoresOnlyTheirHashes() throws Exception {
        String key = output(settings, 0, "key", "add", "cac").getLast();

        assertThat(caller.push(key, "cac", "by-key").statusCode()).isEqualTo(202);
        assertThat(caller.push(key, "mca", "by-key").statusCode()).isEqualTo(403);
        assertThat(caller.push(key + "x", "cac", "by-key").statusCode()).isEqualTo(401);
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        try (Connection database = database()) {
            assertThat(count(database, "select count(*) from api_key where source = 'cac' and hash = ?", hash))
                    .isOne();
            assertThat(count(database, "select count(*) from api_key k where strpos(k::text, ?) > 0", key))
                    .isZero();
        }
    }

    @Test
    void answersPushesWhilePostgresqlIsAwayAndGoesOnByItself() throws Exception {
        String port = postmaster(3);
        for (int outage = 0; outage < 3; outage++) {
            String pid = postmaster(0);
            ProcessHandle.of(Long.parseLong(pid)).orElseThrow().destroyForcibly();
            for (int number = 0; number < 20; number++) {
                var answer = caller.push(program.apiKey(), "mca", "outage-" + outage + "-" + number);
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
            }
            await().atMost(Duration.ofSeconds(15))
                    .ignoreExceptions()
                    .until(() -> !postmaster(0).equals(pid) && caller.readiness() == 200);
        }
        assertThat(postmaster(3)).isEqualTo(port);
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(caller.exported("outage-")).isEqualTo(60));
        assertThat(caller.metric("yizhan_[a-z]+_dead_total")).isZero();
    }

    /** What a start that must fail prints: one line, with exit code 1 and within seconds. */
    private static String refusal(Map<String, String> environment) throws Exception {
        List<String> lines = output(environment, 1);
        assertThat(lines).singleElement().asString().startsWith("yizhan: ");
        return lines.getFirst();
    }

    private static List<String> output(Map<String, String> environment, int status, String... arguments)
            throws Exception {
        Path log = Files.createTempFile(temporary, "command", ".log");
        try (var command = ChildInstance.launch(temporary, log, environment, arguments)) {
            assertThat(command.awaitEnd(Duration.ofSeconds(20))).hasValue(status);
        }
        return Files.readAllLines(log);
    }

    private static Connection database() throws SQLException, IOException {
        String password =
                Files.readString(data.resolve("postgres/yizhan.password")).strip();
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + postmaster(3) + "/yizhan", "yizhan", password);
    }

    /** A line of PostgreSQL's lock file: 0 is its process, 3 its port. */
    private static String postmaster(int line) throws IOException {
        return Files.readAllLines(data.resolve("postgres/postmaster.pid"))
                .get(line)
                .strip();
    }

    private static int count(Connection database, String query, Object value) throws SQLException {
        try (PreparedStatement statement = database.prepareStatement(query)) {
            statement.setObject(1, value);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }
}
