package org.yizhan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.yizhan.relay.Topic;

/** Operators' orders, from the management port to the topic that the stages read. */
@ExtendWith(Relay.Shared.class)
class RelayOrdersIT {

    private static final String TEXT =
            "县应急管理局昨日在体育场开展防汛演练，出动橡皮艇十二艘、冲锋舟三艘，" + "转移群众演员一百四十名，检验了各乡镇之间的通讯联络和物资调运，演练历时两个半小时。";

    private final Relay relay;

    RelayOrdersIT(Relay relay) {
        this.relay = relay;
    }

    private JsonNode audited(String object) throws Exception {
        return relay.operate("GET", "/api/v1/ops/audit?object=" + object, "")
                .json()
                .path("audit");
    }

    @Test
    void holdsASplitAgainstThePublishedStoryAndPutsItAmongTheArticles() throws Exception {
        String first = relay.publish(Relay.article("fangxun-yi", "1", "防汛演练在体育场举行", TEXT));
        String copy = relay.publish(Relay.article("fangxun-er", "1", "防汛演练在体育场举行", TEXT));
        String other = relay.publish(Relay.article("fangxun-san", "1", "图书馆周末延时", "市图书馆自本周起周末延时开放至晚九点。"));
        String story = relay.row(copy).path("storyId").asText();
        assertThat(relay.row(first).path("storyId").asText()).isEqualTo(story);
        String path = "/api/v1/ops/stories/" + story + "/split";
        String body = "{\"articles\":[\"%s\"],\"reason\":\"两次演练\"}";
        long before = relay.broker().records(Topic.NORMALIZED);

        assertThat(relay.operate("POST", path, body.formatted(other)).detail())
                .contains(other + " is in another story");
        assertThat(relay.broker().records(Topic.NORMALIZED)).isEqualTo(before);
        Answer ordered = relay.operate("POST", path, body.formatted(copy));

        assertThat(ordered.status()).as(ordered.toString()).isEqualTo(202);
        assertThat(relay.broker().records(Topic.NORMALIZED)).isEqualTo(before + 1);
        assertThat(audited(story).path(0).path("detail").path("mending").asText())
                .isEqualTo(ordered.json().path("mending").asText());
        relay.settle();
        relay.assertGoesOn();
    }

    @Test
    void ordersAnErasureAndSaysHowLongTheBrokerMayKeepCopies() throws Exception {
        String article = relay.publish(Relay.article("geren-zhan", "1", "寻人启事", "走失老人已于昨夜平安到家，感谢各位。"));
        Instant before = Instant.now();

        Answer ordered = relay.operate("POST", "/api/v1/ops/articles/" + article + "/erase", "{\"reason\":\"本人要求\"}");

        assertThat(ordered.status()).as(ordered.toString()).isEqualTo(202);
        // seven days of retention, and the one that a segment may stay open
        assertThat(Instant.parse(ordered.json().path("copiesInKafkaUntil").asText()))
                .isBetween(before.plus(Duration.ofDays(8)), Instant.now().plus(Duration.ofDays(9)));
        assertThat(audited(article).path(0).path("action").asText()).isEqualTo("erase");
        relay.settle();
        relay.assertGoesOn();
    }

    @Test
    void auditsWhatWasDoneToKeys() throws Exception {
        JsonNode key = relay.operate("POST", "/api/v1/ops/keys", "{\"source\":\"fangxun-yi\"}")
                .json();

        assertThat(audited(key.path("id").asText())).singleElement().satisfies(line -> {
            assertThat(line.path("action").asText()).isEqualTo("make-key");
            assertThat(line.path("detail").path("source").asText()).isEqualTo("fangxun-yi");
            assertThat(line.toString()).doesNotContain(key.path("key").asText());
        });
    }
}
