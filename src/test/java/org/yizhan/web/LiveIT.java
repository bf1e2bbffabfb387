package org.yizhan.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yizhan.article.Message;
import org.yizhan.article.Tagged;
import org.yizhan.deliver.Live;

/** What a reader of {@code /live} gets, byte by byte, from the real store. */
class LiveIT {

    private static Newsstand stand;
    private String run;

    @BeforeAll
    static void open() throws Exception {
        stand = new Newsstand();
    }

    @AfterAll
    static void close() throws Exception {
        stand.close();
    }

    @BeforeEach
    void anew() throws Exception {
        run = Long.toString(System.nanoTime());
        stand.counts.clear();
        stand.replace(new Live.Room(100, 10), Newsstand.PACE);
    }

    private EventStream stream(String query, String... headers) throws Exception {
        EventStream stream = EventStream.of(stand.port(), "/live" + query, headers);
        // he has his number: what comes from now on is told
        if (stream.head().startsWith("HTTP/1.1 200")) {
            await().until(() -> !stream.lastId().isEmpty());
        }
        return stream;
    }

    private void publish(String id, String title) {
        stand.publish(Newsstand.article(run + id, title));
    }

    @Test
    void tellsOfWhatIsPublishedChangedAndWithdrawn() throws Exception {
        try (EventStream stream = stream("?lang=zh")) {
            assertThat(stream.head())
                    .containsIgnoringCase("content-type: text/event-stream; charset=utf-8")
                    .containsIgnoringCase("cache-control: no-store")
                    .containsIgnoringCase("x-accel-buffering: no")
                    .doesNotContainIgnoringCase("content-encoding");
            publish("1", "<b>议事亭</b>开门");
            await().until(() -> stream.events.size() == 1);
            publish("1", "议事亭又开门");
            await().until(() -> stream.events.size() == 2);
            stand.publish(Newsstand.withdrawal(run + "1"));
            await().until(() -> stream.events.size() == 3);

            assertThat(stream.lines).anyMatch(line -> line.matches("retry: \\d{4}"));
            assertThat(stream.names()).containsExactly("story", "story", "gone");
            var first = stream.events.get(0).data();
            assertThat(first.path("kind").asText()).isEqualTo("new");
            assertThat(first.path("storyId").asText())
                    .isEqualTo(Newsstand.story(run + "1").toString());
            assertThat(first.path("title").asText()).isEqualTo("<b>议事亭</b>开门");
            assertThat(first.path("source").asText()).isEqualTo("中国网信网");
            assertThat(first.path("tags")).hasSize(2);
            assertThat(first.path("html").asText())
                    .contains("<li class=\"story\" data-at=\"")
                    .contains("&lt;b&gt;议事亭&lt;/b&gt;开门")
                    .doesNotContain("<b>");
            assertThat(stream.events.get(1).data().path("kind").asText()).isEqualTo("changed");
            assertThat(stream.events.get(2).data().path("storyId").asText())
                    .isEqualTo(Newsstand.story(run + "1").toString());
        }
    }

    @Test
    void givesNoMarkUpToWhomNamesNoLanguage() throws Exception {
        try (EventStream stream = stream("")) {
            publish("1", "开门");
            await().until(() -> !stream.events.isEmpty());
            assertThat(stream.events.getFirst().data().has("html")).isFalse();
        }
    }

    @Test
    void tellsEachListOfItsOwnStoriesOnly() throws Exception {
        try (EventStream region = stream("?region=620702");
                EventStream other = stream("?region=620721");
                EventStream both = stream("?region=620702&topic=minzheng&source=cac");
                EventStream words = stream("?q=%E5%9E%83%E5%9C%BE%E5%88%86%E7%B1%BB");
                EventStream notThese = stream("?q=-%E5%9E%83%E5%9C%BE%E5%88%86%E7%B1%BB&topic=minzheng");
                EventStream past = stream("?to=2020-01-01")) {
            stand.publish(
                    Newsstand.article(run + "1", "垃圾分类进社区"),
                    Newsstand.article(run + "2", "养老院开门", "老人搬进新居。", Instant.now()));
            await().until(() -> region.titles().size() == 2 && both.titles().size() == 2);
            await().until(() -> !words.titles().isEmpty() && !notThese.titles().isEmpty());
            assertThat(words.titles()).containsExactly("垃圾分类进社区");
            assertThat(notThese.titles()).containsExactly("养老院开门");
            stand.publish(Newsstand.withdrawal(run + "1"));
            await().until(() -> region.names().contains("gone"));
            String end = region.lastId();
            await().until(() -> other.lastId().equals(end) && past.lastId().equals(end));
            assertThat(other.events).isEmpty();
            assertThat(past.titles()).isEmpty();
        }
    }

