package org.yizhan;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a subscriber sees of tags. */
@ExtendWith(Relay.Shared.class)
class RelayTagsIT {

    private static final String NAME = "陇上社会工作";

    @Test
    void hasAFeedOfANameThatArticlesPrintAsTheirSource(Relay relay) throws Exception {
        String id = relay.publish(Relay.article("hexi-zhan", "tags-1", "夜校开课", "夜校本周开课，课表贴在门口。（转自" + NAME + "）"));

        var tags = relay.get("/api/v1/articles/" + id).json().path("tags");
        assertThat(StreamSupport.stream(tags.spliterator(), false)
                        .filter(tag -> tag.path("id").asText().equals(NAME)))
                .singleElement()
                .satisfies(tag -> assertThat(
                                tag.path("evidence").path(0).path("in").asText())
                        .isEqualTo("attribution"));
        Answer feed = relay.get("/feeds/organization/" + URLEncoder.encode(NAME, StandardCharsets.UTF_8) + ".json");
        assertThat(feed.status()).isEqualTo(200);
        assertThat(feed.json().path("items")).hasSize(1);
    }

    @Test
    void hasAnEmptyFeedOfAKnownBodyAndNoneOfAnUnknownOne(Relay relay) throws Exception {
        assertThat(relay.get("/feeds/organization/371402-minzhengju.atom").status())
                .isEqualTo(200);
        String unknown = URLEncoder.encode("从未见过的晚报", StandardCharsets.UTF_8);
        assertThat(relay.get("/feeds/organization/" + unknown + ".atom").status())
                .isEqualTo(404);
    }
}
