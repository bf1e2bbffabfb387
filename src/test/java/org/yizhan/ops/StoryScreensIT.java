package org.yizhan.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yizhan.article.Mending;

class StoryScreensIT {

    private static OperatorEdge edge;

    private final UUID origin = UUID.randomUUID();
    private final UUID copy = UUID.randomUUID();
    private final UUID story = edge.tell(origin, copy);

    @BeforeAll
    static void open() throws Exception {
        edge = new OperatorEdge();
    }

    @AfterAll
    static void close() throws Exception {
        edge.close();
    }

    private OperatorEdge.Answered send(String path, String... fields) throws Exception {
        var body = new StringBuilder();
        for (int i = 0; i < fields.length; i += 2) {
            body.append(i == 0 ? "" : "&")
                    .append(fields[i])
                    .append('=')
                    .append(URLEncoder.encode(fields[i + 1], StandardCharsets.UTF_8));
        }
        return edge.send(edge.request(path, "Content-Type", "application/x-www-form-urlencoded", "Accept", "text/html")
                .POST(BodyPublishers.ofString(body.toString())));
    }

    private Mending last() {
        return (Mending) edge.sent.getLast();
    }

    @Test
    void listsTheMembersWithABoxForEach() throws Exception {
        var page = edge.get("/ops/stories/" + story);

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).contains("2 篇稿件", "value=\"" + origin + "\"", "value=\"" + copy + "\"");
        assertThat(page.body()).contains("/api/v1/ops/stories/" + story);
        var json = edge.get("/api/v1/ops/stories/" + story).json();
        assertThat(json.path("articles").findValuesAsText("articleId"))
                .containsExactlyInAnyOrder(origin.toString(), copy.toString());
        assertThat(edge.get("/api/v1/ops/stories/" + UUID.randomUUID()).status())
                .isEqualTo(404);
    }

    @Test
    void splitsWhatWasChosen() throws Exception {
        var answer = send("/ops/stories/" + story + "/split", "article", copy.toString(), "reason", "两件事", "key", "k1");

        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.header("location")).isEqualTo("/ops/stories/" + story + "?done=1");
        assertThat(last().action()).isEqualTo(Mending.Action.SPLIT);
        assertThat(last().articles()).containsExactly(copy);
    }

    @Test
    void aFormThatIsSentTwiceIsOneOrder() throws Exception {
        send("/ops/stories/" + story + "/split", "article", copy.toString(), "reason", "两件事", "key", "twice");
        UUID first = last().key();
        send("/ops/stories/" + story + "/split", "article", copy.toString(), "reason", "两件事", "key", "twice");

        assertThat(last().key()).isEqualTo(first);
    }

    @Test
    void mergesWithTheStoryWhoseAddressWasGiven() throws Exception {
        UUID other = edge.tell(UUID.randomUUID());
        var answer = send(
                "/ops/stories/" + story + "/merge",
                "story",
                " https://news.example/stories/" + other,
                "reason",
                "同一件事",
                "key",
                "k2");

        assertThat(answer.status()).isEqualTo(303);
        assertThat(last().action()).isEqualTo(Mending.Action.MERGE);
        assertThat(last().articles()).containsExactlyInAnyOrder(origin, other);
    }

    @Test
    void takesAMendingBack() throws Exception {
        send("/ops/stories/" + story + "/split", "article", copy.toString(), "reason", "两件事", "key", "k3");
        edge.apply(last());
        assertThat(edge.get("/ops/stories/" + story).body()).contains("两件事", "撤销");

        var answer = send(
                "/ops/stories/" + story + "/undo", "mending", last().key().toString(), "reason", "看错了", "key", "k4");

        assertThat(answer.status()).isEqualTo(303);
        assertThat(last().action()).isEqualTo(Mending.Action.UNDO);
    }

    @Test
    void saysWhatToMendOnAPage() throws Exception {
        var nothing = send("/ops/stories/" + story + "/split", "reason", "两件事", "key", "k5");
        assertThat(nothing.status()).isEqualTo(422);
        assertThat(nothing.body()).contains("<html", "nothing was chosen");

        var noReason = send("/ops/stories/" + story + "/split", "article", copy.toString(), "key", "k6");
        assertThat(noReason.status()).isEqualTo(422);
        assertThat(noReason.body()).contains("reason is required");

        assertThat(edge.get("/ops/stories/" + UUID.randomUUID()).status()).isEqualTo(404);
        assertThat(edge.get("/ops/stories/%3Cb%3E").status()).isEqualTo(404);
    }
}
