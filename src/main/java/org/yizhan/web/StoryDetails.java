package org.yizhan.web;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.yizhan.article.Image;
import org.yizhan.article.Relation;
import org.yizhan.article.Source;
import org.yizhan.article.Sources;
import org.yizhan.http.Language;
import org.yizhan.publish.Copy;
import org.yizhan.publish.Entry;
import org.yizhan.publish.FeedName;
import org.yizhan.publish.Stories;
import org.yizhan.publish.StoryFound;
import org.yizhan.publish.StoryHistory;
import org.yizhan.publish.provenance.Provenance;

/** The page of one story: its text, where it comes from, and everyone who carries it. Blocks; safe for concurrent use. */
public final class StoryDetails {

    private static final int LONGEST_TITLE = 300;
    private static final int LONGEST_BODY = 56_000;
    private static final int MOST_MEMBERS = 60;
    private static final int MOST_TAGS = 40;
    private static final int MOST_IMAGES = 20;

    private final Stories stories;
    private final Sources sources;
    private final Links links;
    private final PageWriter writer;

    StoryDetails(Stories stories, Sources sources, Links links, PageWriter writer) {
        this.stories = stories;
        this.sources = sources;
        this.links = links;
        this.writer = writer;
    }

    /**
     * What the page shows.
     *
     * @param html the sanitised body, or the part of it that stands on this page
     * @param part from 1
     * @param members in the order they were published, at most so many as fit
     * @param left how many members more there are
     * @param history what became of it
     * @param unseenOrigin who published it first, where that is no member
     */
    public record View(
            Frame frame,
            Entry entry,
            String title,
            String html,
            List<Image> images,
            int part,
            int parts,
            Member origin,
            List<Member> members,
            int left,
            List<ListedStory.TagLink> tags,
            StoryPast history,
            Optional<StepView.Named> unseenOrigin) {
        public View {
            images = List.copyOf(images);
            members = List.copyOf(members);
            tags = List.copyOf(tags);
        }

        /** What happened, oldest first. */
        public List<Timeline.Event> timeline() {
            return Timeline.of(members, history.changes());
        }

        /** How many carry it. */
        public int carriers() {
            return members.size() + left;
        }

        /** The page that shows a member beside the one it was taken from. */
        public String comparison(Member member) {
            return Links.comparison(entry.storyId(), member.copy().articleId());
        }

        /** The address of another part of the text. */
        public String part(int number) {
            return Links.story(entry.storyId()) + (number == 1 ? "" : "?part=" + number);
        }
    }

    /**
     * One article of the story.
     *
     * @param page the article's own address, where it can be linked
     * @param attributed the source it names, where that is a known one
     * @param originalUrl the address it names as the original, where it can be linked
     * @param matched what it was found to repeat, where that is another member
     * @param step its part in the way that the story took
     */
    public record Member(
            Copy copy,
            String source,
            String sourceLink,
            Optional<String> page,
            Optional<Source> attributed,
            Optional<String> originalUrl,
            Optional<Copy> matched,
            Optional<StepView> step) {

        /** Whether it can be shown beside the one it was taken from. */
        public boolean isComparable() {
            return !copy.withdrawn() && step.filter(StepView::isDifferent).isPresent();
        }

        /** What it is to the story: no edited piece where it says word for word what it was taken from said then. */
        public Relation relation() {
            return copy.relation() == Relation.EDITED
                            && step.filter(StepView::isFaithful).isPresent()
                    ? Relation.REPOST
                    : copy.relation();
        }

        /** The page of the source that is named as the origin. */
        public String attributedLink() {
            return attributed.map(found -> Links.source(found.id())).orElse("");
        }

        /** Who was matched. */
        public String matchedSource() {
            return matched.map(AtomWriter::sourceName).orElse("");
        }
    }

    /** The page of the story's {@code part}, counted from 1. */
    Answer page(UUID id, int part, Language language) {
        long seq = stories.seq();
        return switch (stories.story(id)) {
            case StoryFound.Present present -> present(seq, present.entry(), part, language);
            case StoryFound.Merged merged -> new Answer.Moved(seq, Links.story(merged.into()));
            case StoryFound.Withdrawn withdrawn -> {
                Frame frame =
                        writer.frame(language, language.say("已撤稿", "Withdrawn"), Links.story(id), Optional.empty());
                String at = frame.moment(withdrawn.tombstone().at());
                String reason = withdrawn.tombstone().reason();
                yield writer.notice(
                        seq,
                        410,
                        frame,
                        language.say("这篇报道已由来源撤回", "Its source withdrew this story"),
                        language.say("撤回时间：", "Withdrawn at ")
                                + at
                                + (reason.isBlank()
                                        ? ""
                                        : language.say("。理由：", ". Reason: ") + frame.brief(reason, 500)));
            }
            case StoryFound.Unknown unknown ->
                unknown.erasure().isPresent()
                        ? erased(seq, language, Links.story(id))
                        : unknown(seq, language, Links.story(id));
        };
    }

