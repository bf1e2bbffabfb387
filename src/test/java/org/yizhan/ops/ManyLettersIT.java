package org.yizhan.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.yizhan.ops.OperatorEdge.Answered;

/** A hundred thousand dead letters at once, of some 3 KB each, with reasons and titles as strangers write them. */
@TestMethodOrder(OrderAnnotation.class)
class ManyLettersIT {

    private static final String PATH = "/api/v1/ops/dead-letters";
    private static final int MANY = 100_000;

    /** Nothing like what a page should take, which is printed: looking at every letter by itself takes longer than this. */
    private static final Duration ENDLESS = Duration.ofSeconds(10);

    private static OperatorEdge edge;

    @BeforeAll
    static void fill() throws IOException, SQLException {
        edge = new OperatorEdge();
        edge.execute("""
                insert into dead_letter (record_key, stage, topic, kafka_partition, kafka_offset, error, reason, bytes,
                                         failed_at, stored_at, kind, source, title)
                select gen_random_uuid(), (array['normalize', 'deduplicate', 'tag', 'publish'])[1 + n %% 4],
                       'articles.received', n %% 6, n, (array['unreadable', 'checksum', 'stage-failure'])[1 + n %% 3],
                       'E'||chr(27)||'[31m 第 '||n||' 版没有正文；补上正文再推送'||chr(8238)||repeat('原因', 20),
                       convert_to(repeat(md5(n::text), 96), 'UTF8'), timestamptz '%1$s' - n * interval '1 second',
                       timestamptz '%1$s', 'received', 'zhan-'||n %% 500, '=cmd|甲乙丙丁 '||n||chr(13)||chr(10)||'Set-Cookie: a=b'
                from generate_series(1, %2$d) as n
                """.formatted(OperatorEdge.NOW, MANY));
        edge.execute("vacuum analyze dead_letter");
    }

    @AfterAll
    static void close() throws Exception {
        edge.close();
    }

    /** The best of five, after two that warm up. */
    private static Duration best(String path) throws Exception {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 7; i++) {
            long began = System.nanoTime();
            Answered answer = edge.get(path);
            best = i < 2 ? best : Math.min(best, System.nanoTime() - began);
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        }
        return Duration.ofNanos(best);
    }

    @Test
    @Order(0)
    void listsAndCountsQuickly() throws Exception {
        for (String query : List.of(
                PATH,
                PATH + "?stage=tag&error=checksum&limit=500",
                PATH + "?source=zhan-7",
                PATH + "?q=99999",
                PATH + "?q=nirgends",
                PATH + "?until=2026-11-23T00:00:00Z",
                PATH + "?state=replayed",
                "/ops/dead-letters",
                "/ops/dead-letters/orders/new?action=replay&state=waiting",
                "/ops/dead-letters/orders/new?action=discard&q=99999")) {
            Duration taken = best(query);
            System.out.printf("%-70s %d ms%n", query, taken.toMillis());
            assertThat(taken).as(query).isLessThan(ENDLESS);
        }
    }

    @Test
    @Order(0)
    void showsNoControlCharacterOfStrangers() throws Exception {
        String page = edge.get("/ops/dead-letters").body();
        assertThat(page).contains("甲乙丙丁").doesNotContain("\u001b").doesNotContain("\u202e");
        assertThat(page.lines()).noneMatch(line -> line.startsWith("Set-Cookie"));
    }

    @Test
    @Order(0)
    void downloadsEveryLetterAsALine() throws Exception {
        Answered answer = edge.get(PATH + ".ndjson?stage=tag&error=checksum");
        List<String> lines = answer.body().lines().toList();
        assertThat(lines).hasSize(MANY / 12 + (MANY % 12 >= 10 ? 1 : 0)).allMatch(line -> line.startsWith("{\"id\":"));
        assertThat(Answer.JSON.readTree(lines.getFirst()).path("bytes").asText())
                .isNotEmpty();
    }

    @Test
    @Order(1)
    void discardsAllInBatches() throws Exception {
        edge.post(PATH + "/orders", "{\"action\":\"discard\",\"filter\":{\"stage\":\"publish\"},\"reason\":\"演习\"}");
        long began = System.nanoTime();
        int steps = 0;
        Instant at = OperatorEdge.NOW;
        boolean going = true;
        while (going) {
            at = at.plus(LetterWorker.PAUSE).plusMillis(1);
            going = edge.letterWorker(Clock.fixed(at, ZoneOffset.UTC)).step();
            steps++;
        }
        System.out.printf(
                "discarded %d in %d steps, %d ms%n",
                MANY / 4, steps, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
        assertThat(edge.get(PATH + "?stage=publish").json().path("deadLetters")).isEmpty();
        assertThat(edge.get(PATH + "/orders")
                        .json()
                        .path("orders")
                        .get(0)
                        .path("done")
                        .asInt())
                .isEqualTo(MANY / 4);
        assertThat(steps).isBetween(5, 8);
    }
}
