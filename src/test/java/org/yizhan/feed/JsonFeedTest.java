package org.yizhan.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yizhan.article.Unreadable;

class JsonFeedTest {

    @Test
    void readsVersion11() {
        FeedDocument feed = Fixture.read("json-feed-1.1.json");

        assertThat(feed.format()).isEqualTo("json 1.1");
        assertThat(feed.title()).isEqualTo("某网");
        assertThat(feed.link()).isEqualTo("https://www.example.gov.cn/");
        assertThat(feed.self()).contains("https://www.example.gov.cn/rss/feed.json");
        assertThat(feed.hub()).contains("https://hub.example.org/");
        assertThat(feed.description()).isEqualTo("通知 &lt;公告&gt;");
        assertThat(feed.language()).isEqualTo("zh-CN");
        assertThat(feed.author()).isEqualTo("某厅");
    }

    @Test
    void readsAnItem() {
        FeedEntry first = Fixture.read("json-feed-1.1.json").entries().getFirst();

        assertThat(first.key()).isEqualTo("17");
        assertThat(first.link()).isEqualTo("https://www.example.gov.cn/rss/1.html");
        assertThat(first.html()).isEqualTo("<p><img src=\"https://www.example.gov.cn/rss/1.jpg\">正文</p>");
        assertThat(first.published()).contains(Instant.parse("2026-11-22T02:00:00Z"));
        assertThat(first.updated()).contains(Instant.parse("2026-11-23T02:00:00Z"));
        assertThat(first.categories()).containsExactly("公示", "公告");
        assertThat(first.authors()).containsExactly("https://a.example.org/", "李思");
        assertThat(first.enclosures())
                .containsExactly(
                        new FeedEntry.Enclosure("https://www.example.gov.cn/rss/1.pdf", "application/pdf", 4096));
    }

    @Test
    void readsPlainTextAndKeepsItems() {
        FeedDocument feed = Fixture.read("json-feed-1.1.json");

        assertThat(feed.entries()).hasSize(3);
        assertThat(feed.entries().get(1).html()).isEqualTo("3 &lt; 5<br>第二行");
        assertThat(feed.entries().get(1).link()).isEqualTo("https://other.example.org/");
        assertThat(feed.entries().get(2).key()).startsWith("urn:sha256:");
    }

    @Test
    void readsTheSingleAuthorOfVersion10() {
        FeedDocument feed = Fixture.read("json-feed-1.0-author.json");

        assertThat(feed.author()).isEqualTo("某局");
        assertThat(feed.entries()).hasSize(2);
        assertThat(feed.entries().get(1).authors()).containsExactly("某局");
        assertThat(feed.entries().get(1).body()).isEqualTo("乙");
    }

    @Test
    void keepsTheWholeItemsOfAFeedThatWasCutOff() {
        String whole = "{\"title\":\"某网\",\"items\":[{\"id\":\"1\"},{\"id\":\"2\"},{\"id\":\"3\"}]}";

        FeedDocument feed = Fixture.parse(whole.substring(0, whole.indexOf("\"3")));

        assertThat(feed.title()).isEqualTo("某网");
        assertThat(feed.entries()).extracting(FeedEntry::id).containsExactly("1", "2");
        assertThat(feed.warnings()).singleElement().asString().contains("cut off after 2 items");
    }

    @Test
    void leavesOutItemsThatSayNothing() {
        FeedDocument feed = Fixture.parse("{\"items\":[null,7,{\"id\":null},{\"title\":\"一\"}]}");

        assertThat(feed.entries()).extracting(FeedEntry::title).containsExactly("一");
        assertThat(feed.warnings()).containsExactly("3 items say nothing and were left out");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{ | unreadable-json", "{\"items\":{}} | no-feed", "{} | no-feed"})
    void refusesOtherJson(String text, String error) {
        assertThat(catchThrowableOfType(Unreadable.class, () -> Fixture.parse(text))
                        .error())
                .isEqualTo(error);
    }
}
