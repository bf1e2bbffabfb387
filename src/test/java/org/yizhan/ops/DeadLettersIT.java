package org.yizhan.ops;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.yizhan.ops.Letters.letter;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yizhan.article.DeadLetter;

class DeadLettersIT {

    private static final Instant NOW = Instant.parse("2026-11-24T03:00:00Z");

    private static EmbeddedPostgres server;
    private static DataSource database;
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private final DeadLetters letters = new DeadLetters(database, CLOCK);
    private final LetterKeeper keeper = new LetterKeeper(database, CLOCK);

    @BeforeAll
    static void open() throws IOException {
        server = Letters.database();
        database = server.getPostgresDatabase();
    }

    @AfterAll
    static void close() throws IOException {
        server.close();
    }

    @BeforeEach
    void empty() throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("truncate dead_letter");
        }
    }

    private List<KeptDeadLetter> all() throws SQLException {
        return letters.list(LetterFilter.of(""), OptionalLong.empty(), DeadLetters.MOST_LISTED);
    }

    @Test
    void keepsALetterWhole() throws SQLException {
        var bytes = new byte[] {0, (byte) 0xff, (byte) 0xfe, 'a', 10, 27};
        var given = letter("normalize", "unreadable", 41, bytes);
        keeper.store(List.of(given));
        var listed = all().getFirst();
        assertThat(listed.letter().bytes()).isEmpty();
        assertThat(listed.size()).isEqualTo(bytes.length);
        var found = letters.find(listed.id()).orElseThrow();
        assertThat(found.letter()).isEqualTo(given);
        assertThat(found.replays()).isZero();
        assertThat(found.replayedAt()).isEmpty();
    }

    @Test
    void keepsARedeliveredLetterOnce() throws SQLException {
        var batch = List.of(letter("normalize", "unreadable", 1), letter("normalize", "unreadable", 2));
        keeper.store(batch);
        keeper.store(batch);
        keeper.store(List.of(letter("normalize", "unreadable", 2), letter("normalize", "unreadable", 2)));
        assertThat(all()).hasSize(2);
    }

    @Test
    void keepsTheSameRecordOfTwoStagesTwice() throws SQLException {
        keeper.store(List.of(letter("tag", "unreadable", 1), letter("publish", "unreadable", 1)));
        assertThat(all()).hasSize(2);
    }

    @Test
    void storesNothingOfNothing() throws SQLException {
        keeper.store(List.of());
        assertThat(all()).isEmpty();
    }

    @Test
    void listsTheNewestFirstInPagesByStageAndError() throws SQLException {
        keeper.store(LongStream.range(0, 30)
                .mapToObj(offset -> letter(
                        offset % 2 == 0 ? "normalize" : "tag", offset % 3 == 0 ? "checksum" : "no-article", offset))
                .toList());
        var first = letters.list(LetterFilter.of("stage=normalize&error=no-article"), OptionalLong.empty(), 4);
        assertThat(first).extracting(kept -> kept.letter().offset()).containsExactly(28L, 26L, 22L, 20L);
        var second = letters.list(
                LetterFilter.of("stage=normalize&error=no-article"),
                OptionalLong.of(first.getLast().id()),
                4);
        assertThat(second).extracting(kept -> kept.letter().offset()).containsExactly(16L, 14L, 10L, 8L);
        assertThat(letters.list(LetterFilter.of("error=checksum"), OptionalLong.empty(), 100))
                .hasSize(10);
    }

    @Test
    void refusesALimitOutOfBounds() {
        assertThatThrownBy(() -> letters.list(LetterFilter.of(""), OptionalLong.empty(), 0))
                .hasMessageContaining("limit");
    }

    @Test
    void countsReplaysAndWhatStillWaits() throws SQLException {
        keeper.store(List.of(
                letter("normalize", "unreadable", 1),
                letter("normalize", "unreadable", 2),
                letter("tag", "checksum", 3)));
        var id = all().getLast().id();
        keeper.replayed(id);
        keeper.replayed(id);
        keeper.replayed(987_654_321);
        var found = letters.find(id).orElseThrow();
        assertThat(found.replays()).isEqualTo(2);
        assertThat(found.replayedAt()).contains(NOW);
        List<Long> day = Stream.concat(Collections.nCopies(23, 0L).stream(), Stream.of(2L))
                .toList();
        assertThat(letters.counts())
                .containsExactly(
                        new DeadLetterCount("normalize", "unreadable", 2, 1, day),
                        new DeadLetterCount(
                                "tag",
                                "checksum",
                                1,
                                1,
                                day.stream().map(n -> n / 2).toList()));
    }

    @Test
    void findsNothingUnderAnUnknownId() throws SQLException {
        assertThat(letters.find(123_456_789)).isEmpty();
    }

    @Test
    void replacesWhatTheDatabaseCanNotHold() throws SQLException {
        keeper.store(List.of(new DeadLetter(
                UUID.randomUUID(),
                "normalize",
                "articles.received",
                0,
                7,
                "un\0readable",
                "坏" + (char) 0xD800 + "'); drop table dead_letter; --" + "长".repeat(10_000),
                "not base64 ✗",
                Letters.AT)));
        var kept = letters.find(all().getFirst().id()).orElseThrow();
        assertThat(kept.letter().error()).isEqualTo("un\uFFFDreadable");
        assertThat(kept.letter().reason()).startsWith("坏?'); drop").hasSize(4_000);
        assertThat(Base64.getDecoder().decode(kept.letter().bytes())).isEqualTo("not base64 ✗".getBytes(UTF_8));
    }

    @Test
    void keepsTenThousandInBatches() throws SQLException {
        for (var batch = 0; batch < 20; batch++) {
            keeper.store(LongStream.range(batch * 500L, batch * 500L + 500)
                    .mapToObj(offset -> letter("normalize", "unreadable", offset))
                    .toList());
        }
        assertThat(letters.counts())
                .singleElement()
                .extracting(DeadLetterCount::total)
                .isEqualTo(10_000L);
    }
}
