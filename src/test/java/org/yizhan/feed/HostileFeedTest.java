package org.yizhan.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yizhan.Row;
import org.yizhan.article.Unreadable;

/** Feeds made to hurt. The deadline is no measure of speed: what costs the square of its size would take hours here. */
@Row("S11")
class HostileFeedTest {

    private static final Duration HOURS_AWAY = Duration.ofSeconds(60);

    private static Arguments item(String name, Supplier<String> inside) {
        return Arguments.of(name, (Supplier<String>) () -> "<rss><channel><item><guid>1</guid>" + inside.get());
    }

    static List<Arguments> items() {
        return List.of(
                item("200,000 elements deep", () -> "<a>".repeat(200_000)),
                item("200,000 elements deep in a description", () -> "<description>" + "<b>".repeat(200_000)),
                item("100,000 namespaces deep", () -> "<a xmlns:n='u'>".repeat(100_000)),
                item("open titles", () -> "<title>".repeat(500_000)),
                item("open CDATA", () -> "<title>" + "<![CDATA[".repeat(500_000)),
                item("signs <", () -> "<title>" + "<".repeat(2_000_000)),
                item("ampersands", () -> "<title>" + "&".repeat(2_000_000)),
                item("references", () -> "<title>" + "&amp;".repeat(500_000)),
                item("open tags in a title", () -> "<title>" + "&lt;a ".repeat(500_000)),
                item("open comments in a title", () -> "<title>" + "&lt;!--".repeat(500_000)),
                item("scripts in a title", () -> "<title>" + "&lt;script>".repeat(300_000)),
                item("ends of scripts in a title", () -> "<title>&lt;script>" + "&lt;/script".repeat(300_000)),
                item("attributes", () -> "<enclosure " + "a='b' ".repeat(500_000) + "/>"),
                item("ends of nothing", () -> "</x>".repeat(1_000_000)),
                item("addresses", () -> "<author>" + "a@".repeat(1_000_000)),
                item(
                        "links",
                        () -> "<link>https://a.example/</link><description>" + "&lt;a href=b&gt;".repeat(100_000)),
                item(
                        "spaces",
                        () -> "<pubDate>" + " ".repeat(2_000_000) + "</pubDate><author>a" + " ".repeat(1_000_000)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("items")
    void keepsTheEntry(String name, Supplier<String> text) {
        FeedDocument feed = assertTimeoutPreemptively(HOURS_AWAY, () -> Fixture.parse(text.get()));

        assertThat(feed.entries())
                .as(name)
                .singleElement()
                .satisfies(entry -> assertThat(entry.id()).isEqualTo("1"));
    }

    @Test
    void readsFiveThousandOfAMillionEntriesAndSaysSo() {
        FeedDocument feed = assertTimeoutPreemptively(
                HOURS_AWAY, () -> Fixture.parse("<rss><channel>" + "<item/>".repeat(1_000_000)));

        assertThat(feed.entries()).hasSize(FeedReader.MOST_ENTRIES);
        assertThat(feed.warnings()).singleElement().asString().contains("5000");
    }

    @Test
    void readsFiveThousandEntriesOfJsonAndSaysSo() {
        FeedDocument feed = Fixture.parse("{\"items\":[" + "{\"title\":7},".repeat(6_000) + "{}]}");

        assertThat(feed.entries()).hasSize(FeedReader.MOST_ENTRIES);
        assertThat(feed.warnings()).singleElement().asString().contains("5000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":"})
    void refusesEndlessJson(String piece) {
        String json = "{\"items\":[" + piece.repeat(2_000_000);

        assertThat(assertTimeoutPreemptively(HOURS_AWAY, () -> refusal(json))).isEqualTo("unreadable-json");
    }

    @Test
    void readsFiveThousandItemsOfEndlessJsonAndSaysSo() {
        FeedDocument feed = assertTimeoutPreemptively(
                HOURS_AWAY, () -> Fixture.parse("{\"items\":[" + "{\"id\":7},".repeat(2_000_000)));

        assertThat(feed.entries()).hasSize(FeedReader.MOST_ENTRIES);
        assertThat(String.join("\n", feed.warnings())).contains("cut off", "5000");
    }

    @Test
    void passesOverSectionsThatNobodyClosed() {
        String item = "<item><title><![CDATA[一</title></item>";

        FeedDocument feed =
                assertTimeoutPreemptively(HOURS_AWAY, () -> Fixture.parse("<rss><channel>" + item.repeat(200_000)));

        assertThat(feed.entries()).hasSize(FeedReader.MOST_ENTRIES);
    }

    private static String refusal(String text) {
        try {
            return Fixture.parse(text).format();
        } catch (Unreadable refused) {
            return refused.error();
        }
    }

    @Test
    void passesOverADoctypeOfAnyLength() {
        String bombs = "<!DOCTYPE rss [" + "<!ENTITY a \"&a;&a;\">".repeat(200_000) + "]>";

        FeedDocument feed = assertTimeoutPreemptively(
                HOURS_AWAY, () -> Fixture.parse(bombs + "<rss><channel><title>&a;</title></channel></rss>"));

        assertThat(feed.title()).isEqualTo("&a;");
    }

    @Test
    void readsWhatIsLeftOfATruncatedFeed() {
        String whole = "<rss><channel><title>某网</title><item><title>一</title><guid>1</guid></item>"
                + "<item><title>二</title><guid>2</guid></item></channel></rss>";

        for (int length = "<rss>".length(); length <= whole.length(); length++) {
            FeedDocument feed = Fixture.parse(whole.substring(0, length));
            assertThat(feed.entries().size()).isLessThanOrEqualTo(2);
        }
    }
}
