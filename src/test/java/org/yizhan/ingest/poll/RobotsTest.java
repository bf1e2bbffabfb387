package org.yizhan.ingest.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RobotsTest {

    private static Robots robots(String text) {
        return Robots.read(text.replace('|', '\n').getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource({
        "'', /a, true",
        "'User-agent: *|Disallow: /', /a, false",
        "'User-agent: *|Disallow:', /a, true",
        "'User-agent: *|Disallow: /a', /abc, false",
        "'User-agent: *|Disallow: /a|Allow: /ab', /abc, true",
        "'User-agent: *|Disallow: /a|Allow: /a', /abc, true",
        "'User-agent: *|Disallow: /|User-agent: Yizhan|Allow: /', /a, true",
        "'User-agent: yizhan/2.0|Disallow: /|User-agent: *|Allow: /', /a, false",
        "'User-agent: yizhanbot|Disallow: /', /a, true",
        "'User-agent: other|User-agent: *|Disallow: /x', /x, false",
        "'User-agent: other|Disallow: /x|User-agent: *|Disallow: /y', /x, true",
        "'user-agent:*|DISALLOW: /*.pdf$ # files', /a/b.pdf, false",
        "'User-agent: *|Disallow: /*.pdf$', /a/b.pdf?x, true",
        "'User-agent: *|Disallow: /a/*/c', /a/b/c/d, false",
        "'User-agent: *|Disallow: /a?x=', /a?x=1, false",
        "'\uFEFFUser-agent: *|Disallow: /a', /a, false",
        "'Disallow: /a', /a, true",
        "'<html><body>404</body></html>', /a, true",
        "'User-agent: *|Disallow: /(a+)+$', /(a+)+, false",
    })
    void readsRulesAsTheStandardSays(String text, String path, boolean allowed) {
        Robots robots = robots(text);

        assertThat(robots.allow("https://a.example" + path)).isEqualTo(allowed);
        assertThat(Robots.read(robots.written()).allow("https://a.example" + path))
                .isEqualTo(allowed);
    }

    @Test
    @Timeout(5)
    void manyStarsCostLittle() {
        Robots robots = robots("User-agent: *|Disallow: /" + "*a".repeat(12) + "$");

        assertThat(robots.allow("https://a.example/" + "ab".repeat(200))).isTrue();
    }
}