    @Test
    void tellsAListThatARevisionTookAStoryOutOfIt() throws Exception {
        try (EventStream region = stream("?region=620702");
                EventStream words = stream("?q=%E5%9E%83%E5%9C%BE%E5%88%86%E7%B1%BB");
                EventStream all = stream("");
                EventStream other = stream("?source=mca")) {
            publish("1", "垃圾分类进社区");
            publish("2", "垃圾分类进校园");
            await().until(() -> region.titles().size() == 2 && words.titles().size() == 2);
            stand.publish(Newsstand.in(Newsstand.article(run + "1", "养老院开门"), "620721", "民勤县"));
            await().until(() -> region.names().contains("gone") && words.names().contains("gone"));
            for (EventStream stream : List.of(region, words)) {
                var gone = stream.events.getLast().data();
                assertThat(gone.path("storyId").asText())
                        .isEqualTo(Newsstand.story(run + "1").toString());
                assertThat(gone.path("withdrawn").asBoolean(true)).isFalse();
            }
            await().until(() -> all.titles().contains("养老院开门"));
            stand.publish(Newsstand.withdrawal(run + "2"));
            await().until(() -> all.names().contains("gone"));
            assertThat(all.events.getLast().data().path("withdrawn").asBoolean(false))
                    .isTrue();
            String end = all.lastId();
            await().until(() -> other.lastId().equals(end));
            assertThat(other.events).isEmpty();
        }
    }

    @Test
    void tellsAListWhatWasFiledElsewhereAndWhatWentIntoAnotherStory() throws Exception {
        Tagged filed = Newsstand.article(run + "1", "垃圾分类进社区");
        publish("2", "渡口添船");
        stand.publish(filed);
        try (EventStream region = stream("?region=620702");
                EventStream all = stream("");
                EventStream other = stream("?region=620721&source=mca")) {
            stand.publish(Newsstand.in(filed, "620721", "肃南裕固族自治县"));
            await().until(() -> !region.events.isEmpty());
            assertThat(region.names()).containsExactly("gone");
            assertThat(region.events.getFirst().data().toString())
                    .isEqualTo("{\"storyId\":\"" + Newsstand.story(run + "1") + "\",\"withdrawn\":false}");
            stand.publish(Newsstand.moved(run + "1", run + "2"));
            await().until(() -> all.names().contains("gone"));
            assertThat(all.events.stream()
                            .filter(event -> event.name().equals("gone"))
                            .map(event -> event.data().toString()))
                    .containsExactly("{\"storyId\":\"" + Newsstand.story(run + "1")
                            + "\",\"withdrawn\":false,\"into\":\"" + Newsstand.story(run + "2") + "\"}");
            String end = all.lastId();
            await().until(() -> other.lastId().equals(end));
            assertThat(other.events).isEmpty();
        }
    }

    @Test
    void aCopyMoreTakesAStoryOutOfNoList() throws Exception {
        publish("1", "垃圾分类进社区");
        try (EventStream words = stream("?q=%E5%85%BB%E8%80%81%E9%99%A2")) {
            stand.publish(Newsstand.copy(run + "2", run + "1", "垃圾分类进社区"));
            publish("3", "养老院开门");
            await().until(() -> words.titles().contains("养老院开门"));
            assertThat(words.names()).containsExactly("story");
        }
    }

