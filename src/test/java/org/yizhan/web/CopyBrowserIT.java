package org.yizhan.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.yizhan.Chromium;

/** The addresses of feeds in a real browser: copied by a button, and selected by hand where no script runs. */
@ExtendWith(Chromium.Shared.class)
class CopyBrowserIT {

    private static final String ATOM = Site.BASE + "/feeds/region/620702.atom";

    private static Site site;
    private static Chromium browser;

    @BeforeAll
    static void open(Chromium chromium) {
        site = new Site();
        site.stories.put(Entries.entry(0));
        browser = chromium;
    }

    @AfterAll
    static void close() {
        site.close();
    }

    private static Browser.NewContextOptions reading(String locale) {
        return new Browser.NewContextOptions().setLocale(locale);
    }

    private static void visit(Page page) {
        page.navigate("http://127.0.0.1:" + site.port() + "/feeds/region/620702");
    }

    @Test
    void aButtonPutsTheAddressOnTheClipboardAndSaysSo() {
        var troubles = new ArrayList<String>();
        try (BrowserContext visitor =
                browser.visitor(reading("zh-CN").setPermissions(List.of("clipboard-read", "clipboard-write")))) {
            Page page = visitor.newPage();
            page.onConsoleMessage(message -> troubles.add(message.text()));
            page.onPageError(troubles::add);
            visit(page);
            assertThat(page.locator(".follow button").allTextContents()).containsExactly("复制", "复制", "复制");
            page.locator(".follow button").first().click();
            page.waitForCondition(
                    () -> page.locator(".follow [role=status]").textContent().equals("已复制"));
            assertThat(page.evaluate("navigator.clipboard.readText()")).isEqualTo(ATOM);
        }
        assertThat(troubles).as("the policy lets the script work").isEmpty();
    }

    @Test
    void theSelectionIsCopiedWhereTheClipboardIsKeptFromThePage() {
        try (BrowserContext visitor = browser.visitor(reading("en"))) {
            Page page = visitor.newPage();
            page.addInitScript("Object.defineProperty(navigator, 'clipboard', { value: undefined });"
                    + "addEventListener('copy', () => { window.copied = document.activeElement.value; });");
            visit(page);
            page.locator(".follow button").first().click();
            page.waitForCondition(
                    () -> page.locator(".follow [role=status]").textContent().equals("Copied"));
            assertThat(page.evaluate("window.copied")).isEqualTo(ATOM);
        }
    }

    @Test
    void withoutScriptThereIsNoButtonAndTheAddressCanBeSelected() {
        try (BrowserContext visitor = browser.visitor(reading("zh-CN").setJavaScriptEnabled(false))) {
            Page page = visitor.newPage();
            visit(page);
            assertThat(page.locator(".follow button").count()).isZero();
            page.locator(".follow input").first().focus();
            page.keyboard().press("Control+A");
            assertThat(page.locator(".follow input").first().inputValue()).isEqualTo(ATOM);
        }
    }
}
