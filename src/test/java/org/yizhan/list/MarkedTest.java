package org.yizhan.list;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.yizhan.article.Channel;
import org.yizhan.fetch.Fetched;
import org.yizhan.list.Marked.As;

class MarkedTest {

    private static final String PAGE = """
            <html><script>alert(1)</script><ul class=news><li><a href="/a/1.htm">救助站冬季开放</a> <i>2026-11-20</i>
            <li><a href="/a/2.htm"><b>第二条</b>通知公告</a> <i>2026-11-21</i></ul>
            <a href="/about.htm">关于我们的介绍</a></html>""";

    private static Fetched.Document document(String text) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        return new Fetched.Document(
                "https://a.example/list", Optional.empty(), Map.of(), body, body.length, Duration.ZERO);
    }

    private static Channel list(Map<String, String> parameters) {
        return new Channel("a", Channel.Kind.POLL_LIST, "a", parameters);
    }

    private static String text(Marked marked, As as) {
        return marked.pieces().stream()
                .filter(piece -> piece.as() == as)
                .map(Marked.Piece::text)
                .collect(Collectors.joining("|"));
    }

    private static String whole(Marked marked) {
        return marked.pieces().stream().map(Marked.Piece::text).collect(Collectors.joining());
    }

    @Test
    void marksWhatEachSelectorMatchesAndNothingElse() {
        Marked marked =
                Marked.of(list(Map.of("item", "ul.news li", "title", "a", "date", "i")), document(PAGE), List.of());

        assertThat(whole(marked)).isEqualTo(PAGE);
        assertThat(text(marked, As.TITLE))
                .isEqualTo("<a href=\"/a/1.htm\">救助站冬季开放</a>|<a href=\"/a/2.htm\"><b>第二条</b>通知公告</a>");
        assertThat(text(marked, As.DATE)).isEqualTo("<i>2026-11-20</i>|<i>2026-11-21</i>");
        assertThat(text(marked, As.NOTHING)).contains("alert(1)", "关于我们").doesNotContain("救助站");
    }

    @Test
    void marksTheLinksThatWereFoundWithoutARule() {
        var found = new Link("https://a.example/a/2.htm", "第二条通知公告", "");

        Marked marked = Marked.of(list(Map.of()), document(PAGE), List.of(found));

        assertThat(text(marked, As.LINK)).isEqualTo("<a href=\"/a/2.htm\"><b>第二条</b>通知公告</a>");
    }

    @Test
    void marksNothingForASelectorThatCantBeReadOrMatchesNothing() {
        for (String selector : List.of("li[", "table.gone tr")) {
            Marked marked = Marked.of(list(Map.of("item", selector)), document(PAGE), List.of());
            assertThat(marked.pieces())
                    .singleElement()
                    .satisfies(piece -> assertThat(piece.as()).isEqualTo(As.NOTHING));
        }
        assertThat(Marked.of(list(Map.of()), document(""), List.of()).pieces()).isEmpty();
    }

    @Test
    void marksTheWordsOfADocumentThatIsNoPage() {
        var found = new Link("https://a.example/9", "标题九", "2026-11-20");
        var json = new Channel("a", Channel.Kind.POLL_JSON, "a", Map.of());

        Marked marked = Marked.of(
                json, document("[{\"t\":\"标题九\",\"u\":\"https://a.example/9\",\"d\":\"2026-11-20\"}]"), List.of(found));

        assertThat(text(marked, As.TITLE)).isEqualTo("标题九");
        assertThat(text(marked, As.LINK)).isEqualTo("https://a.example/9");
        assertThat(text(marked, As.DATE)).isEqualTo("2026-11-20");
    }

    @Test
    void aHugePageIsCutAndItsNodesAreBounded() {
        Marked marked =
                Marked.of(list(Map.of("item", "li")), document("<li><a href=/x>一二三四五六</a>".repeat(30_000)), List.of());

        assertThat(whole(marked)).hasSize(Marked.MOST);
    }
}