    /** The page for an address whose story was erased. */
    Answer erased(long seq, Language language, String here) {
        return writer.notice(
                seq,
                410,
                writer.frame(language, language.say("已移除", "Removed"), here, Optional.empty()),
                language.say("这篇报道已移除", "This story was removed"),
                language.say("这个地址不再有内容。", "There is nothing at this address any longer."));
    }

    /** The page for an address under which there never was a story. */
    Answer unknown(long seq, Language language, String here) {
        return writer.notice(
                seq,
                404,
                writer.frame(language, language.say("没有这篇报道", "No such story"), here, Optional.empty()),
                language.say("没有这篇报道", "There is no such story"),
                language.say("请核对地址，或回首页查找。", "Check the address, or look for it on the front page."));
    }

    private Answer present(long seq, Entry entry, int part, Language language) {
        Optional<Provenance> way = stories.provenance(entry.storyId());
        List<String> parts =
                BodyParts.cut(Markup.ofPage(EntryContent.safe(entry.html()), entry.images()), LONGEST_BODY);
        if (part > parts.size()) {
            return unknown(seq, language, Links.story(entry.storyId()));
        }
        String body = parts.get(part - 1);
        Follow follow = Follow.standing(links, FeedName.story(entry.storyId()), entry.title());
        List<Copy> members = inOrder(entry);
        String here = Links.story(entry.storyId()) + (part == 1 ? "" : "?part=" + part);
        var frame = writer.frame(language, brief(entry.title()), here, Optional.of(follow));
        StoryHistory history = stories.history(entry.storyId());
        byte[] html = PageWriter.fitting(MOST_MEMBERS, most -> {
            List<Member> shown = members.stream()
                    .limit(most)
                    .map(copy -> member(copy, members, way))
                    .toList();
            return PageWriter.html(
                    "web/story.jte",
                    new View(
                            frame,
                            entry,
                            frame.brief(entry.title(), LONGEST_TITLE),
                            body,
                            images(entry, body),
                            part,
                            parts.size(),
                            member(entry.origin(), members, way),
                            shown,
                            members.size() - shown.size(),
                            ListedStory.tags(entry, MOST_TAGS),
                            StoryPast.of(entry, history, most, sources),
                            way.flatMap(Provenance::unseenOrigin).map(outlet -> StepView.named(outlet, sources))));
        });
        return writer.page(seq, 200, language, html);
    }

    private static String brief(String title) {
        return title.length() <= LONGEST_TITLE
                ? title
                : title.substring(0, title.offsetByCodePoints(0, LONGEST_TITLE / 2)) + "…";
    }

    private static List<Copy> inOrder(Entry entry) {
        var members = new ArrayList<Copy>();
        members.add(entry.origin());
        members.addAll(entry.copies());
        members.sort(Comparator.comparing(Copy::publishedAt));
        return members;
    }

    /** The pictures that the text itself doesn't show. */
    private static List<Image> images(Entry entry, String body) {
        if (body.contains("<img")) {
            return List.of();
        }
        return entry.images().stream()
                .flatMap(image -> Links.web(image.url()).map(url -> new Image(url, image.caption())).stream())
                .limit(MOST_IMAGES)
                .toList();
    }

    private Member member(Copy copy, List<Copy> members, Optional<Provenance> way) {
        return new Member(
                copy,
                AtomWriter.sourceName(copy),
                Links.source(copy.source()),
                Links.web(copy.url()),
                copy.attribution().sourceId().flatMap(sources::find),
                copy.attribution().originalUrl().flatMap(Links::web),
                copy.matched()
                        .filter(compared -> copy.similarity() > 0)
                        .flatMap(id -> members.stream()
                                .filter(member -> member.articleId().equals(id))
                                .findFirst()),
                way.flatMap(found -> found.of(copy.articleId())).map(taken -> StepView.of(taken, sources)));
    }
}
