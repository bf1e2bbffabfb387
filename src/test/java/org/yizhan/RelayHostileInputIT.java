package org.yizhan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Articles that are made to hurt their readers: what is left of them is harmless in every feed, page and answer. */
@ExtendWith(Relay.Shared.class)
class RelayHostileInputIT {

    private static final Duration SOON = Duration.ofSeconds(10);

    /** Every character that XML 1.0 §2.2 forbids or discourages, and the halves of characters. */
    private static final String CONTROLS = controls();

    private final Relay relay;

    RelayHostileInputIT(Relay relay) {
        this.relay = relay;
    }

    private static String controls() {
        var controls = new StringBuilder();
        for (char c = 0; c < 0xA0; c = c == 0x1F ? 0x7F : (char) (c + 1)) {
            controls.append(c);
        }
        return controls.append("\uFFFE\uFFFF\uD800 \uDFFF").toString();
    }

    @Test
    @Row("S16")
    void letsNoScriptReachAReader() throws Exception {
        var article = Relay.article("jiaoben-zhan", "1", "带脚本的稿件<script>steal()</script>", "");
        article.remove("text");
        article.put("html", """
                <p onclick="steal()">正文第一段<script>steal()</script>留了下来。</p>
                <style>body{background:url(javascript:steal())}</style>
                <svg onload="steal()"><script>steal()</script></svg><math><mtext><style><img src=x onerror="steal()"></style></mtext></math>
                <a href="javascript:steal()">链接</a><a href="jav&#x09;ascript:steal()">链接</a>
                <a href="data:text/html,<script>steal()</script>">链接</a>
                <img src="x" onerror="steal()"><iframe srcdoc="<script>steal()</script>"></iframe>
                <form action="javascript:steal()"><button formaction="javascript:steal()">按</button></form>
                <noscript><p title="</noscript><img src=x onerror=steal()>"></noscript>
                <p>正文第二段也留了下来。</p>
                """);
        article.put("column", "<img src=x onerror=steal()>栏目");
        article.put("authors", List.of("<script>steal()</script>记者"));
        article.put("attribution", "转自<script>steal()</script>某站");
        article.put(
                "images",
                List.of(Map.of("url", "https://pic.example/1.jpg", "caption", "\"><script>steal()</script>")));

        String id = relay.publish(article);

        String story = relay.row(id).path("storyId").asText();
        for (String feed : List.of("all", "source/jiaoben-zhan", "story/" + story, "search?source=jiaoben-zhan")) {
            for (String format : FeedItem.FORMATS) {
                await(feed)
                        .atMost(SOON)
                        .untilAsserted(() -> assertThat(relay.feed(feed, format))
                                .filteredOn(item -> item.id().equals(FeedItem.idOf(story)))
                                .singleElement()
                                .satisfies(item -> {
                                    assertThat(item.content()).contains("正文第一段", "正文第二段");
                                    assertThat(item.title()).contains("带脚本的稿件").doesNotContain("<");
                                    assertHarmless(item.content());
                                }));
            }
        }
        for (String page : List.of("/stories/" + story, "/sources/jiaoben-zhan", "/?source=jiaoben-zhan")) {
            await(page).atMost(SOON).untilAsserted(() -> {
                String html = relay.get(page).text();
                assertThat(html).contains("带脚本的稿件");
                assertHarmless(html);
            });
        }
        for (String api : List.of("/api/v1/articles/" + id, "/api/v1/stories/" + story)) {
            assertThat(relay.get(api).json().findValuesAsText("html"))
                    .singleElement()
                    .satisfies(html -> {
                        assertThat(html).contains("正文第一段", "正文第二段");
                        assertHarmless(html);
                    });
        }
    }

