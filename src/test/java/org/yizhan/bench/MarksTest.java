package org.yizhan.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarksTest {

    private final Newsroom newsroom = new Newsroom(1, "benchm1", 0.1, Instant.parse("2026-11-24T03:00:00Z"));

    private byte[] document(int... articles) {
        var text = new StringBuilder("<feed>新闻 other-000000001 ");
        for (int article : articles) {
            text.append("<title>")
                    .append(newsroom.id(article))
                    .append("</title><link>")
                    .append(newsroom.id(article))
                    .append("</link>");
        }
        return text.append("</feed>").toString().getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void findsEachArticleOnceCountedFromTheFirst() {
        var marks = new Marks(newsroom, 10);

        assertThat(marks.in(document(12, 10, 7)).articles()).containsExactly(0, 2);
        assertThat(marks.in(document()).articles()).isEmpty();
    }

    @Test
    void toldInboxesKeepTheFirstTimeAndKnowADocumentAgain() {
        var marks = new Marks(newsroom, 10);
        var inbox = new Inbox(new FollowedFeed("/feeds/all.atom", false, line -> true), "secret", true, 3);

        assertThat(inbox.take(marks.in(document(10)), 5)).isTrue();
        assertThat(inbox.take(marks.in(document(10, 12)), 9)).isTrue();
        assertThat(inbox.take(marks.in(document(10)), 11)).isFalse();

        assertThat(List.of(inbox.told(0), inbox.told(1), inbox.told(2))).containsExactly(5L, 0L, 9L);
        assertThat(inbox.isSigned(document(10), "sha256=00")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "region, 620000, region, 620702, true",
        "region, 620700, region, 620702, true",
        "region, 620702, region, 620702, true",
        "region, 620702, region, 620700, false",
        "region, 620700, region, 620800, false",
        "topic, minzheng, topic, minzheng, true",
        "topic, minzheng, organization, minzheng, false"
    })
    void aRegionsFeedHoldsTheRegionsInIt(String feed, String id, String scheme, String tag, boolean isIn) {
        assertThat(new Export.Label(scheme, tag).isIn(feed, id)).isEqualTo(isIn);
    }
}
