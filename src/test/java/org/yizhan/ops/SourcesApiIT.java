package org.yizhan.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.MultiMap;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yizhan.article.Channel;
import org.yizhan.fetch.Fetched;
import org.yizhan.ingest.RestingFiles;
import org.yizhan.ingest.poll.Channels;
import org.yizhan.ingest.poll.HubSubscriptions;
import org.yizhan.ingest.poll.PollFailures;
import org.yizhan.ingest.poll.SourceControl;
import org.yizhan.ingest.poll.SourceWatch;

class SourcesApiIT {

    private static final Instant NOW = Instant.parse("2026-11-23T04:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static EmbeddedPostgres server;
    private static DataSource database;

    private final SourceWatch watch = new SourceWatch(database, CLOCK);
    private final SourcesApi api =
            new SourcesApi(watch, new SourceControl(database, CLOCK), past(), new Audit(database, CLOCK), CLOCK);

    @BeforeAll
    static void open() throws IOException, SQLException {
        server = Letters.database();
        database = server.getPostgresDatabase();
        new Channels(database, CLOCK, new Random(1))
                .declare(List.of(
                        channel("good", Channel.Kind.POLL_FEED),
                        channel("bad", Channel.Kind.POLL_LIST),
                        channel("push", Channel.Kind.PUSH)));
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("""
                    update channel set last_attempt = '2026-11-23T03:59:00Z', next_at = '2026-11-23T04:30:00Z';
                    update channel set streak = 7, fault = 'http-5xx', status = 502, detail = 'bad gateway',
                        failing_since = '2026-11-22T03:59:00Z' where id = 'bad';
                    insert into poll values ('bad', 0, '2026-11-23T03:59:00Z', 'http-5xx', 502, 12, 0, 0, 0, 0, 'x');
                    insert into poll values ('bad', 1, '2026-11-23T02:59:00Z', 'http-5xx', 502, 12, 0, 0, 0, 0, 'y');
                    """);
        }
    }

    @AfterAll
    static void close() throws IOException {
        server.close();
    }

    private static Channel channel(String id, Channel.Kind kind) {
        return new Channel(
                id, kind, id, kind == Channel.Kind.PUSH ? Map.of() : Map.of("url", "https://" + id + ".example/"));
    }

    private JsonNode list(String... parameters) throws SQLException, IOException {
        var query = MultiMap.caseInsensitiveMultiMap();
        for (int n = 0; n < parameters.length; n += 2) {
            query.add(parameters[n], parameters[n + 1]);
        }
        return Answer.JSON.readTree(api.list(query).body().getBytes());
    }

    @Test
    void listsTheWorstFirstWithCountsOfEveryState() throws SQLException, IOException {
        JsonNode answer = list("limit", "1");

        JsonNode worst = answer.path("sources").path(0);
        assertThat(worst.path("channel").asText()).isEqualTo("bad");
        assertThat(worst.path("state").asText()).isEqualTo("failing");
        assertThat(worst.path("failingSince").asText()).isEqualTo("2026-11-22T03:59:00Z");
        assertThat(worst.path("lastSuccess").isNull()).isTrue();
        assertThat(answer.path("total").asInt()).isEqualTo(3);
        assertThat(answer.path("states").path("push-only").asInt()).isEqualTo(1);
        assertThat(answer.path("states").path("gone").asInt()).isZero();
        assertThat(answer.path("next").asText()).contains("offset=1");
    }

    @Test
    void filtersAndRefusesWhatItDoesNotKnow() throws SQLException, IOException {
        assertThat(list("state", "push-only")
                        .path("sources")
                        .path(0)
                        .path("channel")
                        .asText())
                .isEqualTo("push");
        assertThat(list("q", "GOOD", "kind", "poll-feed").path("total").asInt()).isEqualTo(1);
        assertThat(list("state", "ill").path("detail").asText()).contains("push-only");
        assertThat(list("sort", "colour").path("status").asInt()).isEqualTo(400);
        assertThat(list("limit", "501").path("status").asInt()).isEqualTo(400);
    }

    @Test
    void showsTheLastPolls() throws SQLException, IOException {
        JsonNode found = Answer.JSON.readTree(api.find("bad").body().getBytes());

        assertThat(found.path("polls")).hasSize(2);
        assertThat(found.path("polls").path(0).path("detail").asText()).isEqualTo("x");
        assertThat(api.find("none").status()).isEqualTo(404);
    }

    @Test
    void pausesResumesAndPolls() throws SQLException {
        assertThat(api.pause("good", by("")).status()).isEqualTo(200);
        assertThat(api.pause("good", by("")).status()).isEqualTo(200);
        assertThat(api.pause("good", by("umbau")).status()).isEqualTo(409);
        assertThat(api.poll("good", by("")).status()).isEqualTo(409);
        assertThat(api.resume("good", by("")).status()).isEqualTo(202);
        assertThat(api.poll("good", by("")).status()).isEqualTo(202);
        assertThat(watch.find("good").orElseThrow().next()).contains(NOW.plusSeconds(240));
        assertThat(api.poll("push", by("")).status()).isEqualTo(409);
        assertThat(api.pause("none", by("")).status()).isEqualTo(404);
        List<Audit.Line> lines = new Audit(database, CLOCK)
                .list(new AuditQuery("", "", "good", Instant.EPOCH, NOW.plusSeconds(9), Long.MAX_VALUE, 9));
        assertThat(lines).as("a second pause changes nothing").hasSize(3);
        assertThat(lines.getLast().detail())
                .contains(
                        "\"before\": {\"next\": \"2026-11-23T04:30:00Z\"",
                        "\"after\": {\"next\": \"never\", \"state\": \"paused\"}");
        assertThat(lines.get(1).detail()).contains("\"before\": {\"next\": \"never\", \"state\": \"paused\"}");
    }

    @Test
    void troublesNameWhatHasToBeLookedAt() {
        var troubles = new SourceTroubles(
                        watch,
                        new PollFailures(database, CLOCK),
                        new SourceTroubles.Supply(() -> Optional.of(NOW), Map::of, Set::of))
                .look()
                .troubles();

        assertThat(troubles).extracting(Trouble::subject).containsExactly("network", "bad");
        assertThat(troubles.getLast().english()).contains("http-5xx", "bad gateway", "in a row: 7");
    }

    private static Order by(String reason) {
        return new Order("ops", reason, List.of(), Optional.empty());
    }

    private SourcePast past() {
        return new SourcePast(
                database, hubs(), new FailedFiles(List::of, new RestingFiles(CLOCK), CLOCK), Map::of, CLOCK);
    }

    private HubSubscriptions hubs() {
        return new HubSubscriptions(
                database,
                wanted -> new Fetched.NotModified(Optional.empty(), Map.of(), Duration.ZERO),
                CLOCK,
                new SecureRandom(),
                "http://127.0.0.1",
                (channel, document, contentType) -> {});
    }
}