    /** As a browser sees it: nothing of the article's own would run. */
    private static void assertHarmless(String html) {
        Document document = Jsoup.parse(html);
        assertThat(document.select("script, style, svg, math, iframe, object, embed, template, button, noscript")
                        .outerHtml())
                .doesNotContain("steal", "正文");
        assertThat(document.getAllElements())
                .flatExtracting(element -> element.attributes().asList())
                .noneMatch(attribute -> attribute.getKey().startsWith("on")
                        || attribute
                                .getValue()
                                .replaceAll("\\s", "")
                                .toLowerCase(Locale.ROOT)
                                .matches("(javascript|data|vbscript):.*"));
    }

    @Test
    @Row("S16")
    void letsNoControlCharacterReachAReader() throws Exception {
        var article = Relay.article("kongzhi-zhan", "1", "带" + CONTROLS + "控制符的稿件", "正文" + CONTROLS + "一。\n正文二。");
        article.put("html", "<p>正文" + CONTROLS + "一。&#0;&#1;&#x1F;&#xFFFF;&#xD800;</p><p>正文二。</p>");
        article.put("column", "栏" + CONTROLS + "目");
        article.put("authors", List.of("记" + CONTROLS + "者"));
        article.put("editors", List.of("编" + CONTROLS + "辑"));
        article.put("attribution", "转自某" + CONTROLS + "站");
        article.put("images", List.of(Map.of("url", "https://pic.example/2.jpg", "caption", "图" + CONTROLS + "说")));
        for (String field : List.of("source", "id", "url", "publishedAt")) {
            var refused = new HashMap<>(article);
            refused.put(field, refused.get(field) + CONTROLS);
            Answer answer = relay.push(refused);
            assertThat(answer.json().path("accepted")).as(field).isEmpty();
            assertThat(answer.json().at("/rejected/0/error").asText()).startsWith(field);
        }

        String id = relay.publish(article);
        String story = relay.row(id).path("storyId").asText();
        for (String feed : List.of("all", "source/kongzhi-zhan", "story/" + story)) {
            for (String format : FeedItem.FORMATS) {
                await().atMost(SOON)
                        .untilAsserted(() -> assertThat(relay.feed(feed, format))
                                .as(feed + format)
                                .extracting(FeedItem::id)
                                .contains(FeedItem.idOf(story)));
                assertClean(relay.get(Relay.feedPath(feed, format)));
            }
        }
        assertClean(relay.get("/stories/" + story));
        assertClean(relay.get("/api/v1/articles/" + id));

        relay.delete("/api/v1/articles/kongzhi-zhan/1?reason=" + Relay.encoded("因" + CONTROLS + "故"));
        relay.settle();
        for (String format : FeedItem.FORMATS) {
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(relay.feed("source/kongzhi-zhan", format))
                            .isEmpty());
            assertClean(relay.get(Relay.feedPath("source/kongzhi-zhan", format)));
        }
    }

    @Test
    void keepsATitleOfTenThousandCharacters() throws Exception {
        String title = "长".repeat(9_999) + "短";

        String id = relay.publish(Relay.article("chang-zhan", "1", title, "题目长，正文短。"));

        assertThat(relay.row(id).path("title").asText()).isEqualTo(title);
        for (String format : FeedItem.FORMATS) {
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(relay.feed("source/chang-zhan", format))
                            .extracting(FeedItem::title)
                            .containsExactly(title));
        }
        assertThat(relay.get("/stories/" + relay.row(id).path("storyId").asText())
                        .status())
                .isEqualTo(200);
        assertThat(relay.get("/").status()).isEqualTo(200);
    }

    /** Neither raw nor spelt out, in XML or in JSON. */
    private static void assertClean(Answer answer) {
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text().codePoints())
                .noneMatch(c -> (Character.isISOControl(c) && c != '\n' && c != '\t' && c != '\r')
                        || Character.getType(c) == Character.SURROGATE
                        || c == 0xFFFE
                        || c == 0xFFFF);
        assertThat(answer.text())
                .doesNotContainPattern("&#(x[01]?[0-8bce-f];|[0-8];)|\\\\u00[01][0-9a-fA-F]|\\\\u[dD][89a-fA-F]");
    }
}
