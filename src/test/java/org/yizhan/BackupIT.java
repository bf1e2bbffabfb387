package org.yizhan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yizhan.embedded.DataFolder;
import org.yizhan.embedded.EmbeddedDatabase;
import org.yizhan.ops.backup.Restoration;
import org.yizhan.ops.backup.UnfinishedRestore;

/** Databases that are lost and come back from their backups; the program as people run it, a process of its own. */
class BackupIT {

    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final int BEFORE = 120;
    private static final int AFTER = 60;

    private static final String CHARACTERS = "床椅灯窗楼梯院墙花园餐厅厨房药房病历护士医生电话车站路口街坊邻居儿女孙辈戏曲书法棋牌茶水饭菜衣被";

    /** In such a time the program asks more than once how far its stages are behind. */
    private static final Duration LAG_LOOKS = Duration.ofSeconds(6);

    private static final List<String> FEEDS = List.of(
            "/feeds/all",
            "/feeds/source/bei-fen",
            "/feeds/region/620702",
            "/feeds/region/100000",
            "/feeds/topic/elderly-care");

    @TempDir
    static Path temporary;

    @AfterAll
    static void stop() {
        CLIENT.close();
    }

    /** A folder with its state, and the settings of the program that works there. */
    private record Place(Path folder, Map<String, String> settings) {

        static Place in(Path folder, Map<String, String> own) throws IOException {
            Files.createDirectories(folder);
            var settings = new HashMap<>(ChildInstance.settings(folder.resolve("data")));
            settings.putAll(own);
            return new Place(folder, Map.copyOf(settings));
        }

        ChildInstance program() throws IOException, InterruptedException {
            var program = ChildInstance.launch(folder, folder.resolve("yizhan.log"), settings);
            program.awaitReady();
            return program;
        }

        /** What a command of the program prints. */
        String command(int expected, String... words) throws IOException, InterruptedException {
            Path log = folder.resolve("command.log");
            var command = ChildInstance.launch(folder, log, settings, words);
            assertThat(command.awaitEnd(Duration.ofMinutes(3)))
                    .as(Files.readString(log))
                    .hasValue(expected);
            return Files.readString(log).strip();
        }

        /** The newest backup, kept out of harm's way. */
        Path backup() throws IOException, InterruptedException {
            Path file = Path.of(command(0, "backup"));
            assertThat(Files.getPosixFilePermissions(file)).as("its owner's").hasSize(2);
            return Files.copy(file, folder.resolve("kept.zip"));
        }

