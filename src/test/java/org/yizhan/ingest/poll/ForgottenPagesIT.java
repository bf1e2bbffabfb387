package org.yizhan.ingest.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yizhan.SetClock;
import org.yizhan.article.Channel;
import org.yizhan.article.Identity;

class ForgottenPagesIT {

    private static PollDatabase database;

    @BeforeAll
    static void open() throws IOException {
        database = new PollDatabase();
    }

    @AfterAll
    static void close() throws IOException {
        database.close();
    }

    private static Channel channel(String id) {
        return new Channel(id, Channel.Kind.POLL_LIST, "source-" + id, Map.of("url", "https://" + id + ".example/"));
    }

    private static String page(String channel, String url, String hints) {
        return "insert into errand (channel, rank, url, host, due_at, hints) values ('%s', 2, '%s', 'h', now(), '%s');"
                .formatted(channel, url, hints);
    }

    @Test
    void forgetsWhatIsThereOfAnArticleThatRunsOverSeveralPagesAndNothingElse() throws SQLException {
        var clock = new SetClock(Instant.parse("2026-11-23T04:00:00Z"));
        new Channels(database.pool(), clock, new Random(3)).declare(List.of(channel("a"), channel("b")));
        database.execute(page("a", "https://a.example/1", "{}")
                + page("a", "https://a.example/2?page=2", "{\"article\":\"https://a.example/2\",\"part-1\":\"5a2L\"}")
                + page("a", "https://a.example/3?page=2", "{\"article-found-at\":\"https://a.example/3\"}")
                + page("a", "https://a.example/4", "{\"title\":\"https://a.example/1\"}")
                + page("b", "https://a.example/1", "{}"));

        int forgotten = new PollStore(database.pool())
                .forget("source-a", List.of("https://a.example/1", "https://a.example/2", "https://a.example/3"));

        assertThat(forgotten).isEqualTo(3);
        assertThat(database.ask(
                        "select channel || ' ' || url from errand where rank = 2 and channel in ('a', 'b') order by 1"))
                .containsExactly("a https://a.example/4", "b https://a.example/1");
        assertThat(database.ask("select count(*) from errand where rank = 0 and channel in ('a', 'b')"))
                .containsExactly("2");
    }

    /** An hour, a day and a week after the first fetch. */
    @Test
    void forgetsTheVisitsToComeAndTheOneThatIsUnderWay() throws SQLException {
        String url = "https://v.example/1";
        var clock = new SetClock(Instant.parse("2026-11-23T04:00:00Z"));
        new Channels(database.pool(), clock, new Random(3)).declare(List.of(channel("v")));
        var store = new PollStore(database.pool());
        database.execute("delete from errand where channel = 'v'");
        database.execute(visit(url, "https://v.example/2") + """
                insert into host (name, ready_at, next_start_at, gap) values ('v.example', now(), now(), 5500)
                    on conflict do nothing;
                update host set ready_at = '-infinity', next_start_at = '-infinity' where name = 'v.example';
                insert into channel_answer (channel, at, status, fault, headers, said)
                values ('v', now(), 200, '', '{}', '')""");
        Claim underWay = store.claim(1, clock.instant()).getFirst();
        assertThat(underWay.url()).isEqualTo(url);

        assertThat(store.forget("source-v", List.of(url))).isEqualTo(1);
        database.execute(
                "insert into erasure_order (article_id, requested_at, operator, reason, letters, mentions, pages)"
                        + " values ('%s', now(), 'ops', 'asked', 0, '{}', 1)"
                                .formatted(Identity.article("source-v", url)));

        var next = new Errand(Claim.Task.AGAIN, url, Map.of("title", "题"));
        var poll = new Poll(underWay, List.of(), Poll.News.of(Timing.never(Why.LEARNED))).then(Optional.of(next));
        assertThat(store.settle(poll, clock.instant()))
                .as("nothing of it is stored")
                .isFalse();
        assertThat(database.ask("select url from errand where channel = 'v'")).containsExactly("https://v.example/2");
        assertThat(database.ask("select channel from channel_answer where channel = 'v'"))
                .isEmpty();
        namedAgain(store, clock, url);
    }

    /** By its list, beside a page that is wanted. */
    private static void namedAgain(PollStore store, SetClock clock, String url) throws SQLException {
        clock.pass(Duration.ofMinutes(10));
        Claim other = store.claim(1, clock.instant()).getFirst();
        var errands = List.of(
                new Errand(Claim.Task.PAGE, url, Map.of()),
                new Errand(Claim.Task.AGAIN, url, Map.of()),
                new Errand(Claim.Task.PAGE, "https://v.example/3", Map.of()));
        var news = Poll.News.of(Timing.never(Why.LEARNED)).naming(List.of(), errands);

        assertThat(store.settle(new Poll(other, List.of(), news), clock.instant()))
                .isTrue();
        assertThat(database.ask("select url from errand where channel = 'v'")).containsExactly("https://v.example/3");
    }

    private static String visit(String first, String second) {
        String sql = "insert into errand (channel, rank, url, host, due_at, hints) values"
                + " ('v', 3, '%s', 'v.example', '2026-11-23T03:00:00Z', '{\"title\":\"题\"}'),"
                + " ('v', 3, '%s', 'v.example', '2026-11-23T03:30:00Z', '{}');";
        return sql.formatted(first, second);
    }
}
