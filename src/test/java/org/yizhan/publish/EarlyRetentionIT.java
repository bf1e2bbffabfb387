package org.yizhan.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EarlyRetentionIT {

    private static final Draft OLDER = Draft.of("cac", "1");
    private static final Draft ABSENT = Draft.of("mca", "2").repostOf(OLDER);
    private static final String ROWS =
            "select (select count(*) from early_verdict) + (select count(*) from early_withdrawal)";
    private static final String AGE = "update %s set heard_at = now() - interval '61 days'";

    @TempDir
    static Path temporary;

    private static Newsdesk desk;
    private static EarlyRetention retention;

    @BeforeAll
    static void open() throws IOException, InterruptedException {
        desk = Newsdesk.in(temporary);
        retention = new EarlyRetention(desk.database());
    }

    @AfterAll
    static void close() {
        desk.close();
    }

    @BeforeEach
    void empty() throws SQLException {
        desk.empty();
    }

    private static Instant daysAgo(int days) {
        return Instant.now().minus(Duration.ofDays(days));
    }

    private static void age() throws SQLException {
        desk.run(AGE.formatted("early_verdict"));
        desk.run(AGE.formatted("early_withdrawal"));
    }

    @Test
    void forgetsWhatIsOlderAndNothingElse() throws SQLException {
        desk.publish(ABSENT.moved(3), ABSENT.withdrawn(5, "早"));
        assertThat(retention.drop(daysAgo(60))).isZero();
        age();
        desk.publish(Draft.of("nmg", "3").moved(4));
        assertThat(retention.drop(daysAgo(60))).isEqualTo(2);
        assertThat(retention.drop(daysAgo(60))).isZero();
        assertThat(desk.number(ROWS)).isEqualTo(1);
    }

    @Test
    void countsFromTheLastThatWasNew() throws SQLException {
        desk.publish(ABSENT.moved(3), ABSENT.withdrawn(5, "早"));
        age();
        desk.publish(ABSENT.moved(3), ABSENT.withdrawn(6, "晚"));
        assertThat(retention.drop(daysAgo(60))).isEqualTo(1);
        assertThat(desk.number("select count(*) from early_withdrawal")).isEqualTo(1);
        age();
        desk.publish(ABSENT.moved(7));
        assertThat(retention.drop(daysAgo(60))).isEqualTo(1);
        assertThat(desk.number("select count(*) from early_verdict")).isEqualTo(1);
    }

    @Test
    void anArticleThatComesAfterwardsStandsAsItCame() throws SQLException {
        desk.publish(OLDER.tagged());
        desk.publish(ABSENT.withdrawn(50, "早"));
        age();
        assertThat(retention.drop(daysAgo(60))).isEqualTo(1);
        desk.publish(ABSENT.tagged());
        assertThat(desk.entry(OLDER.id()).copies()).extracting(Copy::withdrawn).containsExactly(false);
    }

    @Test
    void keepsWhatIsErasedOut() throws SQLException {
        desk.publish(ABSENT.erased());
        retention.drop(Instant.now().plus(Duration.ofDays(1)));
        assertThat(desk.publish(ABSENT.tagged())).isEmpty();
    }

    @Test
    void goesThroughManyInSteps() throws SQLException {
        desk.publish(IntStream.range(0, 1_300)
                .mapToObj(i -> Draft.of("many", "" + i).moved(i + 1))
                .toList());
        List<Integer> steps = new ArrayList<>();
        do {
            steps.add(retention.drop(Instant.now().plus(Duration.ofDays(1))));
        } while (steps.getLast() > 0);
        assertThat(steps).containsExactly(1_000, 300, 0);
    }
}
