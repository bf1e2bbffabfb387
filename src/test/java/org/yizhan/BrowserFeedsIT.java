package org.yizhan;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A feed that somebody opens in a browser is something to read, and the same bytes that a feed reader gets. */
@ExtendWith({Relay.Shared.class, Chromium.Shared.class})
class BrowserFeedsIT {

    private final Relay relay;
    private final Chromium chromium;

    BrowserFeedsIT(Relay relay, Chromium chromium) {
        this.relay = relay;
        this.chromium = chromium;
    }

    @ParameterizedTest
    @ValueSource(strings = {"/feeds/all.rss", "/feeds/all.atom", "/feeds/region/620702.rss", "/status.atom"})
    void isShownWithItsStyleSheetAndTheBytesOfReaders(String path) throws Exception {
        try (BrowserContext visitor = chromium.visitor(new Browser.NewContextOptions())) {
            Page page = visitor.newPage();
            var onlooker = new Onlooker(page, relay.base());
            Response opened = page.navigate(relay.base() + path);
            assertThat(opened.headerValue("content-type")).isEqualTo("application/xml; charset=utf-8");
            assertThat(opened.headerValue("vary")).contains("Sec-Fetch-Dest");
            Answer read = relay.get(path, "Accept", "application/rss+xml, application/atom+xml");
            assertThat(read.header("Content-Type"))
                    .isEqualTo("application/" + (path.endsWith("rss") ? "rss" : "atom") + "+xml; charset=utf-8");
            assertThat(opened.body()).isEqualTo(read.body());
            assertThat(page.evaluate("() => getComputedStyle(document.documentElement, '::before').content"))
                    .asString()
                    .contains("这是一个订阅源", "This is a feed");
            assertThat(display(page, "title")).isEqualTo("block");
            assertThat(display(page, "id, guid, link")).isEqualTo("none");
            assertThat(page.getByText("关于这个订阅源").count()).isEqualTo(1);
            onlooker.assertNothingHappened(path);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/feeds/all.rss, /feeds/all",
        "/feeds/all.atom, /feeds/all",
        "/feeds/region/620702.rss, /feeds/region/620702",
        "/feeds/search.atom?region=620702, /feeds/search?region=620702",
        "/status.rss, /status",
        "/status.atom, /status"
    })
    void leadsAVisitorToThePageAboutItByAClick(String path, String landing) {
        // its links go to the address that readers know it by
        try (BrowserContext visitor = chromium.visitor(new Browser.NewContextOptions())) {
            Page page = visitor.newPage();
            page.navigate(relay.base() + path);
            page.getByText("关于这个订阅源").click();
            page.waitForURL(relay.base() + landing);
            assertThat(page.locator("h1").count()).isEqualTo(1);
        }
    }

    /** Of the first element that fits; what is not in the feed is not shown either. */
    private static Object display(Page page, String selector) {
        return page.evaluate("""
                selector => {
                  const found = document.querySelector(selector);
                  return found ? getComputedStyle(found).display : 'none';
                }""", selector);
    }

    @Test
    void aScriptThatFetchesItGetsTheTypeOfReaders() {
        try (BrowserContext visitor = chromium.visitor(new Browser.NewContextOptions().setBypassCSP(true))) {
            Page page = visitor.newPage();
            page.navigate(relay.base() + "/about");
            for (List<String> typed : List.of(
                    List.of("/feeds/all.rss", "application/rss+xml; charset=utf-8"),
                    List.of("/feeds/all.atom", "application/atom+xml; charset=utf-8"),
                    List.of("/feeds/all.json", "application/feed+json; charset=utf-8"))) {
                assertThat(page.evaluate(
                                "path => fetch(path).then(answer => answer.headers.get('content-type'))",
                                typed.getFirst()))
                        .isEqualTo(typed.getLast());
            }
        }
    }
}
