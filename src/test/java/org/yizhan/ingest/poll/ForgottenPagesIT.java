package org.yizhan.ingest.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yizhan.SetClock;
import org.yizhan.article.Channel;

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
        assertThat(database.ask("select channel || ' ' || url from errand where rank = 2 order by 1"))
                .containsExactly("a https://a.example/4", "b https://a.example/1");
        assertThat(database.ask("select count(*) from errand where rank = 0")).containsExactly("2");
    }
}
