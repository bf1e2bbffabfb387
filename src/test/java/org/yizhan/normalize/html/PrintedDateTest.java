package org.yizhan.normalize.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yizhan.article.PublicationTime;

class PrintedDateTest {

    private static final Instant NOW = Instant.parse("2026-11-23T04:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "https://x.example/zwgk/202611/t20261118_1.htm,                 2026-11-18",
        "https://x.example/art/2026/3/9/art_12_3.html,                  2026-03-09",
        "https://x.example/2026-03/17/c_1775.htm,                       2026-03-17",
        "https://x.example/2026/03/17/ARTI7x.shtml,                     2026-03-17",
        "http://x.example/n1/2026/0510/c1004-1.html,                    2026-05-10",
        "http://x.example/politics/20260509/3dd6/c.html,                2026-05-09",
        "https://x.example/html/2026-11/12/content_10.htm,              2026-11-12",
    })
    void readsTheDayOfAnAddress(String url, String day) {
        assertThat(PrintedDate.ofAddress(url, NOW))
                .map(at -> at.atZone(PublicationTime.ZONE).toLocalDate().toString())
                .contains(day);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://x.example/a/1.html",
                "https://x.example/202609/0123456789abcdef0123456789abcdef.shtml",
                "https://x.example/2026/13/45/a.html",
                "https://x.example/2031/01/01/a.html",
                "https://20260101.example/a.html",
                "",
            })
    void readsNoDayWhereThereIsNone(String url) {
        assertThat(PrintedDate.ofAddress(url, NOW)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "1794297600,                   2026-11-10T08:00:00Z",
        "1794297600000,                2026-11-10T08:00:00Z",
        "发布于 2026年9月3日 8:05 北京,   2026-09-03T00:05:00Z",
        "2026-09-03T08:05:00+08:00,    2026-09-03T00:05:00Z",
        "2026/9/3 08：05,              2026-09-03T00:05:00Z",
    })
    void readsADateInALine(String line, Instant at) {
        assertThat(PrintedDate.in(line, NOW)).contains(at);
    }
}
