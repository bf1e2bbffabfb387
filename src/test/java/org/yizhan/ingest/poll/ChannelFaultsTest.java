package org.yizhan.ingest.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yizhan.article.Channel;

class ChannelFaultsTest {

    private final ChannelFaults faults = new ChannelFaults(Set.of("100000", "620702")::contains);

    @Test
    void hasNothingToSayOfAGoodChannel() {
        var channel = channel(Map.of(
                "item", "ul.list > li:has(a)",
                "date", "span",
                "next", "a:contains(下一页)",
                "page-url", "https://a.gov.cn/index_{page-1}.htm",
                "pages", "3",
                "every", "10m",
                "region", "620702",
                "homepage", "https://a.gov.cn",
                "approved", "2025-07-02/",
                "page-body", "#zoom"));

        assertThat(faults.of(channel)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            item      | ul.list > li[class   | from character 13
            item      | li:nonsense          | from character 3
            page-body | #zoom >> p           | no CSS selector
            url       | a.gov.cn/list        | no http or https address
            homepage  | javascript:alert(1)  | no http or https address
            page-url  | https://a.gov.cn/2   | {page}
            every     | ten minutes          | 10m
            every     | 0m                   | 10m
            pages     | many                 | 1 to 99
            again     | never                | neither true nor false
            region    | 999999               | GB/T 2260
            approved  | since 2021           | interval
            """)
    void namesTheParameterAndWhatIsWrong(String name, String value, String fault) {
        assertThat(faults.of(channel(Map.of(name, value))))
                .singleElement()
                .asString()
                .startsWith(name)
                .contains(fault);
    }

    @Test
    void wantsAnAddressWherePolled() {
        assertThat(faults.of(new Channel("a-b", Channel.Kind.POLL_JSON, "a", Map.of("source", "a"))))
                .containsExactly("url is missing: the address to poll");
        assertThat(faults.of(new Channel("a-b", Channel.Kind.PUSH, "a", Map.of("source", "a"))))
                .isEmpty();
    }

    @Test
    void wantsPathsInJson() {
        var channel = new Channel(
                "a-b",
                Channel.Kind.POLL_JSON,
                "a",
                Map.of("url", "https://a.gov.cn/", "list", "data..list", "form", "a={page}"));

        assertThat(faults.of(channel)).singleElement().asString().startsWith("list “data..list” is no path");
    }

    @Test
    void wantsSlugs() {
        assertThat(faults.of(new Channel("A_b", Channel.Kind.PUSH, "甲", Map.of())))
                .hasSize(2);
    }

    private static Channel channel(Map<String, String> more) {
        var parameters = new HashMap<>(Map.of("source", "a", "name", "甲", "url", "https://a.gov.cn/list"));
        parameters.putAll(more);
        return new Channel("a-b", Channel.Kind.POLL_LIST, "a", parameters);
    }
}
