package org.yizhan.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.yizhan.article.Message;
import org.yizhan.article.Moved;
import org.yizhan.article.Relation;
import org.yizhan.article.Tagged;
import org.yizhan.article.Verdict;

/** How the hub tells of searches, on a real store without an index: from what changed, and by a look now and then. */
class HubSearchIT {

    /** 议事. */
    private static final String MEETING = "q=%E8%AE%AE%E4%BA%8B";

    /** 垃圾. */
    private static final String WASTE = "q=%E5%9E%83%E5%9C%BE";

    private static final Duration LOOK = Duration.ofSeconds(61);
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @RegisterExtension
    static final HubSite site = new HubSite();

    @RegisterExtension
    final Subscriber subscriber = new Subscriber();

    private static String topic(FeedFormat format, String query) {
        return "/feeds/search." + format.suffix() + "?" + query;
    }

    private static void awaitQuiet() {
        await().atMost(PATIENCE)
                .until(() -> site.number("""
                select count(*) from subscription where claimed_until is not null or due_at is not null
                """)
                                + site.number(
                                        "select (select last from change_number) - (select seq from hub_progress)")
                        == 0);
    }

    private List<String> told(String path) {
        return subscriber.deliveries(path).stream()
                .map(Subscriber.Delivery::text)
                .toList();
    }

    private void subscribe(String topic, String path) {
        site.subscribe(topic, subscriber.url(path));
        awaitQuiet();
    }

