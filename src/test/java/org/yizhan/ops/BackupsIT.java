package org.yizhan.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yizhan.SetClock;
import org.yizhan.ops.backup.Backup;
import org.yizhan.ops.backup.BackupApi;
import org.yizhan.ops.backup.BackupDesk;
import org.yizhan.ops.backup.BackupRoom;
import org.yizhan.ops.backup.Backups;
import org.yizhan.ops.console.BackupScreens;
import org.yizhan.ops.console.Screens;

/** Backups as admins order, see and delete them, and a disk that has no room for one. */
class BackupsIT {

    private static final String API = "/api/v1/ops/backups";
    private static final long RESERVE = 50_000_000;
    private static final long PLENTY = 1_000_000_000_000L;

    /** Of a program that was killed. */
    private static final String CUT_OFF = "yizhan-20200101T000000000Z.zip.partial";

    private static final SetClock CLOCK = new SetClock(OperatorEdge.NOW);

    @TempDir
    static Path temporary;

    private static Path folder = Path.of("");
    private static OperatorEdge edge;

    /** What is free as long as nothing is being written, and then. */
    private static volatile long free = PLENTY;

    private static volatile long freeThen = PLENTY;

    @BeforeAll
    static void open() throws Exception {
        folder = temporary.resolve("backups");
        edge = new OperatorEdge(port -> {
            var room = new BackupRoom(folder, RESERVE, () -> isWriting() ? freeThen : free);
            var backups = new Backups(new Backup(port.database(), List::of, CLOCK), room, CLOCK);
            var desk = new BackupDesk(backups, port.audit());
            return List.of(new BackupApi(desk)::mount, new BackupScreens(new Screens(CLOCK), desk)::mount);
        });
    }

    @AfterAll
    static void close() throws Exception {
        edge.close();
    }

    @BeforeEach
    void empty() throws IOException {
        free = PLENTY;
        freeThen = PLENTY;
        for (String name : names()) {
            Files.delete(folder.resolve(name));
        }
    }

    private static List<String> names() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static boolean isWriting() throws IOException {
        return names().stream().anyMatch(name -> name.endsWith(".partial") && !name.equals(CUT_OFF));
    }

    private static JsonNode listed() throws Exception {
        return edge.get(API).json();
    }

    private static String made() throws Exception {
        CLOCK.pass(Duration.ofSeconds(1));
        OperatorEdge.Answered begun = edge.post(API, "");
        assertThat(begun.status()).as(begun.body()).isEqualTo(202);
        String file = begun.json().path("file").asText();
        ended();
        return file;
    }

    private static void ended() {
        await().atMost(Duration.ofMinutes(1))
                .until(() -> listed().path("underWay").isNull());
    }

    private static List<String> audited(String file, String pointer) throws Exception {
        JsonNode lines = edge.get("/api/v1/ops/audit?object=" + file).json().path("audit");
        return StreamSupport.stream(lines.spliterator(), false)
                .map(line -> line.path("action").asText() + " "
                        + line.path("detail").at(pointer).asText())
                .toList();
    }

    @Test
    void areListedNewestFirstWithWhatIsInThem() throws Exception {
        String first = made();
        String second = made();
        Files.writeString(folder.resolve("yizhan-20200101T000000000Z.zip"), "no zip at all");
        Files.writeString(folder.resolve("notes.txt"), "nothing of ours");

        JsonNode rows = listed().path("backups");

        assertThat(rows.findValuesAsText("file")).containsExactly(second, first, "yizhan-20200101T000000000Z.zip");
        assertThat(rows.at("/0/bytes").asLong()).isEqualTo(Files.size(folder.resolve(second)));
        assertThat(rows.at("/0/at").asText()).isEqualTo(CLOCK.instant().toString());
        assertThat(rows.at("/0/schema").asInt()).isGreaterThanOrEqualTo(47);
        assertThat(rows.at("/0/articles").asLong()).isZero();
        assertThat(rows.at("/0/rows").asLong()).isPositive();
        assertThat(rows.get(2).has("at")).isFalse();
        String page = edge.get("/ops/backups").body();
        assertThat(page)
                .contains(first, second, "V" + rows.at("/0/schema").asText(), "读不出", folder.toString())
                .contains("做好了", "怎样恢复", "yizhan restore FILE", "里面有秘密", "这里不能下载")
                .doesNotContain("notes.txt", "href=\"/api/v1/ops/backups/");
        assertThat(edge.get("/ops/backups?lang=en").body())
                .contains("Complete: ", "How to restore", "Secrets are in it", "can't be downloaded here");
    }

