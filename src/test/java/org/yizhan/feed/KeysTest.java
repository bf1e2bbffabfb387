package org.yizhan.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class KeysTest {

    private static List<String> keys(String fixture) {
        return Fixture.read(fixture).entries().stream().map(FeedEntry::key).toList();
    }

    @Test
    void letsTheLinkDecideWhereAGuidRepeats() {
        assertThat(keys("rss-guid-repeated.xml"))
                .containsExactly(
                        "https://www.example.gov.cn/1.html", "https://www.example.gov.cn/2.html", "autumn", "autumn");
    }

    @Test
    void knowsAnEntryWithoutGuidAndLinkByWhatItSays() {
        List<String> keys = keys("rss-guid-missing.xml");

        assertThat(keys.getFirst()).isEqualTo("https://www.example.gov.cn/a.html");
        assertThat(keys.subList(1, 4)).doesNotHaveDuplicates().allMatch(key -> key.matches("urn:sha256:[0-9a-f]{64}"));
    }

    @Test
    void keepsTheContentKeyWhereOnlyMarkupChanges() {
        FeedEntry plain = Fixture.parse(
                        "<rss><channel><item><title>题</title><description>文 字</description></item></channel></rss>")
                .entries()
                .getFirst();
        FeedEntry marked = Fixture.parse(
                        "<rss><channel><item><title>题</title><description>&lt;p&gt;文  字&lt;/p&gt;</description></item></channel></rss>")
                .entries()
                .getFirst();

        assertThat(marked.key()).isEqualTo(plain.key());
        assertThat(marked.contentHash()).isNotEqualTo(plain.contentHash());
    }

    @Test
    void doesNotMergeEntriesThatAllLinkToTheHomePage() {
        assertThat(keys("rss-link-is-home-page.xml")).doesNotHaveDuplicates().allMatch(key -> key.startsWith("urn:"));
    }

    @Test
    void keepsKeysOnOneLineAndShort() {
        List<String> keys = Fixture.parse("<rss><channel><item><guid>a\n  b</guid></item><item><guid>"
                        + "长".repeat(5_000) + "</guid></item></channel></rss>")
                .entries()
                .stream()
                .map(FeedEntry::key)
                .toList();

        assertThat(keys.getFirst()).isEqualTo("a b");
        assertThat(keys.getLast()).matches("urn:sha256:[0-9a-f]{64}");
    }
}
