package org.yizhan.ingest.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HubLinksTest {

    private static final String FOUND = "https://news.example.cn/feeds/all.atom";

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            <https://hub.example/>; rel="hub", <https://news.example.cn/a>; rel="self" | https://hub.example/ | https://news.example.cn/a
            <https://hub.example/>;rel=hub                                             | https://hub.example/ | -
            </hub>; type="text/html"; REL = "next HUB"                                 | https://news.example.cn/hub | -
            <https://a.example/?x=1,2>; rel=self, <https://b.example/>; rel=hub        | https://b.example/ | https://a.example/?x=1,2
            <https://a.example/>; rel=hub, <https://b.example/>; rel=hub               | https://a.example/ | -
            <https://a.example/>; rel="alternate"                                      | - | -
            <javascript:x>; rel=hub                                                    | - | -
            https://a.example/; rel=hub                                                | - | -
            ''                                                                         | - | -
            """)
    void findsTheHubAndTheFeedsOwnAddress(String header, String hub, String self) {
        HubLinks links = HubLinks.of(header, FOUND);

        assertThat(links.hub().orElse(null)).isEqualTo(hub);
        assertThat(links.self().orElse(null)).isEqualTo(self);
    }

    @Test
    void readsAHeaderOfAnyLengthInNoTime() {
        for (String piece : new String[] {"<", "<>;", ";a=\"", "<a>; rel =", " ", ";;"}) {
            Assertions.assertTimeoutPreemptively(
                    Duration.ofSeconds(2), () -> HubLinks.of(piece.repeat(32_000 / piece.length()), FOUND));
        }
    }
}
