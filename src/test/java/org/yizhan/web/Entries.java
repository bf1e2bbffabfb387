package org.yizhan.web;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.yizhan.article.Attribution;
import org.yizhan.article.AttributionKind;
import org.yizhan.article.Image;
import org.yizhan.article.Notice;
import org.yizhan.article.Relation;
import org.yizhan.article.Tag;
import org.yizhan.publish.Change;
import org.yizhan.publish.Copy;
import org.yizhan.publish.Entry;
import org.yizhan.publish.StoryNotice;

/** Stories to write and show, each a plain one with something changed. */
final class Entries {

    static final Instant NOON = Instant.parse("2026-11-23T04:00:00Z");

    private Entries() {}

    static UUID id(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    /** The {@code number}th story; higher numbers are older. */
    static Entry entry(int number) {
        Copy origin = copy("origin-" + number, "cac", "中国网信网", "https://www.cac.example/" + number + ".htm");
        return new Entry(
                id("story-" + number),
                "社区议事亭开门第 " + number + " 天",
                "<p>第 " + number + " 天，居民在<b>议事亭</b>里提了三条意见。</p>",
                "居民在议事亭里提了三条意见。",
                NOON.minusSeconds(60L * number),
                NOON.plusSeconds(30),
                number,
                origin,
                List.of(repost("copy-" + number, origin)),
                List.of("张三"),
                List.of(new Image("https://www.cac.example/" + number + ".jpg", "议事亭")),
                List.of(
                        new Tag(Tag.Scheme.REGION, "620702", "甘州区", "甘州区"),
                        new Tag(Tag.Scheme.TOPIC, "minzheng", "民政", "民政局"),
                        new Tag(Tag.Scheme.TOPIC, "health", "卫生健康", "医院")),
                List.of());
    }

    static List<Entry> entries(int count) {
        var entries = new ArrayList<Entry>();
        for (int number = 0; number < count; number++) {
            entries.add(entry(number));
        }
        return entries;
    }

    static Copy copy(String name, String source, String sourceName, String url) {
        return new Copy(
                id(name),
                source,
                sourceName,
                "社区议事亭开门",
                url,
                NOON,
                Relation.ORIGINAL,
                Optional.empty(),
                1,
                new Attribution(
                        AttributionKind.REPORTER,
                        Optional.of("本报记者 张三"),
                        Optional.empty(),
                        Optional.empty(),
                        List.of("张三"),
                        List.of("李四")),
                false);
    }

    /** The same article, reposted from an outlet; what is empty is not known. */
    static Copy crediting(Copy copy, String outlet, String sourceId, String url) {
        return new Copy(
                copy.articleId(),
                copy.source(),
                copy.sourceName(),
                copy.title(),
                copy.url(),
                copy.publishedAt(),
                copy.relation(),
                copy.matched(),
                copy.similarity(),
                new Attribution(
                        AttributionKind.REPOST,
                        Optional.of(outlet),
                        Optional.of(sourceId).filter(id -> !id.isEmpty()),
                        Optional.of(url).filter(address -> !address.isEmpty()),
                        List.of(),
                        List.of()),
                copy.withdrawn());
    }

    private static Copy repost(String name, Copy origin) {
        return new Copy(
                id(name),
                "nmg-shgz",
                "内蒙古社会工作",
                "转载｜" + origin.title(),
                "https://mp.example/s/" + name,
                NOON.plusSeconds(3600),
                Relation.REPOST,
                Optional.of(origin.articleId()),
                0.97,
                new Attribution(
                        AttributionKind.REPOST,
                        Optional.of("中国网信网"),
                        Optional.of("cac"),
                        Optional.of("https://www.cac.example/original.htm"),
                        List.of(),
                        List.of()),
                false);
    }

    static Entry titled(Entry entry, String title) {
        return new Entry(
                entry.storyId(),
                title,
                entry.html(),
                entry.summary(),
                entry.publishedAt(),
                entry.updatedAt(),
                entry.seq(),
                entry.origin(),
                entry.copies(),
                entry.authors(),
                entry.images(),
                entry.tags(),
                entry.notices());
    }

    static Entry published(Entry entry, Instant at) {
        return new Entry(
                entry.storyId(),
                entry.title(),
                entry.html(),
                entry.summary(),
                at,
                entry.updatedAt(),
                entry.seq(),
                entry.origin(),
                entry.copies(),
                entry.authors(),
                entry.images(),
                entry.tags(),
                entry.notices());
    }

    static Entry withBody(Entry entry, String html) {
        return new Entry(
                entry.storyId(),
                entry.title(),
                html,
                entry.summary(),
                entry.publishedAt(),
                entry.updatedAt(),
                entry.seq(),
                entry.origin(),
                entry.copies(),
                entry.authors(),
                entry.images(),
                entry.tags(),
                entry.notices());
    }

    static Entry pictured(Entry entry, List<Image> images) {
        return new Entry(
                entry.storyId(),
                entry.title(),
                entry.html(),
                entry.summary(),
                entry.publishedAt(),
                entry.updatedAt(),
                entry.seq(),
                entry.origin(),
                entry.copies(),
                entry.authors(),
                images,
                entry.tags(),
                entry.notices());
    }

    static Entry tagged(Entry entry, List<Tag> tags) {
        return new Entry(
                entry.storyId(),
                entry.title(),
                entry.html(),
                entry.summary(),
                entry.publishedAt(),
                entry.updatedAt(),
                entry.seq(),
                entry.origin(),
                entry.copies(),
                entry.authors(),
                entry.images(),
                tags,
                entry.notices());
    }

    static Entry carried(Entry entry, Copy origin, List<Copy> copies) {
        return new Entry(
                entry.storyId(),
                entry.title(),
                entry.html(),
                entry.summary(),
                entry.publishedAt(),
                entry.updatedAt(),
                entry.seq(),
                origin,
                copies,
                entry.authors(),
                entry.images(),
                entry.tags(),
                entry.notices());
    }

    static Entry updated(Entry entry, Instant at, String title) {
        Entry changed = titled(entry, title);
        return new Entry(
                changed.storyId(),
                changed.title(),
                changed.html(),
                changed.summary(),
                changed.publishedAt(),
                at,
                changed.seq() + 1,
                changed.origin(),
                changed.copies(),
                changed.authors(),
                changed.images(),
                changed.tags(),
                changed.notices());
    }

    static Entry told(Entry entry, StoryNotice... notices) {
        return new Entry(
                entry.storyId(),
                entry.title(),
                entry.html(),
                entry.summary(),
                entry.publishedAt(),
                entry.updatedAt(),
                entry.seq(),
                entry.origin(),
                entry.copies(),
                entry.authors(),
                entry.images(),
                entry.tags(),
                List.of(notices));
    }

    /** That the first source took it back half an hour past noon. */
    static StoryNotice withdrawal(String reason) {
        return new StoryNotice(Notice.Kind.WITHDRAWAL, NOON.plusSeconds(1_800), reason, "cac");
    }

    /** That it was corrected an hour past noon. */
    static StoryNotice correction(String reason) {
        return new StoryNotice(Notice.Kind.CORRECTION, NOON.plusSeconds(3_600), reason, "cac");
    }

    static Change change(Change.Kind kind, String before, String after, String note) {
        return new Change(kind, id("origin-0"), "cac", NOON.plusSeconds(3_600), 2, before, after, note);
    }
}
