package org.yizhan.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yizhan.chaos.FaultProxy.Weather;

/** R5 and R6: the broker, or the database, is away for ten minutes. */
class OutagesIT extends LongDrill {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration AWAY = Duration.ofMinutes(10);
    private static final int RATE = 20;

    /** A copy that was made just before is good for half a minute, and its request may have begun before that ended. */
    private static final Duration LIFE = Duration.ofSeconds(32);

    /** Articles of stories that stand in the feed of all. */
    private static final String READABLE =
            "select count(*) from article a join feed_entry e on e.feed = 'all' and e.story_id = a.story_id";

    /** How many times as fast what was missed is to be made up for. */
    private static final int FASTER = 5;

    @BeforeEach
    void open() throws Exception {
        apart();
    }

    @Test
    void r5BrokerIsAway() throws Exception {
        Drill drill = station().drill("R5", RATE);
        Duration away = Length.of(AWAY);
        drill.awaitMore(10 * RATE);
        long before = station().program().heap();
        station().kafka().proxy().weather(Weather.DOWN);
        HttpResponse<byte[]> refused =
                station().program().push(JSON.writeValueAsBytes(drill.own(0, 1).pushed()), "application/json");
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        drill.awaitTime(away.dividedBy(2));
        long middle = station().program().heap();
        drill.awaitTime(away.dividedBy(2));
        long after = station().program().heap();
        drill.recover(() -> station().kafka().proxy().weather(Weather.FINE));
        int missed = (int) (away.toSeconds() * RATE);
        double seconds = madeUp(drill, missed);
        drill.load().rate(RATE);
        drill.end(
                "away_s=" + away.toSeconds(),
                "answers_503=" + drill.ledger().answers(503),
                "heap_mb=%d,%d,%d".formatted(before, middle, after),
                "made_up_per_s=%.0f".formatted(missed / seconds));
        assertThat(drill.ledger().statuses()).isSubsetOf(202, 503, Ledger.NO_ANSWER);
        assertThat(Math.max(middle, after) - before)
                .as("megabytes that the outage took")
                .isLessThanOrEqualTo(64);
        Bar.of("R5", "made_up_ms", Duration.ofSeconds(missed / (RATE * FASTER))).hold(Math.round(1_000 * seconds));
    }

    /** Pushes come as fast as they will; the seconds until readers have so many more articles. */
    private double madeUp(Drill drill, int missed) throws SQLException {
        Store store = station().checker().store();
        long before = store.number(READABLE);
        long began = System.nanoTime();
        drill.load().rate(RATE * FASTER * 2);
        await().atMost(Duration.ofMinutes(30))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> store.number(READABLE) >= before + missed);
        return (System.nanoTime() - began) / 1e9;
    }

    @Test
    void r6DatabaseIsAway() throws Exception {
        Drill drill = station().drill("R6", RATE);
        Duration away = Length.of(AWAY);
        drill.awaitMore(10 * RATE);
        drill.awaitProbe();
        for (String known : List.of("/feeds/all.rss", "/feeds/all.atom", "/feeds/all.json")) {
            assertThat(station().program().get(known).statusCode()).isEqualTo(200);
        }
        station().postgres().proxy().weather(Weather.DOWN);
        Map<String, Integer> answers = new TreeMap<>();
        long began = System.nanoTime();
        await().pollInterval(Duration.ofSeconds(1)).atMost(away.plusMinutes(2)).until(() -> {
            for (String feed : List.of(
                    "/feeds/all.rss",
                    "/feeds/all.atom",
                    "/feeds/all.json",
                    "/feeds/source/laiyuan-1.rss",
                    "/feeds/region/620700.json",
                    "/feeds/search.atom?q=%E6%98%A5",
                    "/feeds/source/nie-gesehen.json")) {
                answers.merge(judged(feed, since(began)), 1, Integer::sum);
            }
            return since(began).compareTo(away) >= 0;
        });
        drill.recover(() -> station().postgres().proxy().weather(Weather.FINE));
        drill.end(
                "away_s=" + away.toSeconds(),
                "feeds=" + answers,
                "answers_202=" + drill.ledger().answers(202));
        assertThat(answers.keySet()).isSubsetOf("200 in its life", "200 with Age", "503 with Retry-After");
        assertThat(answers).containsKey("200 with Age");
        assertThat(drill.ledger().statuses()).as("pushes go on").isSubsetOf(202, Ledger.NO_ANSWER);
    }

    private static Duration since(long began) {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    /** What a reader gets who asks so long after the database went away. */
    private String judged(String feed, Duration away) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = station().program().get(feed);
        if (answer.statusCode() == 503) {
            return "503" + (answer.headers().firstValue("Retry-After").isPresent() ? " with Retry-After" : " alone");
        }
        if (answer.statusCode() != 200) {
            return feed + " " + answer.statusCode();
        }
        String format = feed.replaceFirst("\\?.*", "").replaceFirst(".*\\.", "");
        boolean empty = FeedDocument.read(format, answer.body()).entries().isEmpty();
        String held = answer.headers().firstValue("Age").isPresent()
                ? "with Age"
                : away.compareTo(LIFE) < 0 ? "in its life" : "alone " + feed;
        return (empty ? feed + " empty " : "") + "200 " + held;
    }
}
