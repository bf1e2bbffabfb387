package org.yizhan;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** The readers' pages in a real browser: for everybody, on every width, light and dark, on paper, and without script. */
@ExtendWith({Relay.Shared.class, Chromium.Shared.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrowserPagesIT {

    private static final List<String> RULES =
            List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");
    private static final int[] WIDTHS = {390, 1024, 1440};
    private static final int MOST_BYTES = 100_000;

    private final Relay relay;
    private final Chromium chromium;
    private List<String> paths = List.of();

    BrowserPagesIT(Relay relay, Chromium chromium) {
        this.relay = relay;
        this.chromium = chromium;
    }

    @BeforeAll
    void listThem() throws Exception {
        paths = ReaderPages.of(relay).paths();
    }

    private static Browser.NewContextOptions reading(String locale, ColorScheme scheme) {
        return new Browser.NewContextOptions().setLocale(locale).setColorScheme(scheme);
    }

    /** Chinese by day and English by night: each page in both languages and both schemes. */
    @Test
    void everyPageIsAccessibleAndFitsEveryWidthInChineseAndInTheLight() {
        assertAccessible("zh-CN", ColorScheme.LIGHT);
    }

    @Test
    void everyPageIsAccessibleAndFitsEveryWidthInEnglishAndInTheDark() {
        assertAccessible("en", ColorScheme.DARK);
    }

    private void assertAccessible(String locale, ColorScheme scheme) {
        var faults = new ArrayList<String>();
        try (BrowserContext visitor = chromium.visitor(reading(locale, scheme))) {
            Page page = visitor.newPage();
            for (String path : paths) {
                page.setViewportSize(1440, 900);
                page.navigate(relay.base() + path);
                assertThat(page.locator("html").getAttribute("lang")).as(path).isEqualTo(locale);
                for (Rule violated : violations(page)) {
                    violated.getNodes()
                            .forEach(node -> faults.add(
                                    path + " " + violated.getId() + ": " + node.getTarget() + " " + node.getHtml()));
                }
                for (int width : WIDTHS) {
                    page.setViewportSize(width, 900);
                    if ((int) page.evaluate("document.documentElement.scrollWidth") > width) {
                        faults.add(path + " scrolls sideways at " + width);
                    }
                }
            }
        }
        assertThat(faults).isEmpty();
    }

    private static List<Rule> violations(Page page) {
        return new AxeBuilder(page)
                .withTags(RULES)
                .setLegacyMode(true)
                .analyze()
                .getViolations();
    }

    @Test
    void noPageWeighsMoreThanAHundredKilobytesWithItsStyleAndScripts() throws Exception {
        for (String path : paths) {
            for (String language : List.of("zh", "en")) {
                Answer answer = relay.get(path, "Accept", "text/html", "Accept-Language", language);
                Document page = Jsoup.parse(answer.text(), relay.base().toString());
                int plain = answer.body().length;
                int packed = gzip(answer.body()).length;
                for (String file : page.select("link[rel=stylesheet]").eachAttr("href")) {
                    byte[] body = relay.get(file).body();
                    plain += body.length;
                    packed += gzip(body).length;
                }
                for (String file : page.select("script[src]").eachAttr("src")) {
                    byte[] body = relay.get(file).body();
                    plain += body.length;
                    packed += gzip(body).length;
                }
                assertThat(plain).as(path).isBetween(1, MOST_BYTES);
                assertThat(packed).as(path + ", packed").isBetween(1, MOST_BYTES / 2);
            }
        }
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        }
        return packed.toByteArray();
    }

    @Test
    void readsSearchesAndFollowsWithoutScript() {
        var options = reading("zh-CN", ColorScheme.LIGHT).setJavaScriptEnabled(false);
        try (BrowserContext visitor = chromium.visitor(options)) {
            Page page = visitor.newPage();
            page.navigate(relay.base() + "/");
            page.locator(".story h3 a").first().click();
            assertThat(page.url()).contains("/stories/");
            page.locator("a[href^='/sources/']").first().click();
            assertThat(page.url()).contains("/sources/");
            assertThat(page.locator("main h1").textContent()).isNotBlank();
            page.locator(".tongue").click();
            assertThat(page.locator("html").getAttribute("lang")).isEqualTo("en");
            page.navigate(relay.base() + "/");
            page.locator("input[type=search]").fill("社区");
            page.locator(".search button").click();
            assertThat(page.url()).contains("q=");
            assertThat(page.locator("link[rel=alternate]").count()).isEqualTo(3);
        }
    }

    @Test
    void isUsedByKeyboardAlone() {
        try (BrowserContext visitor = chromium.visitor(reading("zh-CN", ColorScheme.LIGHT))) {
            Page page = visitor.newPage();
            page.navigate(relay.base() + "/");
            page.keyboard().press("Tab");
            assertThat(focused(page, "className")).isEqualTo("skip");
            assertThat(page.locator(".skip").boundingBox().x).isNotNegative();
            page.keyboard().press("Enter");
            page.keyboard().press("Tab");
            assertThat(page.evaluate("document.querySelector('main').contains(document.activeElement)"))
                    .isEqualTo(true);
            for (int i = 0; i < 40 && !"search".equals(focused(page, "type")); i++) {
                page.keyboard().press("Tab");
            }
            assertThat(focused(page, "type")).isEqualTo("search");
            assertThat(page.evaluate("getComputedStyle(document.activeElement).outlineStyle"))
                    .isEqualTo("solid");
            page.keyboard().type("社区");
            page.keyboard().press("Enter");
            page.waitForURL(address -> address.contains("q="));
        }
    }

    private static Object focused(Page page, String property) {
        return page.evaluate("property => document.activeElement[property]", property);
    }

    private static int shown(Page page, String selector) {
        return (int) page.evaluate(
                "selector => [...document.querySelectorAll(selector)].filter(e => e.checkVisibility()).length",
                selector);
    }

    @Test
    void paperHasTheTextAndNoNavigation() {
        try (BrowserContext visitor = chromium.visitor(reading("zh-CN", ColorScheme.LIGHT))) {
            Page page = visitor.newPage();
            for (String path : paths) {
                page.navigate(relay.base() + path);
                page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
                assertThat(shown(page, ".top nav, .tongue, .search, .follow, .pager"))
                        .as(path)
                        .isZero();
                assertThat(shown(page, "main h1")).as(path).isEqualTo(1);
                page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.SCREEN));
            }
        }
    }
}
