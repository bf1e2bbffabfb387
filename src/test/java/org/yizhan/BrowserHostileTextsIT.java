package org.yizhan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.Route;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.yizhan.normalize.SanitiserCorpusTest;

/**
 * Hostile texts in every field, path and parameter, opened in a real browser: none runs, loads anything from elsewhere or
 * becomes an element. The pages' own policy is switched off, so that what holds them is how they are written; then again
 * with the policy, which has nothing to refuse.
 */
@ExtendWith({Relay.Shared.class, Chromium.Shared.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Row("S15")
class BrowserHostileTextsIT {

    private static final int GROUP = 49;
    private static final int SANITISED = 100;
    private static final List<String> TOKENS = List.of("围栏试验甲组", "围栏试验乙组");

    /** Where a text may be put into an address, without the end. */
    private static final List<String> ADDRESSES = List.of(
            "/?q=",
            "/?region=",
            "/?topic=",
            "/?source=",
            "/?organization=",
            "/?from=",
            "/?before=",
            "/?sort=",
            "/?q=x&lang=",
            "/?",
            "/stories/",
            "/sources/",
            "/sources?page=",
            "/regions/",
            "/topics/",
            "/organizations/",
            "/status?state=",
            "/feeds/",
            "/feeds/source/",
            "/feeds/search.atom?q=",
            "/feeds/search.rss?region=",
            "/static/",
            "/api/v1/stories?q=",
            "/api/v1/articles/",
            "/");

    private final Relay relay;
    private final Chromium chromium;
    private final List<String> stories = new ArrayList<>();
    private final List<String> sources = new ArrayList<>();

    BrowserHostileTextsIT(Relay relay, Chromium chromium) {
        this.relay = relay;
        this.chromium = chromium;
    }

    @BeforeAll
    void pushThemAll() throws Exception {
        var articles = new ArrayList<Map<String, Object>>();
        for (int i = 0; i < HostileTexts.ALL.size(); i++) {
            articles.add(article(i, HostileTexts.ALL.get(i)));
        }
        Answer answer = relay.push(articles);
        assertThat(answer.json().path("rejected")).as(answer.toString()).isEmpty();
        relay.settle();
        var storyOf = new HashMap<String, String>();
        for (JsonNode row : relay.export()) {
            storyOf.put(row.path("articleId").asText(), row.path("storyId").asText());
        }
        for (JsonNode accepted : answer.json().path("accepted")) {
            stories.add(storyOf.get(accepted.path("articleId").asText()));
        }
        assertThat(stories).doesNotContainNull().doesNotHaveDuplicates();
    }

    private Map<String, Object> article(int number, String text) {
        String source = "敌" + number + HostileTexts.visible(text);
        sources.add(source.length() > 200 ? source.substring(0, 200) : source);
        String body = TOKENS.get(number / GROUP) + "。" + unlike(number);
        var article = Relay.article("x", "w" + number, "围栏" + number + text, body);
        article.put("source", sources.getLast());
        article.put("url", "https://hostile.example/" + number + "?" + Relay.encoded(text));
        article.put("publishedAt", "2026-10-20T10:00:00+08:00");
        article.remove("text");
        article.put(
                "html",
                "<p>" + body + "</p>" + text + "<p title=\"" + text + "\">" + text + "</p><img src=\"" + text
                        + "\" alt='" + text + "'><a href='" + text + "'>原文</a>");
        article.put("column", text);
        article.put("authors", List.of(text, "记者" + text));
        article.put("editors", List.of(text));
        article.put("attribution", "转自" + text);
        article.put(
                "images",
                List.of(
                        Map.of(
                                "url",
                                "https://pic.example/"
                                        + HostileTexts.visible(text).replaceAll("\\s", ""),
                                "caption",
                                text),
                        Map.of("url", "https://pic.example/1.jpg?" + Relay.encoded(text), "caption", text)));
        return article;
    }

    /** A body of its own, so that each is a story of its own. */
    private static String unlike(int number) {
        return new Random(number)
                .ints(120, 0x4E00, 0x9000)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private BrowserContext unprotected() {
        return chromium.visitor(
                new Browser.NewContextOptions().setBypassCSP(true).setLocale("zh-CN"));
    }

    private void open(Page page, Onlooker onlooker, String path) {
        Response response = page.navigate(relay.base() + path);
        assertThat(response.status()).as(path).isLessThan(500);
        onlooker.assertNothingHappened(path);
    }

    /** Shows that the onlooker sees: the same texts, written as no page of ours writes them. */
    @Test
    void aPageThatEscapesNothingIsCaught(Cases cases) {
        List<String> dialogs = new ArrayList<>();
        List<String> foreign = new ArrayList<>();
        int caught = 0;
        try (BrowserContext visitor = unprotected()) {
            // each in a tab of its own: some lead theirs away or end it
            for (String text : HostileTexts.ALL) {
                Page page = visitor.newPage();
                var onlooker = new Onlooker(page, relay.base());
                caught += isCaught(page, onlooker, text) ? 1 : 0;
                dialogs.addAll(onlooker.dialogs());
                foreign.addAll(onlooker.foreign());
                page.close();
            }
        }
        assertThat(caught).isGreaterThan(60);
        assertThat(dialogs).hasSizeGreaterThan(25).contains("1", "11", "51");
        assertThat(foreign)
                .anyMatch(asked -> asked.startsWith("script https://evil.example/3.js")
                        || asked.startsWith("script http://evil.example/3.js"));
        cases.held(caught);
    }

    private boolean isCaught(Page page, Onlooker onlooker, String text) {
        page.navigate(relay.base() + "/robots.txt");
        try {
            page.setContent("<!DOCTYPE html><title>x</title><p>" + text + "</p><a href=\"" + text + "\">x</a>"
                    + "<img alt='" + text + "'>");
            return !onlooker.scan().isEmpty();
        } catch (PlaywrightException ended) {
            return true;
        }
    }

    /** S15: all that the sanitiser leaves of its own corpus, on a page without a policy. */
    @Test
    void nothingThatTheSanitiserLeavesActs(Cases cases) {
        List<String> left = SanitiserCorpusTest.cleaned();
        assertThat(left).as("most come to the same").hasSizeGreaterThan(40);
        try (BrowserContext visitor = unprotected()) {
            Page page = visitor.newPage();
            // pictures are a stranger's; nobody waits for them here
            page.route(address -> !address.startsWith(relay.base().toString()), Route::abort);
            var onlooker = new Onlooker(page, relay.base());
            for (int from = 0; from < left.size(); from += SANITISED) {
                page.navigate(relay.base() + "/robots.txt");
                page.setContent("<!DOCTYPE html><title>x</title>"
                        + String.join("<hr>", left.subList(from, Math.min(left.size(), from + SANITISED))));
                onlooker.assertNothingHappened("sanitised texts from " + from);
            }
            cases.held(left.size());
        }
    }

    @Test
    void everyStoryIsHarmless(Cases cases) {
        try (BrowserContext visitor = unprotected()) {
            Page page = visitor.newPage();
            var onlooker = new Onlooker(page, relay.base());
            for (int i = 0; i < stories.size(); i++) {
                open(page, onlooker, "/stories/" + stories.get(i));
                assertThat(page.locator("main").textContent()).contains(TOKENS.get(i / GROUP));
                cases.held();
            }
        }
    }

    @Test
    void everySourceIsHarmlessAsAPageAndAsAFeedTurnAndTurnAbout(Cases cases) {
        try (BrowserContext visitor = unprotected()) {
            Page page = visitor.newPage();
            var onlooker = new Onlooker(page, relay.base());
            List<String> forms = List.of("/sources/%s", "/feeds/source/%s.rss", "/?source=%s", "/feeds/source/%s.atom");
            for (int i = 0; i < sources.size(); i++) {
                String path = forms.get(i % forms.size()).formatted(Relay.encoded(sources.get(i)));
                open(page, onlooker, path);
                assertThat(page.content()).as(path).contains("围栏" + i);
                cases.held();
            }
        }
    }

    @Test
    void everyAddressIsHarmless(Cases cases) {
        try (BrowserContext visitor = unprotected()) {
            Page page = visitor.newPage();
            var onlooker = new Onlooker(page, relay.base());
            for (int i = 0; i < HostileTexts.ALL.size(); i++) {
                open(page, onlooker, ADDRESSES.get(i % ADDRESSES.size()) + Relay.encoded(HostileTexts.ALL.get(i)));
                cases.held();
            }
        }
    }

    @Test
    void theSearchBoxTakesThemAsWords(Cases cases) {
        try (BrowserContext visitor = unprotected()) {
            Page page = visitor.newPage();
            var onlooker = new Onlooker(page, relay.base());
            for (int i = 0; i < HostileTexts.ALL.size(); i += 12) {
                open(page, onlooker, "/");
                page.locator("input[type=search]").fill(HostileTexts.visible(HostileTexts.ALL.get(i)));
                page.locator("input[type=search]").press("Enter");
                page.waitForURL(address -> address.contains("q="));
                onlooker.assertNothingHappened(page.url());
                cases.held();
            }
        }
    }

    @Test
    void listsAndFeedsOfThemAreHarmlessAndThePolicyHasNothingToRefuse(Cases cases) {
        var paths = new ArrayList<String>(List.of("/", "/sources", "/sources?page=2", "/status", "/status?page=2"));
        for (String token : TOKENS) {
            String query = "?q=" + Relay.encoded(token);
            paths.add("/" + query);
            FeedItem.FORMATS.forEach(format -> paths.add("/feeds/search." + format + query));
        }
        paths.addAll(List.of("/status.atom", "/status.rss", "/status.json", "/feeds/source/nobody.rss"));
        for (int i = 0; i < stories.size(); i += 10) {
            paths.add("/stories/" + stories.get(i));
        }
        for (boolean bypass : List.of(true, false)) {
            try (BrowserContext visitor = chromium.visitor(
                    new Browser.NewContextOptions().setBypassCSP(bypass).setLocale("zh-CN"))) {
                Page page = visitor.newPage();
                var onlooker = new Onlooker(page, relay.base());
                paths.forEach(path -> open(page, onlooker, path));
                cases.held(paths.size());
            }
        }
    }

    @Test
    void aQueryOfTenThousandCharactersIsAnsweredByAPage(Cases cases) {
        try (BrowserContext visitor = unprotected()) {
            Page page = visitor.newPage();
            var onlooker = new Onlooker(page, relay.base());
            for (String text : List.of(
                    "a".repeat(10_000),
                    "社".repeat(1_500),
                    "社".repeat(10_000),
                    "\"".repeat(3_000),
                    "a OR ".repeat(2_000))) {
                for (String path : List.of("/?q=", "/feeds/search.rss?q=", "/?region=", "/sources/", "/")) {
                    Response response = page.navigate(relay.base() + path + Relay.encoded(text));
                    assertThat(response.status()).as(path + text.length()).isBetween(200, 499);
                    onlooker.assertNothingHappened(path + text.length());
                    assertThat(page.content()).as(path + text.length()).hasSizeGreaterThan(200);
                    cases.held();
                }
            }
        }
    }
}
