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

class PutClockIT {

    private static final Instant NOW = Instant.parse("2026-11-23T04:00:00Z");
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

    /** A poll at a moment, with the next one five minutes and the host's next request five seconds later. */
    private static String polled(String channel, String at) {
        return """
                update channel set last_attempt = '%2$s', last_success = '%2$s', next_at = '%2$s'::timestamptz + interval '5 min'
                    where id = '%1$s';
                update errand set due_at = '%2$s'::timestamptz + interval '5 min' where channel = '%1$s';
                update host set next_start_at = '%2$s'::timestamptz + interval '5 s', lease_1 = '-infinity',
                    ready_at = '%2$s'::timestamptz + interval '5 min' where name = '%1$s.example';
                """.formatted(channel, at);
    }

    @Test
    void whatAClockPutOffThatWasAheadIsDueAsIfItHadBeenRight() throws SQLException {
        new Channels(database.pool(), new SetClock(NOW), new Random(3))
                .declare(List.of(channel("ahead"), channel("right")));
        database.execute("set time zone 'UTC';" + polled("ahead", "2026-11-23T06:00:00Z")
                + polled("right", "2026-11-23T03:59:00Z"));
        var clock = new PutClock(database.pool());

        assertThat(clock.moveBack(NOW)).isEqualTo(1);
        assertThat(clock.moveBack(NOW)).isZero();

        assertThat(database.ask("select channel || extract(epoch from due_at - '2026-11-23T04:00:00Z')::int from errand"
                        + " order by channel"))
                .containsExactly("ahead300", "right240");
        assertThat(database.ask("select name from host where next_start_at <= '2026-11-23T04:00:05Z' and ready_at <="
                        + " '2026-11-23T04:04:00Z' order by name"))
                .containsExactly("ahead.example", "right.example");
        assertThat(database.ask("select extract(epoch from last_attempt - '2026-11-23T04:00:00Z')::int from channel"
                        + " order by id"))
                .containsExactly("0", "-60");
    }
}
