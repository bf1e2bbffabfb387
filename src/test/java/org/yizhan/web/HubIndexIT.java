package org.yizhan.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** How the hub tells of searches while the index is behind. */
class HubIndexIT {

    /** 议事. */
    private static final String SEARCH = "/feeds/search.json?q=%E8%AE%AE%E4%BA%8B";

    private static final Duration LOOK = Duration.ofSeconds(61);
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @TempDir
    static Path temporary;

    private static HubSite site;

    @RegisterExtension
    final Subscriber subscriber = new Subscriber();

    @BeforeAll
    static void open() {
        site = HubSite.indexed(temporary.resolve("search"));
    }

    @AfterAll
    static void close() throws Exception {
        site.afterAll(null);
    }

    @BeforeEach
    void empty() throws SQLException {
        site.beforeEach(null);
        site.catchUp();
    }

    private List<String> told() {
        return subscriber.deliveries("/a").stream()
                .map(Subscriber.Delivery::text)
                .toList();
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

    private void subscribe() {
        site.subscribe(SEARCH, subscriber.url("/a"));
        awaitQuiet();
    }

    @Test
    void nobodyWaitsForTheIndex() {
        subscribe();
        site.publish(site.article("1", "议事亭开门", "居民走进议事亭。"));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(told()).hasSize(1));
        assertThat(told().getFirst()).contains("议事亭开门");
        assertThat(site.get(SEARCH).body()).as("the index has not taken it in").doesNotContain("议事亭开门");
    }

    @Test
    void anIndexThatIsBehindTakesNothingBack() throws SQLException {
        subscribe();
        site.publish(site.article("2", "议事亭开门", "居民走进议事亭。"));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(told()).hasSize(1));
        awaitQuiet();
        site.pass(LOOK);
        awaitQuiet();
        site.pass(LOOK);
        awaitQuiet();
        assertThat(told()).hasSize(1);
        assertThat(site.number("select count(*) from subscription where etag = ''"))
                .as("it is looked at again")
                .isOne();
        site.catchUp();
        site.pass(LOOK);
        await().atMost(PATIENCE).until(() -> site.number("select count(*) from subscription where etag <> ''") == 1);
        assertThat(told()).as("he knows what there is").hasSize(1);
    }
}
