package org.yizhan.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yizhan.publish.Copy;
import org.yizhan.publish.Entry;
import org.yizhan.publish.FeedContent;
import org.yizhan.publish.FeedName;
import org.yizhan.publish.Tombstone;

class FeedCutTest {

    private static final Links LINKS = new Links(URI.create("https://news.example/"));
    private static final Instant CHANGED = Instant.parse("2026-11-23T04:00:30.250Z");
    private static final Pattern STORY = Pattern.compile(
            "(?:\"id\":\"|<id>|<guid isPermaLink=\"false\">|ref=\")tag:yizhan.org,2026:story/([0-9a-f-]{36})");

    private final FeedPrinter printer = new FeedPrinter(LINKS, Optional.of(LINKS.hub()), new Renderings(() -> CHANGED));

    private Map<FeedFormat, byte[]> written(FeedContent content) {
        Map<FeedFormat, byte[]> written = new EnumMap<>(FeedFormat.class);
        for (FeedFormat format : FeedFormat.values()) {
            FeedHead head = printer.head(FeedName.region("100000"), format, "全国 & \"各地\"", "各地的<公共>新闻");
            written.put(format, printer.write(head, format, content).bytes());
        }
        return written;
    }

    private static List<String> stories(byte[] document) {
        return STORY.matcher(new String(document, StandardCharsets.UTF_8))
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    private static FeedContent content(List<Entry> entries) {
        return new FeedContent(7, CHANGED, entries, List.of());
    }

    private static void assertSameWithin(Map<FeedFormat, byte[]> written) {
        assertThat(written.values())
                .allSatisfy(document -> assertThat(document.length).isLessThanOrEqualTo(FeedWriter.MAX_BYTES));
        assertThat(written.values().stream().map(FeedCutTest::stories).distinct())
                .hasSize(1);
    }

    /** What is longest in XML, in JSON, and in both alike. */
    @ParameterizedTest
    @ValueSource(strings = {"<br>", "\"说\" \\ ", "长", "a & b ", "<b>甲</b>\"乙\"&amp;\t"})
    void allFormatsEndAtTheSameEntry(String text) {
        var random = new Random(20_261_127);
        List<Entry> entries = Entries.entries(50).stream()
                .map(entry ->
                        Entries.withBody(entry, "<p>" + text.repeat(random.nextInt(20_000 / text.length())) + "</p>"))
                .toList();
        Map<FeedFormat, byte[]> written = written(content(entries));
        assertSameWithin(written);
        List<String> stories = stories(written.get(FeedFormat.JSON));
        assertThat(stories).hasSizeBetween(5, 49);
        assertThat(stories)
                .isEqualTo(entries.stream()
                        .limit(stories.size())
                        .map(entry -> entry.storyId().toString())
                        .toList());
    }

    @Test
    void asManyAsFitInTheLongestFormatAreThere() {
        List<Entry> entries = Entries.entries(50).stream()
                .map(entry -> Entries.withBody(entry, "<p>" + "长".repeat(1_700) + "</p>"))
                .toList();
        Map<FeedFormat, byte[]> written = written(content(entries));
        assertSameWithin(written);
        int longest = written.values().stream()
                .mapToInt(document -> document.length)
                .max()
                .orElseThrow();
        assertThat(longest).isGreaterThan(FeedWriter.MAX_BYTES - 12_000);
    }

    /** JSON alone names every copy. */
    @Test
    void aStoryThatThousandsHaveTakenLeavesRoomForOthers() {
        Copy origin = Entries.entry(0).origin();
        List<Copy> copies = IntStream.range(0, 3_000)
                .mapToObj(n -> Entries.copy("c" + n, "s" + n, "来源" + n, "https://x.example/" + n))
                .toList();
        List<Entry> entries = new ArrayList<>(Entries.entries(20));
        entries.set(0, Entries.carried(entries.getFirst(), origin, copies));
        Map<FeedFormat, byte[]> written = written(content(entries));
        assertSameWithin(written);
        assertThat(stories(written.get(FeedFormat.JSON))).hasSize(20);
        assertThat(new String(written.get(FeedFormat.JSON), StandardCharsets.UTF_8))
                .contains("\"moreCopies\":2950");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "内容有误", "'\"&<>'", "&"})
    void tombstonesAreTheSameAndLeaveRoom(String reason) {
        List<Entry> entries = Entries.entries(50).stream()
                .map(entry -> Entries.withBody(entry, "<p>" + "长".repeat(9_000) + "</p>"))
                .toList();
        List<Tombstone> graves = IntStream.range(0, 120)
                .mapToObj(n -> new Tombstone(new UUID(9, n), CHANGED, reason.repeat(60)))
                .map(grave -> grave.storyId().getLeastSignificantBits() % 2 == 0 ? grave : grave.elsewhere())
                .toList();
        Map<FeedFormat, byte[]> written = written(new FeedContent(7, CHANGED, entries, graves));
        assertThat(written.values())
                .allSatisfy(document -> assertThat(document.length).isLessThanOrEqualTo(FeedWriter.MAX_BYTES));
        assertThat(written.values().stream()
                        .map(document -> stories(document).stream().sorted().toList())
                        .distinct())
                .hasSize(1);
        assertThat(stories(written.get(FeedFormat.RSS)))
                .hasSizeGreaterThan(20)
                .contains(
                        new UUID(9, 0).toString(), entries.getFirst().storyId().toString());
    }

    /** Names and addresses of a search may be longer than the rest of what is around the entries. */
    @Test
    void aLongHeadIsReckonedWithWhateverTheFormat() {
        String query = "%E9%95%BF".repeat(700);
        List<Entry> entries = Entries.entries(50).stream()
                .map(entry -> Entries.withBody(entry, "<p>" + "长".repeat(1_700) + "</p>"))
                .toList();
        Map<FeedFormat, byte[]> written = new EnumMap<>(FeedFormat.class);
        for (FeedFormat format : FeedFormat.values()) {
            String self = "https://news.example/feeds/search." + format.suffix() + "?q=" + query;
            var head = new FeedHead("id" + query, "搜&".repeat(200), "<说明>", self, self, Optional.of("https://hub"))
                    .page(self + "&before=x", ArchiveLinks.paged(Optional.of(self), Optional.of(self + "&before=y")));
            written.put(format, printer.write(head, format, content(entries)).bytes());
        }
        assertSameWithin(written);
    }

    /** The margin for what surrounds the entries holds for texts of any characters. */
    @Test
    void noDocumentWithoutEntriesIsLongerThanReckoned() {
        var random = new Random(7);
        for (int turn = 0; turn < 300; turn++) {
            String text = random.ints(random.nextInt(200), 0, 0x3000)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .append("&<>'\"\\\n".repeat(random.nextInt(10)))
                    .toString();
            for (FeedFormat format : FeedFormat.values()) {
                FeedHead head = printer.head(FeedName.topic("x"), format, text, text)
                        .at(ArchiveLinks.archived(text, Optional.of(text), Optional.of(text)));
                int bytes = printer.write(head, format, content(List.of())).bytes().length;
                assertThat(bytes).as(format + " " + text).isLessThanOrEqualTo(head.weight());
            }
        }
    }
}
