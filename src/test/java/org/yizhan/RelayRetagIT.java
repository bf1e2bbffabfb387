package org.yizhan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Other dictionaries for articles that are stored already. */
class RelayRetagIT {

    private static final String FEED = "topic/lantern-craft";

    @TempDir
    Path dictionaries;

    @Test
    void filesStoredArticlesUnderATopicThatIsNew() throws Exception {
        try (Relay relay = Relay.start(Map.of("YIZHAN_DICTIONARIES", dictionaries.toString()))) {
            String article =
                    relay.publish(Relay.article("zigong-zhan", "1", "扎灯夜校开课", "扎灯夜校昨晚在文化馆开课，二十名学员从劈篾学起，两个月后办展。"));
            String gone = relay.publish(Relay.article("zigong-zhan", "2", "扎灯艺人招收学徒", "扎灯老艺人今年招收学徒六名，报名截至月底，食宿由作坊承担。"));
            relay.delete("/api/v1/articles/zigong-zhan/2");
            relay.settle();
            String story = relay.row(article).path("storyId").asText();
            JsonNode before = item(relay, story);
            List<FeedItem> all = relay.feed("all", "json");
            assertThat(before.path("date_modified").asText()).isNotEmpty();
            teach(relay);
            long seq = relay.row(article).path("seq").asLong();
            assertThat(relay.feed(FEED, "json")).isEmpty();

            JsonNode done = retag(relay);

            assertThat(done.path("sent").asInt()).isEqualTo(1);
            assertThat(done.path("leftOut").asInt()).isEqualTo(1);
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(relay.feed(FEED, "json")).hasSize(1));
            assertThat(item(relay, story).path("date_published")).isEqualTo(before.path("date_published"));
            assertThat(item(relay, story).path("date_modified")).isEqualTo(before.path("date_modified"));
            assertThat(relay.feed("all", "json")).isEqualTo(all);
            assertThat(relay.row(article).path("seq").asLong()).isGreaterThan(seq);
            assertThat(relay.row(gone).path("status").asText()).isEqualTo("withdrawn");

            List<JsonNode> export = relay.export();
            retag(relay);
            relay.settle();
            assertThat(relay.export()).isEqualTo(export);
            relay.assertGoesOn();
        }
    }

    private void teach(Relay relay) throws Exception {
        Files.writeString(dictionaries.resolve("topics.local.txt"), "[lantern-craft] 花灯技艺\n6: 扎灯\n");
        Answer reloaded = relay.operate("POST", "/api/v1/ops/dictionaries/reload", "");
        assertThat(reloaded.status()).as(reloaded.toString()).isEqualTo(200);
    }

    /** Orders it for the source, and waits until it is done and published. */
    private static JsonNode retag(Relay relay) throws Exception {
        Answer ordered =
                relay.operate("POST", "/api/v1/ops/retag", "{\"since\":\"2026-01-01\",\"source\":\"zigong-zhan\"}");
        assertThat(ordered.status()).as(ordered.toString()).isEqualTo(202);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> newest(relay).path("done").asBoolean());
        relay.settle();
        assertThat(newest(relay).path("id")).isEqualTo(ordered.json().path("id"));
        return newest(relay);
    }

    private static JsonNode newest(Relay relay) throws Exception {
        return relay.operate("GET", "/api/v1/ops/retag", "")
                .json()
                .path("retags")
                .path(0);
    }

    private static JsonNode item(Relay relay, String story) throws Exception {
        return relay.get("/feeds/story/" + story + ".json").json().path("items").path(0);
    }
}
