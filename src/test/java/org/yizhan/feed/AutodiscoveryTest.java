package org.yizhan.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class AutodiscoveryTest {

    @Test
    void findsTheFeedsAPageLinksTo() {
        String page = new String(Fixture.bytes("page-with-feeds.html"), StandardCharsets.UTF_8);

        assertThat(Autodiscovery.find(page, "https://www.example.gov.cn/yw/"))
                .containsExactly(
                        new Autodiscovery.Found("https://www.example.gov.cn/rss/yw.xml", "application/rss+xml", "要闻"),
                        new Autodiscovery.Found("https://www.example.gov.cn/yw/atom.xml", "application/atom+xml", ""),
                        new Autodiscovery.Found("https://www.example.gov.cn/feed.json", "application/feed+json", ""));
    }

    @Test
    void findsNoneWhereThereIsNone() {
        assertThat(Autodiscovery.find("<html><a href=/rss>RSS</a>", "https://www.example.gov.cn/"))
                .isEmpty();
    }
}
