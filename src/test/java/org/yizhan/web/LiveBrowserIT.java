package org.yizhan.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.yizhan.Chromium;
import org.yizhan.article.Message;
import org.yizhan.article.Tag;
import org.yizhan.article.Tagged;
import org.yizhan.deliver.Live;

/** An open list in a real browser, which nobody reloads. */
@ExtendWith(Chromium.Shared.class)
class LiveBrowserIT {

    private static Newsstand stand;
    private static Chromium browser;

    private final List<String> troubles = new ArrayList<>();
    private String run;
    private BrowserContext visitor;
    private Page page;

    @BeforeAll
    static void open(Chromium chromium) throws Exception {
        stand = new Newsstand();
        browser = chromium;
    }

    @AfterAll
    static void close() throws Exception {
        stand.close();
    }

    @BeforeEach
    void visit() {
        run = Long.toString(System.nanoTime());
        stand.publish(Newsstand.article(run + "0", "原有的报道"));
        visitor = browser.visitor(new Browser.NewContextOptions().setLocale("zh-CN"));
        page = visitor.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") && !message.text().contains("net::")) {
                troubles.add(message.text());
            }
        });
        page.onPageError(troubles::add);
        page.onDialog(dialog -> troubles.add("dialog " + dialog.message()));
        page.navigate(stand.base() + "/topics/minzheng");
        page.waitForCondition(() -> page.textContent(".live [role=status]").equals("实时更新"));
        page.evaluate("window.stayed = true");
    }

    @AfterEach
    void leave() {
        assertThat(page.evaluate("window.stayed")).as("nobody reloaded").isEqualTo(true);
        visitor.close();
        assertThat(troubles).isEmpty();
    }

    private List<String> titles() {
        return page.locator(".story h3 a").allTextContents();
    }

    private void shows(String title) {
        page.waitForCondition(() -> titles().contains(title));
    }

    private static void publish(String id, String title) {
        stand.publish(Newsstand.article(id, title));
    }

    @Test
    void showsWhatIsPublishedAtTheTop() {
        Instant began = Instant.now();
        publish(run + "1", "<img src=x onerror=alert(1)>其一");
        shows("<img src=x onerror=alert(1)>其一");
        assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(2));
        publish(run + "2", "其二");
        publish(run + "3", "其三");
        shows("其三");
        shows("其二");
        assertThat(titles()).containsSubsequence("其三", "其二", "<img src=x onerror=alert(1)>其一", "原有的报道");
        assertThat(page.locator(".story.live-fresh").count()).isEqualTo(3);
        assertThat(page.locator(".day").count()).isEqualTo(1);
    }

    @Test
    void marksWhatChangedAndStrikesWhatIsWithdrawn() {
        publish(run + "1", "其一");
        shows("其一");
        publish(run + "1", "其一（更正）");
        shows("其一（更正）");
        assertThat(titles()).doesNotContain("其一");
        assertThat(page.locator(".story.live-changed .live-mark").first().textContent())
                .isEqualTo("有变动");
        stand.publish(Newsstand.withdrawal(run + "1"));
        page.waitForCondition(() -> page.locator(".story.live-gone").count() == 1);
        assertThat(page.locator(".story.live-gone h3 a").textContent()).isEqualTo("其一（更正）");
        assertThat(page.evaluate("getComputedStyle(document.querySelector('.live-gone h3 a')).textDecorationLine"))
                .isEqualTo("line-through");
    }

    @Test
    void whatIsFiledElsewhereIsStruckButNotCalledWithdrawn() {
        page.navigate(stand.base() + "/regions/620702");
        page.waitForCondition(() -> page.textContent(".live [role=status]").equals("实时更新"));
        page.evaluate("window.stayed = true");
        publish(run + "1", "其一" + run);
        shows("其一" + run);
        stand.publish(Newsstand.in(Newsstand.article(run + "1", "其一（更正）"), "620721", "民勤县"));
        page.waitForCondition(() -> page.locator(".story.live-gone").count() == 1);
        assertThat(page.textContent(".live-gone .live-mark")).isEqualTo("不再在此列表中");
        assertThat(page.evaluate("getComputedStyle(document.querySelector('.live-gone')).opacity"))
                .as("as dark as any text")
                .isEqualTo("1");
    }

    @Test
    void theHeadingGivesNoNumberThatIsOutOfDate() {
        page.navigate(stand.base() + "/?topic=minzheng");
        page.waitForCondition(() -> page.textContent(".live [role=status]").equals("实时更新"));
        page.evaluate("window.stayed = true");
        // nobody counts in this store
        page.evaluate("document.querySelector('h1').insertAdjacentHTML('beforeend', '<span class=count>1 篇</span>')");
        publish(run + "1", "其一" + run);
        shows("其一" + run);
        assertThat(page.textContent("h1 .count")).isEqualTo("更新中");

        page.navigate(stand.base() + "/?q=" + run + "&topic=health");
        page.waitForCondition(() -> page.textContent(".live [role=status]").equals("实时更新"));
        page.evaluate("window.stayed = true");
        assertThat(page.locator("h1 .count").count()).isZero();
        Tagged story = Newsstand.article(run + "2", "其二" + run);
        stand.publish(new Tagged(
                story.article(), story.verdict(), List.of(new Tag(Tag.Scheme.TOPIC, "health", "卫生", "卫生院"))));
        shows("其二" + run);
        assertThat(page.textContent("h1 .count")).isEqualTo("更新中");
    }

    @Test
    void losesNothingAndDoublesNothingWhereTheConnectionIsLost() throws Exception {
        publish(run + "1", "其一");
        shows("其一");
        int port = stand.port();
        stand.stop();
        stand.publish(Newsstand.article(run + "2", "断线时的一篇"));
        stand.publish(Newsstand.withdrawal(run + "1"));
        stand.begin(port);
        shows("断线时的一篇");
        page.waitForCondition(() -> page.locator(".story.live-gone").count() == 1);
        publish(run + "3", "又连上后的一篇");
        shows("又连上后的一篇");
        assertThat(titles()).doesNotHaveDuplicates();
        assertThat(titles()).containsSubsequence("又连上后的一篇", "断线时的一篇", "其一", "原有的报道");
    }

    @Test
    void doesNotMoveWhatSomebodyReads() {
        page.setViewportSize(390, 400);
        for (int n = 0; n < 8; n++) {
            publish(run + "a" + n, "垫高第" + n + "篇" + run);
        }
        shows("垫高第7篇" + run);
        page.evaluate("window.scrollTo(0, document.body.scrollHeight / 2)");
        publish(run + "x", "滚动后的一篇");
        publish(run + "y", "滚动后的又一篇");
        page.waitForCondition(() -> page.locator(".live-show").textContent().startsWith("2 "));
        assertThat(titles()).doesNotContain("滚动后的一篇");
        page.locator(".live-show").dispatchEvent("click");
        shows("滚动后的一篇");
        shows("滚动后的又一篇");
        assertThat(page.locator(".live-show").isHidden()).isTrue();
    }

    @Test
    void whatWaitsIsSeenAndReachedFromAnywhereOnThePage() {
        page.setViewportSize(390, 800);
        for (int n = 0; n < 12; n++) {
            publish(run + "b" + n, "长页第" + n + "篇" + run);
        }
        shows("长页第11篇" + run);
        page.evaluate("window.scrollTo(0, document.body.scrollHeight / 2)");
        publish(run + "w", "等候的一篇" + run);
        page.waitForCondition(() -> page.locator(".live-show").textContent().startsWith("1 "));
        var box = page.locator(".live-show").boundingBox();
        assertThat(box.y).isBetween(0.0, 100.0);
        assertThat(box.x).isGreaterThanOrEqualTo(0);
        assertThat(box.x + box.width).isLessThanOrEqualTo(390);
        assertThat(
                        page.evaluate(
                                "(() => { const box = document.querySelector('.live-show').getBoundingClientRect();"
                                        + " return document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2).className; })()"))
                .as("nothing lies over it")
                .isEqualTo("live-show");
        page.locator(".live-show").click();
        shows("等候的一篇" + run);
        assertThat(page.evaluate("window.scrollY")).isEqualTo(0);
    }

    @Test
    void restsWhileItIsPaused() {
        page.locator(".live-pause").click();
        await().untilAsserted(() -> assertThat(stand.count("open")).isZero());
        publish(run + "1", "暂停时的一篇" + run);
        assertThat(page.textContent(".live [role=status]")).isEqualTo("已暂停更新");
        assertThat(page.getAttribute(".live-pause", "aria-pressed")).isEqualTo("true");
        assertThat(titles()).doesNotContain("暂停时的一篇" + run);
        page.locator(".live-pause").click();
        shows("暂停时的一篇" + run);
    }

    /** The titles of this page and of all older ones. */
    private List<String> titlesToTheEnd() {
        var all = new ArrayList<>(titles());
        while (page.locator(".pager .older[rel=next]").count() > 0) {
            page.navigate(
                    page.locator(".pager .older").evaluate("link => link.href").toString());
            all.addAll(titles());
        }
        page.evaluate("window.stayed = true");
        return all;
    }

    /** Opens a list that is told of everything, however much comes at once. */
    private void openToldOfAll(String path) throws InterruptedException {
        stand.replace(
                new Live.Room(100, 10),
                new Live.Pace(Duration.ofMillis(20), Duration.ofSeconds(5), Duration.ofMillis(200), 100_000));
        page.navigate(stand.base() + path);
        page.waitForCondition(() -> page.textContent(".live [role=status]").equals("实时更新"));
    }

    @Test
    void whatLeavesALongListIsOnTheNextPage() throws InterruptedException {
        openToldOfAll("/?topic=minzheng");
        Instant one = Instant.now().minusSeconds(1);
        List<String> published =
                IntStream.range(0, 230).mapToObj(n -> "长列表第" + n + "篇" + run).toList();
        for (int first = 0; first < 230; first += 46) {
            int begin = first;
            // many of one and the same time
            stand.publish(IntStream.range(begin, begin + 46)
                    .mapToObj(n -> Newsstand.article(
                            run + "l" + n, published.get(n), "居民走进议事亭，提了三条意见。", one.plusMillis(n < 100 ? 0 : n)))
                    .toArray(Message[]::new));
            await().until(() -> titles().stream().anyMatch(published.subList(begin, begin + 46)::contains));
        }
        shows(published.getLast());
        page.waitForCondition(() -> titles().size() == 200);
        assertThat(titlesToTheEnd()).filteredOn(published::contains).containsExactlyInAnyOrderElementsOf(published);
    }

    @Test
    void aShortListThatGrewLongIsGivenALinkToItsOlderStories() throws InterruptedException {
        openToldOfAll("/?source=cac&to=2001-12-31");
        assertThat(page.locator(".pager").count()).isZero();
        Instant begin = Instant.parse("2001-01-02T00:00:00Z");
        List<String> published =
                IntStream.range(0, 205).mapToObj(n -> "短列表第" + n + "篇" + run).toList();
        stand.publish(IntStream.range(0, 205)
                .mapToObj(n -> Newsstand.article(
                        run + "s" + n, published.get(n), "居民走进议事亭，提了三条意见。", begin.plusSeconds(n * 3_600L)))
                .toArray(Message[]::new));
        page.waitForCondition(() -> page.locator(".pager .older").count() == 1);
        assertThat(page.locator(".pager .older").textContent()).isEqualTo("更早的报道 →");
        page.waitForCondition(() -> titles().size() == 200);
        assertThat(titlesToTheEnd()).filteredOn(published::contains).containsExactlyInAnyOrderElementsOf(published);
    }
}
