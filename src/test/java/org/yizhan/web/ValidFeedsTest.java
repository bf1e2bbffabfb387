package org.yizhan.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.yizhan.Cases;
import org.yizhan.Row;
import org.yizhan.article.Image;
import org.yizhan.article.Tag;
import org.yizhan.publish.Copy;
import org.yizhan.publish.Entry;
import org.yizhan.publish.FeedContent;
import org.yizhan.publish.FeedName;
import org.yizhan.publish.Tombstone;
import org.yizhan.validity.FeedValidator;

/** What the writers make is valid, whatever the entries are like. */
class ValidFeedsTest {

    private static final Links LINKS = new Links(URI.create("https://news.example/"));
    private static final Instant CHANGED = Instant.parse("2026-11-23T04:00:30.250Z");
    private static final String EVIL =
            "\u0000\u000b\ud800\ufffe]]>&amp;<script>alert(1)</script>\"'><b>{}\\\u2028\ud83d\ude00 \t\n";

    private static void assertValid(ArchiveLinks place, FeedContent content) {
        for (FeedFormat format : FeedFormat.values()) {
            String address =
                    "https://news.example/feeds/all" + (place.isArchive() ? "/archive/3." : ".") + format.suffix();
            FeedHead head = new FeedHead(
                            Links.feedName(FeedName.ALL),
                            "全部报道",
                            "每篇报道一条",
                            address,
                            "https://news.example/",
                            Optional.of("https://news.example/websub"))
                    .at(place);
            byte[] document = new FeedPrinter(LINKS, Optional.empty(), new Renderings(() -> CHANGED))
                    .write(head, format, content)
                    .bytes();
            assertThat(FeedValidator.validate(format.suffix(), address, document))
                    .as(format.suffix())
                    .isEmpty();
        }
    }

    private static void assertValid(Entry... entries) {
        assertValid(ArchiveLinks.NONE, new FeedContent(7, CHANGED, List.of(entries), List.of()));
    }

    @Test
    void plainEntriesAreValid() {
        assertValid(Entries.entries(50).toArray(Entry[]::new));
        assertValid();
    }

    @Test
    void anArchivesPageIsValidAtEveryPlace() {
        for (Optional<String> next : List.of(Optional.<String>empty(), Optional.of("https://news.example/feeds/4"))) {
            for (Optional<String> previous :
                    List.of(Optional.<String>empty(), Optional.of("https://news.example/feeds/2"))) {
                var content = new FeedContent(7, CHANGED, Entries.entries(3), List.of());
                assertValid(ArchiveLinks.before(previous), content);
                assertValid(ArchiveLinks.archived("https://news.example/feeds/all.json", previous, next), content);
                assertValid(ArchiveLinks.paged(Optional.empty(), next), content);
            }
        }
    }

    @Test
    void tombstonesAreValidWithAnyReason() {
        var graves = List.of(
                new Tombstone(Entries.id("one"), Entries.NOON, EVIL),
                new Tombstone(Entries.id("two"), Entries.NOON, ""),
                new Tombstone(Entries.id("three"), Entries.NOON, "merged into " + Entries.id("one")),
                new Tombstone(Entries.id("four"), Entries.NOON, EVIL).elsewhere(),
                Tombstone.erased(Entries.id("five"), Entries.NOON));
        assertValid(ArchiveLinks.NONE, new FeedContent(7, CHANGED, List.of(Entries.entry(0)), graves));
    }

    @Test
    @Row("S16")
    void hostileWordsAndAddressesAreValid(Cases cases) {
        Copy origin = Entries.copy("o", "源/" + EVIL, EVIL, "https://x.example/\u4e2d a|b^`{}" + EVIL);
        for (String address : List.of(
                "javascript:alert(1)",
                "",
                "/relative",
                "//x.example/a",
                "ftp://x.example/a",
                "https://",
                "http://a b/",
                EVIL)) {
            Entry entry = Entries.pictured(
                    Entries.withBody(
                            Entries.titled(Entries.entry(0), "题" + EVIL),
                            "<p>" + EVIL + "<a href='" + address.replace("'", "")
                                    + "'>链</a><a href=javascript:x>y</a></p>"
                                    + "<iframe srcdoc=x></iframe><p style=x onclick=y>尾</p>"),
                    List.of(new Image(address, EVIL), new Image("https://x.example/\u4e2d.png?a=b c", EVIL)));
            assertValid(Entries.carried(
                    entry,
                    origin,
                    List.of(Entries.copy("c", "s", EVIL, address), Entries.crediting(origin, EVIL, EVIL, EVIL))));
            cases.held();
        }
    }

    @Test
    @Row("S16")
    void emptyWordsAreValid() {
        Entry entry = Entries.entry(0);
        Entry bare = new Entry(
                entry.storyId(),
                " ",
                "",
                "",
                entry.publishedAt(),
                entry.updatedAt(),
                1,
                Entries.copy("o", "x", " ", ""),
                List.of(),
                List.of("", " \u0000"),
                List.of(),
                List.of(new Tag(Tag.Scheme.TOPIC, "t", "", ""), new Tag(Tag.Scheme.REGION, "1", "t", "")),
                List.of());
        assertValid(bare);
    }

    @Test
    void theSameTagOrPictureTwiceIsValid() {
        Entry entry = Entries.pictured(
                Entries.entry(0),
                List.of(new Image("https://x.example/a.jpg", ""), new Image("https://x.example/a.jpg", "二")));
        var tags = new ArrayList<>(entry.tags());
        tags.add(new Tag(Tag.Scheme.ORGANIZATION, "mz", "民政", "民政"));
        tags.add(new Tag(Tag.Scheme.REGION, "620000", "甘州区", "甘州"));
        assertValid(Entries.tagged(entry, tags));
    }

    @Test
    void timesAtTheEndsOfTheCalendarAreValid() {
        assertValid(
                Entries.published(Entries.entry(1), Instant.MAX),
                Entries.published(Entries.entry(2), Entries.NOON),
                Entries.published(Entries.entry(3), Instant.EPOCH),
                Entries.published(Entries.entry(4), Instant.MIN));
    }
}