    private void awaitTold(String path, int count) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(told(path)).hasSizeGreaterThanOrEqualTo(count));
        awaitQuiet();
    }

    @Test
    void aChangeIsToldToTheSearchesThatItTouchesAndNoOtherIsLookedAt() throws SQLException {
        subscribe(topic(FeedFormat.ATOM, MEETING), "/a");
        subscribe(topic(FeedFormat.ATOM, WASTE), "/b");
        subscribe(topic(FeedFormat.ATOM, "topic=minzheng"), "/c");
        site.heard.clear();
        site.publish(site.article("1", "议事亭开门", "居民走进议事亭。"));
        awaitTold("/a", 1);
        awaitTold("/c", 1);
        assertThat(told("/b")).isEmpty();
        assertThat(site.heard).containsExactly("delivered", "delivered");
    }

    @ParameterizedTest
    @EnumSource(FeedFormat.class)
    void theFirstDocumentIsTheSearchAndEachLaterOneWhatChanged(FeedFormat format) {
        site.publish(site.article("0", "旧议事", "从前的事。"));
        subscribe(topic(format, MEETING), "/a");
        site.publish(site.article("1", "议事亭开门", "居民走进议事亭。"));
        awaitTold("/a", 1);
        assertThat(told("/a").getFirst())
                .isEqualTo(site.get(topic(format, MEETING)).body())
                .contains("议事亭开门", "旧议事");
        site.publish(site.article("2", "议事亭关门", "居民走出议事亭。"), site.article("3", "别的事", "与此无关。"));
        awaitTold("/a", 2);
        assertThat(told("/a").get(1)).contains("议事亭关门").doesNotContain("议事亭开门", "旧议事", "别的事");
        assertThat(subscriber.deliveries("/a").get(1).header("link"))
                .contains("<" + HubSite.topic(topic(format, MEETING)) + ">; rel=\"self\"");
    }

    @ParameterizedTest
    @EnumSource(FeedFormat.class)
    void whatIsWithdrawnIsToldAsGone(FeedFormat format) {
        site.publish(site.article("1", "议事亭开门", "居民走进议事亭。"), site.article("2", "议事亭关门", "居民走出议事亭。"));
        subscribe(topic(format, MEETING), "/a");
        site.publish(site.article("3", "议事亭修门", "居民修议事亭。"));
        awaitTold("/a", 1);
        site.publish(site.withdrawal("1"));
        awaitTold("/a", 2);
        if (format == FeedFormat.RSS) {
            // has no word for it: the feed as it reads, without the story
            assertThat(told("/a").get(1))
                    .contains("议事亭关门")
                    .doesNotContain(HubSite.id("1").toString());
        } else {
            assertThat(told("/a").get(1))
                    .contains(HubSite.id("1").toString(), "内容有误")
                    .doesNotContain("议事亭关门");
        }
    }

    @Test
    void aStoryThatGoesIntoAnotherIsToldAsGoneAndTheOtherAsChanged() {
        site.publish(site.article("1", "议事亭开门", "居民走进议事亭。"), site.article("2", "议事亭开门了", "居民走进议事亭了。"));
        subscribe(topic(FeedFormat.ATOM, MEETING), "/a");
        site.publish(site.article("3", "议事亭修门", "居民修议事亭。"));
        awaitTold("/a", 1);
        var verdict = new Verdict(
                HubSite.id("1"), Relation.REPOST, Optional.of(HubSite.id("1")), 0.9, 1, "containment", List.of(), 7);
        site.publish(new Moved(HubSite.id("2"), verdict, HubSite.id("2"), site.now.get()));
        awaitTold("/a", 2);
        assertThat(told("/a").get(1))
                .contains("deleted-entry ref=\"tag:yizhan.org,2026:story/" + HubSite.id("2"))
                .contains("<id>tag:yizhan.org,2026:story/" + HubSite.id("1"))
                .doesNotContain("议事亭修门");
    }

    @Test
    void aStoryThatIsTaggedOtherwiseIsToldAsGone() {
        Tagged article = site.article("1", "议事亭开门", "居民走进议事亭。");
        site.publish(article);
        subscribe(topic(FeedFormat.ATOM, MEETING + "&topic=minzheng"), "/a");
        site.publish(site.article("2", "议事亭关门", "居民走出议事亭。"));
        awaitTold("/a", 1);
        Tagged elsewhere = site.article("1", "议事亭开了门", "居民走进了议事亭。");
        site.publish(new Tagged(elsewhere.article(), elsewhere.verdict(), List.of()));
        awaitTold("/a", 2);
        assertThat(told("/a").get(1))
                .contains("deleted-entry ref=\"tag:yizhan.org,2026:story/" + HubSite.id("1"))
                .doesNotContain("议事亭关门");
    }

    @Test
    void aStoryThatNeverAnsweredSendsNothingWhenItIsCorrected() {
        site.publish(site.article("1", "议事亭开门", "居民走进议事亭。"), site.article("2", "凉亭开门", "居民走进凉亭。"));
        subscribe(topic(FeedFormat.ATOM, MEETING), "/a");
        site.publish(site.article("3", "议事亭修门", "居民修议事亭。"));
        awaitTold("/a", 1);
        for (int i = 0; i < 3; i++) {
            site.publish(site.article("2", "凉亭又开门 " + i, "居民又走进凉亭。"));
        }
        site.publish(site.article("4", "议事亭关门", "居民走出议事亭。"));
        await().until(() -> told("/a").stream().anyMatch(document -> document.contains("议事亭关门")));
        assertThat(told("/a"))
                .as("one whole document at most, and no two alike")
                .doesNotHaveDuplicates()
                .hasSizeLessThan(4);
    }

    /** No tombstone tells of a story that stands and only answers no longer. */
    @Test
    void aStoryThatAnswersNoLongerIsMissingFromTheWholeThatIsTold() {
        site.publish(site.article("1", "议事亭开门", "居民走进议事亭。"));
        subscribe(topic(FeedFormat.JSON, MEETING), "/a");
        site.publish(site.article("2", "议事亭关门", "居民走出议事亭。"));
        awaitTold("/a", 1);
        site.publish(site.article("1", "凉亭开门", "居民走进凉亭。"));
        awaitTold("/a", 2);
        assertThat(told("/a").get(1))
                .contains("议事亭关门")
                .doesNotContain(HubSite.id("1").toString());
    }

    @Test
    void aLookTellsWhatNoChangeTellsOfAndNothingTwice() throws SQLException {
        subscribe(topic(FeedFormat.JSON, MEETING), "/a");
        site.publish(site.article("1", "议事亭开门", "居民走进议事亭。"));
        awaitTold("/a", 1);
        site.pass(LOOK);
        await().atMost(PATIENCE).until(() -> site.number("select count(*) from subscription where etag <> ''") == 1);
        awaitQuiet();
        assertThat(told("/a")).as("what he was told already").hasSize(1);
        site.execute("update article set title = '议事亭开着门'");
        site.pass(LOOK);
        awaitTold("/a", 2);
        assertThat(told("/a").get(1)).contains("议事亭开着门");
    }

    @Test
    void whoSaysThatASearchHasChangedHasItLookedAtAtOnce() throws SQLException {
        subscribe(topic(FeedFormat.JSON, MEETING), "/a");
        site.publish(site.article("1", "议事亭开门", "居民走进议事亭。"));
        awaitTold("/a", 1);
        String[] publish = {"hub.mode", "publish", "hub.url", HubSite.topic(topic(FeedFormat.JSON, MEETING))};
        site.send(publish);
        await().atMost(PATIENCE).until(() -> site.number("select count(*) from subscription where etag <> ''") == 1);
        awaitQuiet();
        site.execute("update article set title = '议事亭开着门'");
        site.send(publish);
        awaitTold("/a", 2);
        assertThat(told("/a")).hasSize(2);
    }

    @Test
    void moreThanCanBeHeldAgainstASearchIsFoundByALook() throws SQLException {
        subscribe(topic(FeedFormat.JSON, MEETING), "/a");
        long before = site.number("select unsifted from hub_progress");
        site.publish(IntStream.range(0, 550)
                .mapToObj(n -> n % 50 == 0
                        ? site.article("n" + n, "议事亭第" + n + "天", "居民走进议事亭。")
                        : site.article("n" + n, "别的事" + n, "与此无关。"))
                .toArray(Message[]::new));
        awaitQuiet();
        assertThat(site.number("select unsifted from hub_progress")).isGreaterThan(before);
        site.pass(Duration.ofSeconds(5));
        awaitTold("/a", 1);
        String all = String.join("", told("/a"));
        assertThat(IntStream.range(0, 11)).allSatisfy(n -> assertThat(all).contains("议事亭第" + 50 * n + "天"));
    }

    @Test
    void whoWaitedLongGoesThroughNothingThatWasNotForHim() throws SQLException {
        subscribe(topic(FeedFormat.ATOM, MEETING), "/a");
        long subscribed = site.number("select seq from subscription");
        for (int n = 0; n < 5; n++) {
            site.publish(site.article("n" + n, "别的事" + n, "与此无关。"));
            awaitQuiet();
        }
        assertThat(site.number("select seq from subscription")).isEqualTo(subscribed);
        long before = site.number("select seq from hub_progress");
        subscriber.told("/a", Subscriber.status(500));
        site.publish(site.article("1", "议事亭开门", "居民走进议事亭。"));
        await().atMost(PATIENCE).until(() -> site.number("select count(*) from subscription where attempt = 1") == 1);
        assertThat(site.number("select seq from subscription"))
                .isEqualTo(before)
                .isGreaterThan(subscribed);
        site.publish(site.article("2", "议事亭关门", "居民走出议事亭。"));
        subscriber.told("/a", Subscriber.status(204));
        site.pass(Duration.ofSeconds(15));
        await().atMost(PATIENCE).until(() -> site.number("select count(*) from subscription where attempt = 0") == 1);
        assertThat(told("/a").getLast()).contains("议事亭开门", "议事亭关门");
    }

    @Test
    void aSearchThatCannotBeReadAnyLongerEndsAndHoldsNobodyUp() throws SQLException {
        subscribe(topic(FeedFormat.ATOM, MEETING), "/a");
        subscribe(topic(FeedFormat.ATOM, WASTE), "/b");
        site.execute(
                "update subscription set topic = '/feeds/search.atom?q=' || repeat('x', 300) where callback like '%/b'");
        site.publish(site.article("1", "议事亭开门", "居民走进议事亭。"));
        awaitTold("/a", 1);
        await().atMost(PATIENCE).until(() -> site.number("select count(*) from subscription") == 1);
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(subscriber.questions("/b").getLast().get("hub.mode"))
                                .isEqualTo("denied"));
    }

    @Test
    void severalInstancesTellEachOnce() {
        site.another();
        for (int n = 0; n < HubSite.SEARCHES; n++) {
            for (FeedFormat format : FeedFormat.values()) {
                subscribe(topic(format, MEETING + "+" + "-s" + n), "/" + n + format);
            }
        }
        int articles = 12;
        for (int n = 0; n < articles; n++) {
            site.publish(site.article("a" + n, "议事" + n + "号", "居民议事。"));
        }
        for (int n = 0; n < HubSite.SEARCHES; n++) {
            for (FeedFormat format : FeedFormat.values()) {
                String path = "/" + n + format;
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(IntStream.range(0, articles)
                                        .filter(article ->
                                                !String.join("", told(path)).contains("议事" + article + "号")))
                                .isEmpty());
            }
        }
        awaitQuiet();
        for (int n = 0; n < HubSite.SEARCHES; n++) {
            for (FeedFormat format : FeedFormat.values()) {
                assertThat(told("/" + n + format)).doesNotHaveDuplicates();
            }
        }
    }
}
