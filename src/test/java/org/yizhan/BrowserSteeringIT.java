package org.yizhan;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Operators steer sources, routes and Kafka with a mouse, in few clicks, without script, on narrow and wide screens. */
@ExtendWith(Chromium.Shared.class)
class BrowserSteeringIT {

    private static final String PASSWORD = "ein-langes-wort";

    private static Relay relay;

    private final Chromium chromium;

    BrowserSteeringIT(Chromium chromium) {
        this.chromium = chromium;
    }

    @BeforeAll
    static void start() throws Exception {
        relay = Relay.start(Map.of("YIZHAN_OPS_PASSWORD", PASSWORD, "YIZHAN_SAMPLES", "true"));
    }

    @AfterAll
    static void stop() throws Exception {
        relay.close();
    }

    private BrowserContext visitor(int width, String locale) {
        return chromium.visitor(new Browser.NewContextOptions()
                .setLocale(locale)
                .setViewportSize(width, 900)
                .setJavaScriptEnabled(false));
    }

    private static Page enter(BrowserContext visitor, String path) {
        Page page = visitor.newPage();
        page.navigate(relay.console("/ops/login").toString());
        page.locator("input[name=name]").fill("ops");
        page.locator("input[name=password]").fill(PASSWORD);
        page.locator("main button").click();
        page.navigate(relay.console(path).toString());
        return page;
    }

    private static void click(Page page, AriaRole role, String name) {
        page.getByRole(role, new Page.GetByRoleOptions().setName(Pattern.compile(name)))
                .first()
                .click();
    }

    @Test
    void aProvinceIsPausedInFiveClicksAndTheOrderUndone() {
        try (BrowserContext visitor = visitor(1440, "zh-CN")) {
            Page page = enter(visitor, "/ops");
            click(page, AriaRole.LINK, "^来源$");
            page.locator("summary").click();
            page.locator("a[href*='region=']:has-text('甘肃'), a[href*='region=62']")
                    .first()
                    .click();
            page.locator("a.button[href*='action=pause']").click();
            String promise = page.locator("h1").innerText();
            assertThat(promise).containsPattern("暂停 [1-9][0-9]* 个来源");
            page.locator("button.main").click();

            assertThat(page.locator("h1").innerText()).isEqualTo("已完成：" + promise);
            page.locator("button:has-text('撤销')").click();
            assertThat(page.locator("h1").innerText()).isEqualTo("已完成：" + promise.replace("暂停", "恢复"));
        }
    }

    @Test
    void aStageIsStoppedAndStarted() {
        try (BrowserContext visitor = visitor(1024, "en")) {
            Page page = enter(visitor, "/ops/routes");
            click(page, AriaRole.LINK, "^tag$");
            click(page, AriaRole.LINK, "Stop");
            assertThat(page.locator("main").innerText()).contains("none is lost");
            page.locator("button.main").click();
            assertThat(page.locator("h1 .state").innerText()).isEqualTo("stopped");
            page.navigate(relay.console("/ops").toString());
            assertThat(page.locator("main").innerText()).contains("the route tag", "ops halted it");
            page.navigate(relay.console("/ops/kafka/groups/tag").toString());
            assertThat(page.locator("h1 .state").innerText()).isEqualTo("no members");
            click(page, AriaRole.LINK, "Set offsets");
            page.locator("select[name=to]").selectOption("earliest");
            page.locator("main button").click();
            assertThat(page.locator("main").innerText()).containsPattern("Read again: [1-9]");

            page.navigate(relay.console("/ops/routes/tag/start").toString());
            page.locator("button.main").click();
            assertThat(page.locator("h1 .state").innerText()).isEqualTo("running");
        }
    }

    @Test
    void aBrokenSourceFileIsRefusedWithItsLineAndASoundOneOfPushIsUsable() {
        try (BrowserContext visitor = visitor(1440, "en")) {
            Page page = enter(visitor, "/ops/check");
            page.locator("textarea").fill("- templatedRoute:\n    routeTemplateRef: poll-lust\n    routeId: x\n");
            page.locator("button.main").click();
            assertThat(page.locator("[role=alert]").innerText()).contains("poll-lust");
            page.locator("textarea").fill("""
                    - templatedRoute:
                        routeTemplateRef: push
                        routeId: probe-push
                        parameters:
                          - { name: source, value: probe }
                          - { name: name, value: 试站 }
                    """);
            page.locator("button.main").click();
            assertThat(page.locator("h2 .state").innerText()).isEqualTo("usable");
            page.navigate(relay.console("/ops/sources/cac-wxfb").toString());
            click(page, AriaRole.LINK, "^Dry run$");
            assertThat(page.locator("textarea").inputValue())
                    .contains("routeId: cac-wxfb")
                    .doesNotContain("channel,");
        }
    }

    @Test
    void noScreenIsWiderThanItsWindow() {
        var source = List.of(
                "/ops/sources",
                "/ops/sources/cac-wxfb",
                "/ops/source-orders?action=poll&region=11",
                "/ops/check",
                "/ops/routes",
                "/ops/routes/normalize",
                "/ops/routes/normalize/stop",
                "/ops/kafka",
                "/ops/kafka/topics/articles.received?partition=0",
                "/ops/kafka/groups/normalize",
                "/ops/kafka/groups/normalize/reset?to=earliest");
        var wide = new ArrayList<String>();
        for (int width : List.of(390, 1024, 1440)) {
            try (BrowserContext visitor = chromium.visitor(new Browser.NewContextOptions()
                    .setLocale(width == 1024 ? "en" : "zh-CN")
                    .setViewportSize(width, 900))) {
                Page page = enter(visitor, "/ops");
                for (String path : source) {
                    assertThat(page.navigate(relay.console(path).toString()).status())
                            .as(path)
                            .isEqualTo(200);
                    int scroll = (int) page.evaluate("document.documentElement.scrollWidth");
                    if (scroll > width) {
                        wide.add(width + " " + path + ": " + scroll);
                    }
                }
            }
        }
        assertThat(wide).isEmpty();
    }
}