    @Test
    void saysOfNoStoryThatItIsGoneThatCameLaterThanTheList() throws Exception {
        long before = stand.seq();
        publish("1", "垃圾分类进社区");
        publish("2", "养老院开门");
        stand.publish(Newsstand.withdrawal(run + "1"));
        stand.publish(Newsstand.in(Newsstand.article(run + "2", "渡口添船"), "620721", "肃南裕固族自治县"));
        for (String list : List.of("?", "?region=620702&", "?q=%E5%85%BB%E8%80%81%E9%99%A2&")) {
            try (EventStream fresh = stream(list + "since=" + before);
                    EventStream again = stream(list, "Last-Event-ID: " + before);
                    EventStream reopened = stream(list + "since=0&last=" + before)) {
                await().until(() ->
                        again.names().contains("gone") && reopened.names().contains("gone"));
                await().until(() -> fresh.lastId().equals(Long.toString(stand.seq())));
                assertThat(fresh.names()).as(list).doesNotContain("gone");
            }
        }
    }

    @Test
    void goesOnFromTheLastEventThatSomebodyHasHeardOf() throws Exception {
        String last;
        try (EventStream stream = stream("")) {
            publish("1", "其一");
            await().until(() -> stream.titles().size() == 1);
            last = stream.lastId();
        }
        publish("2", "其二");
        publish("3", "其三");
        stand.replace(new Live.Room(100, 10), Newsstand.PACE);
        try (EventStream again = stream("?since=0", "Last-Event-ID: " + last);
                EventStream byAddress = stream("?since=" + last)) {
            await().until(() -> again.titles().size() == 2 && byAddress.titles().size() == 2);
            publish("4", "其四");
            await().until(() -> again.titles().size() == 3);
            assertThat(again.titles()).containsExactly("其二", "其三", "其四");
            assertThat(again.lastId()).isEqualTo(Long.toString(stand.seq()));
        }
    }

    @Test
    void whoeverIsCutOffAmidABatchIsToldAllOfItAgain() throws Exception {
        try (EventStream stream = stream("")) {
            String before = stream.lastId();
            stand.publish(Newsstand.article(run + "1", "其一"), Newsstand.article(run + "2", "其二"));
            await().until(() -> stream.titles().size() == 2);
            assertThat(stream.events.get(0).id()).isEqualTo(before);
            assertThat(stream.events.get(1).id()).isEqualTo(Long.toString(stand.seq()));
        }
    }

    @Test
    void saysThatTheListIsToBeReadAgainWhereTheLogDoesNotReachBack() throws Exception {
        publish("1", "其一");
        long before = stand.seq() - 1;
        stand.forget();
        try (EventStream old = stream("", "Last-Event-ID: " + before);
                EventStream ahead = stream("", "Last-Event-ID: " + (stand.seq() + 1000))) {
            await().until(() -> !old.events.isEmpty() && !ahead.events.isEmpty());
            publish("2", "其二");
            await().until(() -> old.events.size() == 2 && ahead.events.size() == 2);
            assertThat(old.names()).containsExactly("reset", "story");
            assertThat(ahead.names()).containsExactly("reset", "story");
        }
    }

    @Test
    void keepsAnIdleConnectionAndItsNumber() throws Exception {
        try (EventStream stream = stream("?region=999999")) {
            long beats = beats(stream);
            publish("1", "别处的事");
            await().until(() -> beats(stream) >= beats + 2);
            await().untilAsserted(() -> assertThat(stream.lastId()).isEqualTo(Long.toString(stand.seq())));
            assertThat(stream.events).isEmpty();
        }
    }

    private static long beats(EventStream stream) {
        return stream.lines.stream().filter(":"::equals).count();
    }

    @Test
    void letsInNoMoreThanThereIsRoomFor() throws Exception {
        stand.replace(new Live.Room(3, 2), Newsstand.PACE);
        List<EventStream> open = new ArrayList<>();
        try {
            open.add(stream(""));
            open.add(stream(""));
            open.add(stream(""));
            assertThat(open.get(2).head()).startsWith("HTTP/1.1 503").containsIgnoringCase("retry-after: 30");
            open.add(stream("", "X-Forwarded-For: 192.0.2.9", "X-Forwarded-For: 10.0.0.1, 192.0.2.7"));
            assertThat(open.get(3).head()).startsWith("HTTP/1.1 200");
            open.add(stream("", "X-Forwarded-For: 192.0.2.8"));
            assertThat(open.get(4).head()).startsWith("HTTP/1.1 503");
            assertThat(stand.count("address")).isEqualTo(1);
            assertThat(stand.count("full")).isEqualTo(1);
            open.get(0).close();
            await().untilAsserted(() -> assertThat(stand.count("open")).isEqualTo(2));
            open.add(stream(""));
            assertThat(open.get(5).head()).startsWith("HTTP/1.1 200");
        } finally {
            for (EventStream stream : open) {
                stream.close();
            }
        }
    }