    @Test
    void areMadeFromAPageThatSaysWhatItTakes() throws Exception {
        Visitor visitor = Visitor.operator(edge);
        assertThat(visitor.get("/ops/backups").body()).contains("还没有备份", "href=\"/ops/backups/new\"");
        assertThat(visitor.get("/ops/backups/new").body())
                .contains("估计大小", "磁盘空余", "1000.0 GB", folder.toString(), "现在做");
        assertThat(names()).as("asking makes none").isEmpty();

        CLOCK.pass(Duration.ofSeconds(1));
        OperatorEdge.Answered begun = visitor.post("/ops/backups/new");

        assertThat(begun.status()).isEqualTo(303);
        assertThat(begun.header("location")).isEqualTo("/ops/backups");
        ended();
        assertThat(names()).hasSize(1);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(audited(names().getFirst(), "/after/state"))
                        .containsExactly("back-up complete", "back-up begun"));
    }

    @Test
    void goOnceTheyAreConfirmed() throws Exception {
        String older = made();
        String newest = made();
        Visitor visitor = Visitor.operator(edge);
        String path = "/ops/backups/" + newest + "/delete";

        assertThat(visitor.get(path).body()).contains(newest, "最新的一份", "找不回来", "删除这 1 份");
        assertThat(names()).as("asking deletes none").hasSize(2);
        assertThat(visitor.send(path).status())
                .as("without the session's token")
                .isEqualTo(403);
        assertThat(visitor.post(path).header("location")).isEqualTo("/ops/backups");

        assertThat(names()).containsExactly(older);
        assertThat(audited(newest, "/after/state")).startsWith("delete-backup deleted");
        assertThat(visitor.get("/ops/audit?object=" + newest).body()).contains("删除备份", "<del>已完成</del> → 已删除");
        assertThat(visitor.get("/ops/backups/" + older + "/delete").body()).contains("唯一的一份");
        assertThat(visitor.get(path).status()).isEqualTo(404);
        assertThat(edge.delete(API + "/" + older, "").status()).isEqualTo(204);
        assertThat(edge.delete(API + "/" + older, "").detail()).startsWith("no backup has this name");
        assertThat(names()).isEmpty();
    }

    /** A name is looked for in the list, and is no path. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "..%2Fkept.zip",
                "%2E%2E%2Fkept.zip",
                "..",
                "%2e%2e",
                ".%2Fyizhan-20200101T000000000Z.zip",
                "yizhan-20200101T000000000Z.zip%00",
                "yizhan-20200101T000000000Z.zip%2F",
                "yizhan-20200101T000000000Z.zip.partial",
                "notes.txt",
                "..%5Ckept.zip",
                "*"
            })
    void areDeletedByTheirNameOnly(String name) throws Exception {
        Files.createDirectories(folder);
        Path kept = Files.writeString(temporary.resolve("kept.zip"), "another's");
        for (String own : List.of("yizhan-20200101T000000000Z.zip", CUT_OFF, "notes.txt")) {
            Files.writeString(folder.resolve(own), "ours");
        }

        assertThat(edge.delete(API + "/" + name, "").status()).isIn(400, 404, 405);
        assertThat(edge.post(
                                "/ops/backups/" + name + "/delete",
                                "",
                                "Content-Type",
                                "application/x-www-form-urlencoded")
                        .status())
                .isIn(400, 404, 405);

        assertThat(kept).exists();
        assertThat(names()).hasSize(3);
    }

    @Test
    void areNotBegunWhereTheDiskIsFull() throws Exception {
        free = 12_000_000;

        OperatorEdge.Answered refused = edge.post(API, "");

        assertThat(refused.status()).isEqualTo(507);
        assertThat(refused.detail())
                .isEqualTo(
                        "the disk is full: 12 MB are free on the disk of %s, 50 MB are wanted for a backup; make room, or move old backups away",
                        folder);
        assertThat(names()).isEmpty();
        Visitor visitor = Visitor.operator(edge);
        assertThat(visitor.get("/ops/backups/new").body()).contains("空间不够，做不了").doesNotContain("现在做");
        OperatorEdge.Answered page = visitor.post("/ops/backups/new");
        assertThat(page.status()).isEqualTo(507);
        assertThat(page.body()).contains("磁盘满了", "只剩 12 MB", "备份需要 50 MB", folder.toString());
        free = RESERVE + 1;
        assertThat(edge.post(API, "").detail())
                .as("less than the reserve and the backup itself")
                .startsWith("the disk is full: 50 MB are free");
        assertThat(names()).isEmpty();
    }

    /** PostgreSQL's own words, where its disk is another. */
    @Test
    void saysOfTheDiskOfTheDatabaseThatItIsFull() throws Exception {
        Answer said = Paths.failed(new SQLException("could not extend file: No space left on device", "53100"));

        assertThat(said.status()).isEqualTo(507);
        assertThat(said.body().toString()).contains("the disk of the database is full");
    }

    @Test
    void leaveNoHalfFileWhereTheDiskRunsFull() throws Exception {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(CUT_OFF), "half a backup");
        freeThen = 3_000_000;
        CLOCK.pass(Duration.ofSeconds(1));

        String file = edge.post(API, "").json().path("file").asText();
        ended();

        assertThat(names()).isEmpty();
        assertThat(listed().at("/failed/file").asText()).isEqualTo(file);
        assertThat(listed().at("/failed/reason").asText()).startsWith("the disk is full: 3 MB are free");
        assertThat(edge.get("/ops/backups").body()).contains("没有留下半份文件", "磁盘满了", "只剩 3 MB");
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        assertThat(audited(file, "/failed").getFirst()).startsWith("back-up the disk is full: 3 MB"));
    }
}