        /** What these folders of the data folder hold, or all of it. */
        void lose(String... folders) throws IOException {
            for (String lost : folders) {
                try (Stream<Path> files = Files.walk(folder.resolve("data").resolve(lost))) {
                    for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(file);
                    }
                }
            }
        }
    }

    /** Of those that come after the backup every third one repeats the one before it. */
    private static Map<String, Object> article(int number) {
        return number > BEFORE && number % 3 == 0
                ? article(number, number - 1, "zhuan-zai")
                : article(number, number, "bei-fen");
    }

    private static Map<String, Object> article(int id, int number, String source) {
        return Map.of(
                "source", source,
                "id", "b" + id,
                "title", "第" + number + "号养老服务公告",
                "text", "张掖市甘州区民政局说，养老服务中心已经开放。" + ownWords(number) + "。",
                "publishedAt", "2026-11-%02dT%02d:00:00+08:00".formatted(1 + number / 24 % 20, number % 24));
    }

    /** What no other of them says: pieces of one formula are told apart by whom they happen to meet first. */
    private static String ownWords(int number) {
        return new Random(number)
                .ints(80, 0, CHARACTERS.length())
                .mapToObj(at -> CHARACTERS.substring(at, at + 1))
                .collect(Collectors.joining());
    }

    private static void push(ChildInstance program, int from, int to) throws IOException, InterruptedException {
        var articles = new ArrayList<Map<String, Object>>();
        for (int number = from; number < to; number++) {
            articles.add(article(number));
        }
        var answer = CLIENT.send(
                HttpRequest.newBuilder(program.base().resolve("/api/v1/articles"))
                        .header("Authorization", "Bearer " + program.apiKey())
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(articles)))
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(JSON.readTree(answer.body()).path("accepted")).hasSize(to - from);
        awaitRest(program, to);
    }

    /**
     * Until all have come through and no stage has anything before it: when the last row comes in, another may still be on its
     * way to the story where it belongs.
     */
    private static void awaitRest(ChildInstance program, int count) {
        try (var caller = new Caller(program)) {
            await().atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofMillis(300))
                    .during(LAG_LOOKS)
                    .untilAsserted(() -> {
                        assertThat(articles(program)).hasSize(count);
                        assertThat(caller.metric("yizhan_(?:normalize|deduplicate|tag|publish)_lag_records"))
                                .isZero();
                    });
        }
    }

    /** Each article that came through, with its story. */
    private static List<String> articles(ChildInstance program) throws IOException, InterruptedException {
        try (var lines =
                JSON.readerFor(JsonNode.class).<JsonNode>readValues(get(program, "/api/v1/export/articles.ndjson"))) {
            return lines.readAll().stream()
                    .map(row -> row.path("articleId").asText() + " "
                            + row.path("storyId").asText())
                    .sorted()
                    .toList();
        }
    }

    private static String get(ChildInstance program, String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(program.base().resolve(path)).build();
        return CLIENT.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8))
                .body();
    }

    /** Every feed in every format, the list of them, and the export. */
    private static Map<String, String> documents(ChildInstance program) throws IOException, InterruptedException {
        var documents = new TreeMap<String, String>();
        for (String feed : FEEDS) {
            for (String format : List.of(".atom", ".rss", ".json")) {
                documents.put(feed + format, get(program, feed + format));
            }
        }
        documents.put("/feeds.opml", get(program, "/feeds.opml"));
        documents.put("export", get(program, "/api/v1/export/articles.ndjson"));
        return documents;
    }

    /** First the database alone is lost, and then all that there was: one backup mends both. */
    @Test
    void whatIsLostComesBackFromTheBackupAndFromKafka() throws Exception {
        var place = Place.in(temporary.resolve("place"), Map.of());
        Map<String, String> then;
        List<String> later;
        Path kept;
        try (var program = place.program()) {
            push(program, 0, BEFORE);
            then = documents(program);
            kept = place.backup();
            push(program, BEFORE, BEFORE + AFTER);
            later = articles(program);
        }
        place.lose("postgres", "search");
        cutOffBehindTheRows(place, kept);
        assertThat(place.command(1)).contains("a restore was cut off", "run `yizhan restore FILE` again");
        assertThat(place.command(0, "restore", kept.toString()))
                .contains("rows as of")
                .contains("start the program");
        assertThat(place.command(1, "restore", kept.toString())).contains("the database is in use");
        whatCameAfterTheBackupIsReadAgain(place, later);

        place.lose("");
        place.command(0, "restore", kept.toString());
        everyFeedIsTheSameByteByByte(place, then);
    }

    /** As Kafka goes away when the rows are in, and is still away at the second try. */
    private static void cutOffBehindTheRows(Place place, Path kept) throws Exception {
        try (var folder = DataFolder.open(place.folder().resolve("data"));
                var postgres = new EmbeddedDatabase(folder, new SecureRandom());
                var backup = Restoration.of(kept)) {
            postgres.start();
            try (var owner = DatabaseAccess.of(postgres).owners()) {
                var restoring = new Restoring(owner, KafkaAccess.open("nowhere"));
                for (int attempt = 0; attempt < 2; attempt++) {
                    assertThatThrownBy(() -> restoring.restore(backup))
                            .hasMessageContaining("the rows are in, but the stages are not set back");
                    assertThatThrownBy(() -> new Schema(owner).migrate())
                            .as("to an older program, who knows of no mark")
                            .hasMessageContaining("of a newer version of Yizhan (schema V999999");
                }
                assertThat(count(owner, "article")).isEqualTo(BEFORE);
                assertThat(count(owner, "lost_decision")).as("declared lost").isEqualTo(1);
                var other = new UnfinishedRestore("another's digest", Instant.EPOCH, Instant.EPOCH);
                assertThatThrownBy(() -> other.of(backup)).hasMessageContaining("the restore of another backup");
            }
        }
    }

    private static int count(DataSource owner, String table) throws SQLException {
        try (var connection = owner.getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery("select count(*) from " + table)) {
            row.next();
            return row.getInt(1);
        }
    }

    private static void whatCameAfterTheBackupIsReadAgain(Place place, List<String> then) throws Exception {
        long began = System.nanoTime();
        try (var program = place.program()) {
            await().atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> articles(program).size() >= then.size());
            long recovered = System.nanoTime() - began;
            awaitRest(program, then.size());
            List<String> now = articles(program);

            System.out.printf(
                    "acked=%d published=%d lost=%d dup=%d recover_ms=%d%n",
                    then.size(),
                    now.size(),
                    then.stream().filter(article -> !now.contains(article)).count(),
                    now.size() - Set.copyOf(now).size(),
                    Duration.ofNanos(recovered).toMillis());
            assertThat(now).isEqualTo(then).doesNotHaveDuplicates();
        }
    }

    private static void everyFeedIsTheSameByteByByte(Place place, Map<String, String> then) throws Exception {
        try (var program = place.program()) {
            Map<String, String> now = documents(program);

            System.out.printf("feeds=%d same=%b%n", now.size(), now.equals(then));
            assertThat(now).isEqualTo(then);
            assertThat(now.get("/feeds/all.atom")).contains("养老服务公告");
            // and goes on behind the last number
            push(program, BEFORE, BEFORE + AFTER);
            assertThat(articles(program)).doesNotHaveDuplicates();
        }
    }

    @Test
    void refusesWhatIsNoBackupOrIsCutOff() throws Exception {
        var place = Place.in(temporary.resolve("nothing"), Map.of());
        Path other = Files.writeString(temporary.resolve("other.zip"), "no zip at all");

        for (Path bad : List.of(other, temporary.resolve("missing.zip"))) {
            assertThat(place.command(1, "restore", bad.toString())).contains("is no backup that can be read");
        }
    }
}