    @Test
    void nobodyHasMoreRoomByNamingOtherAddresses() throws Exception {
        stand.proxies = Proxies.NONE;
        stand.replace(new Live.Room(10, 1), Newsstand.PACE);
        try (EventStream first = stream("", "X-Forwarded-For: 192.0.2.7");
                EventStream second = stream("", "X-Forwarded-For: 192.0.2.8")) {
            assertThat(first.head()).startsWith("HTTP/1.1 200");
            assertThat(second.head()).startsWith("HTTP/1.1 503");
        }
    }

    @Test
    void letsGoOfWhomReadsNothingAndGoesOnWithTheOthers() throws Exception {
        var fast = new Live.Pace(Duration.ofMillis(20), Duration.ofSeconds(5), Duration.ofMillis(200), 100_000);
        stand.replace(new Live.Room(100, 10), fast);
        String many = "长".repeat(190);
        try (EventStream reading = stream("?lang=zh");
                EventStream slow = new EventStream(stand.port(), "/live?lang=zh", "HTTP/1.1", 4096)) {
            await().untilAsserted(() -> assertThat(stand.count("open")).isEqualTo(2));
            int batches = 0;
            while (stand.count("slow") == 0 && batches < 400) {
                int first = 50 * batches++;
                stand.publish(IntStream.range(first, first + 50)
                        .mapToObj(n -> Newsstand.article(run + n, n + many, n + many, Instant.now()))
                        .toArray(Message[]::new));
                int published = 50 * batches;
                await().untilAsserted(() -> assertThat(reading.titles().size()).isEqualTo(published));
            }
            assertThat(stand.count("slow")).isEqualTo(1);
            assertThat(reading.titles()).doesNotHaveDuplicates();
            assertThat(stand.count("open")).isEqualTo(1);
        }
    }

    @Test
    void tellsInAFloodHowManyOthersThereAre() throws Exception {
        try (EventStream stream = stream("?topic=minzheng")) {
            stand.publish(IntStream.range(0, 147)
                    .mapToObj(n -> Newsstand.article(run + n, "第" + n + "件"))
                    .toArray(Message[]::new));
            await().until(() -> stream.names().contains("more"));
            assertThat(stream.titles()).hasSize(20);
            var more = stream.events.getLast();
            assertThat(more.data().path("count").asInt()).isEqualTo(127);
            assertThat(more.id()).isEqualTo(Long.toString(stand.seq()));
        }
    }

    @Test
    void refusesWhatItCannotRead() throws Exception {
        assertThat(stream("?since=gestern").head()).startsWith("HTTP/1.1 400");
        assertThat(stream("?last=gestern").head()).startsWith("HTTP/1.1 400");
        assertThat(stream("?to=never").head()).startsWith("HTTP/1.1 400");
    }

    @Test
    void endsCleanlyWhenItStopsSoThatReadersComeAgain() throws Exception {
        EventStream stream = stream("");
        stand.replace(new Live.Room(100, 10), Newsstand.PACE);
        await().until(stream::isOver);
        assertThat(stream.endedCleanly()).isTrue();
    }

    @Test
    void servesWhomKnowsNoChunks() throws Exception {
        try (var stream = new EventStream(stand.port(), "/live", "HTTP/1.0", 0)) {
            assertThat(stream.head()).startsWith("HTTP/1.0 200").doesNotContainIgnoringCase("chunked");
            await().untilAsserted(() -> assertThat(stand.count("open")).isEqualTo(1));
            publish("1", "其一");
            await().untilAsserted(() -> assertThat(stand.count("story")).isEqualTo(1));
            stand.replace(new Live.Room(100, 10), Newsstand.PACE);
            await().until(stream::isOver);
            assertThat(stream.titles()).containsExactly("其一");
        }
    }

    @Test
    void outlivesAStoreThatIsAway() throws Exception {
        try (EventStream stream = stream("")) {
            stand.away = true;
            long beats = beats(stream);
            await().until(() -> beats(stream) > beats);
            stand.away = false;
            publish("1", "其一");
            await().until(() -> stream.titles().size() == 1);
        }
    }
}
