package org.yizhan.list;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yizhan.article.Channel;
import org.yizhan.fetch.Fetched;
import org.yizhan.ingest.Catalogue;

/** Lists in the shape of each kind of site, read by the catalogue's own channels; beside each its links, one a line. */
class RecordedListsTest {

    @ParameterizedTest
    @CsvSource({
        "trs-list.html,        mzt-fujian-tzgg",
        "was5-search.json,     mzt-fujian-search",
        "cac-list.json,        cac-wxfb",
        "gov-list.json,        gov-cn-yaowen",
        "mca-list.html,        mca-n165",
        "hanweb-page.html,     cnipa-col74",
        "hanweb-dataproxy.xml, cnipa-col74",
        "trs-writeln.html,     mzj-chongqing-tzgg",
        "shtml-list.html,      ganzhou-c100023",
        "stats-list.html,      stats-zxfb",
        "trs-list1.html,       mfa-fyrbt",
        "gd-list.html,         mzt-guangdong-tzgg",
        "table-list.html,      mzt-hunan-zcfg",
        "front-page.html,      gsgz-tzgg",
    })
    void readsAddressTitleAndDateOfEach(String fixture, String channel) throws IOException {
        Links links = read(Catalogue.channel(channel), bytes(fixture));

        assertThat(rows(links)).isEqualTo(expected(fixture));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "found-dl.html",
                "found-calendar.html",
                "found-cards.html",
                "found-inside.html",
                "found-category.html",
                "found-table.html",
                "found-groups.html",
                "found-undated.html",
                "found-sidebar.html",
                "found-cut.html",
                "jpaas-unit.json",
            })
    void findsTheListWithoutASelector(String fixture) throws IOException {
        var channel = new Channel("a-b", Channel.Kind.POLL_LIST, "a", Map.of("url", "https://example.gov.cn/xw/"));

        assertThat(rows(read(channel, bytes(fixture)))).isEqualTo(expected(fixture));
    }

    @ParameterizedTest
    @ValueSource(strings = {"trs-list.html", "mca-list.html", "shtml-list.html", "gd-list.html", "stats-list.html"})
    void readsTheSameInGbk(String fixture) throws IOException {
        String page = new String(bytes(fixture), StandardCharsets.UTF_8);
        Channel channel = new Channel(
                "a-b", Channel.Kind.POLL_LIST, "a", Map.of("url", "https://example.gov.cn/xw/", "date", "span"));

        assertThat(read(channel, page.getBytes(Charset.forName("GBK"))).links())
                .isEqualTo(read(channel, bytes(fixture)).links())
                .isNotEmpty();
    }

    @Test
    void namesTheNextPage() throws IOException {
        assertThat(read(Catalogue.channel("mzt-guangdong-tzgg"), bytes("gd-list.html"))
                        .next())
                .contains("http://smzt.gd.gov.cn/zwgk/tzgg/index_2.html");
    }

    private static Links read(Channel channel, byte[] body) {
        String url = LinkPages.fetch(channel, 1).orElseThrow().url();
        var document = new Fetched.Document(url, Optional.empty(), Map.of(), body, body.length, Duration.ZERO);
        return LinkReader.of(channel.kind()).orElseThrow().read(channel, document);
    }

    private static List<String> rows(Links links) {
        return links.links().stream()
                .map(link -> String.join("\t", link.url(), link.title(), link.published()))
                .toList();
    }

    private static List<String> expected(String fixture) throws IOException {
        String table = fixture.substring(0, fixture.lastIndexOf('.')) + ".tsv";
        return new String(bytes(table), StandardCharsets.UTF_8).lines().toList();
    }

    private static byte[] bytes(String name) throws IOException {
        try (var in = RecordedListsTest.class.getResourceAsStream("/lists/" + name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        }
    }
}
