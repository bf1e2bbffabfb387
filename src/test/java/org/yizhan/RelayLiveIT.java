package org.yizhan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An open list at the whole program: what is pushed at one end is told at the other. */
@ExtendWith(Relay.Shared.class)
class RelayLiveIT {

    @Test
    void whatIsPushedIsToldToWhoHasTheListOpen(Relay relay) throws Exception {
        String id = UUID.randomUUID().toString();
        String title = "实时一篇 " + id;
        List<String> lines = new CopyOnWriteArrayList<>();
        try (HttpClient client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(relay.address("/live?source=shishi-zhan"))
                    .build();
            HttpResponse<Stream<String>> answer = client.send(request, BodyHandlers.ofLines());
            assertThat(answer.statusCode()).isEqualTo(200);
            Thread.ofVirtual().start(() -> read(answer.body(), lines));
            await().until(() -> lines.stream().anyMatch(line -> line.startsWith("id: ")));
            relay.push(Relay.article("shishi-zhan", id, title, "今天的事，今天告诉。" + id));
            await().until(() -> lines.contains("event: story"));
            assertThat(lines).anyMatch(line -> line.startsWith("data: ") && line.contains(title));
            String metrics = relay.observe("GET", "/observe/metrics").toString();
            assertThat(metrics)
                    .containsPattern("yizhan_deliver_readers [1-9]")
                    .containsPattern("yizhan_deliver_events_total\\{event=\"story\"\\} [1-9]");
            client.shutdownNow();
        }
    }

    private static void read(Stream<String> body, List<String> lines) {
        try (body) {
            body.forEach(lines::add);
        } catch (UncheckedIOException over) {
            lines.add("over");
        }
    }
}
