package org.yizhan.publish;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.yizhan.article.Article;
import org.yizhan.article.Attribution;
import org.yizhan.article.AttributionKind;
import org.yizhan.article.Erasure;
import org.yizhan.article.Identity;
import org.yizhan.article.Image;
import org.yizhan.article.Moved;
import org.yizhan.article.Print;
import org.yizhan.article.Relation;
import org.yizhan.article.Tag;
import org.yizhan.article.Tagged;
import org.yizhan.article.Verdict;
import org.yizhan.article.Withdrawal;

/** An article for tests, as the earlier stages would hand it over. Minutes count from one morning on. */
record Draft(
        String source,
        String externalId,
        UUID story,
        Relation relation,
        String title,
        List<String> paragraphs,
        int publishedMinute,
        int receivedMinute,
        List<Tag> tags,
        long decided) {

    static final Instant MORNING = Instant.parse("2026-11-23T00:00:00Z");

    /** The founder of its own story. */
    static Draft of(String source, String externalId) {
        return new Draft(
                source,
                externalId,
                Identity.article(source, externalId),
                Relation.ORIGINAL,
                "养老服务站开门了 " + externalId,
                List.of("镇上的养老服务站今天开门。", "站里有理发室和食堂。"),
                0,
                10,
                List.of(),
                1);
    }

    Draft repostOf(Draft original) {
        return new Draft(
                source,
                externalId,
                original.id(),
                Relation.REPOST,
                title,
                paragraphs,
                publishedMinute,
                receivedMinute,
                tags,
                decided);
    }

    Draft inStory(UUID other) {
        return new Draft(
                source, externalId, other, relation, title, paragraphs, publishedMinute, receivedMinute, tags, decided);
    }

    Draft published(int minute) {
        return new Draft(source, externalId, story, relation, title, paragraphs, minute, receivedMinute, tags, decided);
    }

    Draft received(int minute) {
        return new Draft(
                source, externalId, story, relation, title, paragraphs, publishedMinute, minute, tags, decided);
    }

    Draft titled(String other) {
        return new Draft(
                source, externalId, story, relation, other, paragraphs, publishedMinute, receivedMinute, tags, decided);
    }

    Draft saying(String... other) {
        return new Draft(
                source,
                externalId,
                story,
                relation,
                title,
                Arrays.asList(other),
                publishedMinute,
                receivedMinute,
                tags,
                decided);
    }

    Draft about(String... names) {
        List<Tag> about = Arrays.stream(names)
                .map(name -> name.split("/"))
                .map(part ->
                        new Tag(Tag.Scheme.valueOf(part[0].toUpperCase(java.util.Locale.ROOT)), part[1], part[1], ""))
                .toList();
        return new Draft(
                source,
                externalId,
                story,
                relation,
                title,
                paragraphs,
                publishedMinute,
                receivedMinute,
                about,
                decided);
    }

    UUID id() {
        return Identity.article(source, externalId);
    }

    Tagged tagged() {
        return new Tagged(article(), verdict(), tags);
    }

    Article article() {
        return new Article(
                id(),
                source,
                externalId,
                "https://" + source + ".example/" + externalId,
                title,
                Optional.of("走基层"),
                Optional.empty(),
                Optional.of("要闻"),
                "",
                paragraphs,
                minute(publishedMinute),
                minute(receivedMinute),
                new Attribution(
                        relation == Relation.ORIGINAL ? AttributionKind.SOURCE : AttributionKind.REPOST,
                        Optional.of("某报"),
                        Optional.empty(),
                        Optional.empty(),
                        List.of("张三"),
                        List.of("李四")),
                List.of(new Image("https://" + source + ".example/a.jpg", "服务站外景")),
                Optional.of(new Print("某报", java.time.LocalDate.of(2026, 11, 23), 3, Optional.of(1), Optional.empty())),
                Identity.contentHash(title + paragraphs),
                List.of("没有时区，按北京时间"),
                Optional.empty());
    }

    Verdict verdict() {
        boolean original = relation == Relation.ORIGINAL;
        return new Verdict(
                story,
                relation,
                original ? Optional.empty() : Optional.of(story),
                original ? 1 : 0.75,
                original ? 1 : 0.9,
                original ? "none" : "containment",
                List.of("同 90 % 的文字"),
                decided);
    }

    Withdrawal withdrawn(int minute, String reason) {
        return new Withdrawal(id(), source, externalId, reason, minute(minute));
    }

    /** The same, by a decision of this number. */
    Draft decided(long number) {
        return new Draft(
                source, externalId, story, relation, title, paragraphs, publishedMinute, receivedMinute, tags, number);
    }

    /** That it now belongs where this draft says, by a decision of this number. */
    Moved moved(long number) {
        return new Moved(id(), decided(number).verdict(), new UUID(0, number), MORNING);
    }

    /** The same, because of another article, decided at that minute. */
    Moved movedBy(Draft cause, long number, int minute) {
        return new Moved(id(), decided(number).verdict(), cause.id(), minute(minute));
    }

    Erasure erased() {
        return new Erasure(id(), "ops", "法院裁定", MORNING);
    }

    static Instant minute(int minute) {
        return MORNING.plusSeconds(60L * minute);
    }
}
