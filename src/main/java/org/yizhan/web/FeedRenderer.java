package org.yizhan.web;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.yizhan.publish.Entry;
import org.yizhan.publish.FeedContent;
import org.yizhan.publish.FeedName;
import org.yizhan.publish.Stories;
import org.yizhan.publish.StoryFound;
import org.yizhan.publish.Tombstone;

/** Asks the store for what a feed says and writes it down. Blocks; safe for concurrent use. */
final class FeedRenderer {

    private final Stories stories;
    private final FeedPrinter printer;
    private final StandingFeeds standing;
    private final SearchFeeds searched;

    FeedRenderer(Stories stories, KnownFeeds known, Links links, Optional<String> hub, InstantSource clock) {
        this(stories, known, links, new FeedPrinter(links, hub, new Renderings(clock)), clock);
    }

    /** Of documents that are told, never asked for. */
    static FeedRenderer told(Stories stories, KnownFeeds known, Links links, String hub, InstantSource clock) {
        return new FeedRenderer(
                stories, known, links, new FeedPrinter(links, Optional.of(hub), Renderings.uncompressed(clock)), clock);
    }

    private FeedRenderer(Stories stories, KnownFeeds known, Links links, FeedPrinter printer, InstantSource clock) {
        this.stories = stories;
        this.printer = printer;
        this.standing = new StandingFeeds(stories, known, links, printer, clock);
        this.searched = new SearchFeeds(stories, known, links, printer, clock);
    }

    /** A standing feed other than a story's; missing where the name is unknown and nothing is filed under it. */
    Answer standing(FeedName name, FeedFormat format) {
        return standing.now(name, format);
    }

    /** Whether there is such a feed, whatever it holds: its name is in the vocabularies. */
    boolean isKnown(FeedName name) {
        return standing.title(name).isPresent();
    }

    /**
     * A page of such a feed's archive; missing where there is none.
     *
     * @param last what was given for it before; given again where it holds still
     */
    Answer archive(FeedName name, FeedFormat format, int page, Optional<Answer> last) {
        return standing.page(name, format, page, last);
    }

    /** The feed of one story: its one entry, or what is left of it. */
    Answer story(UUID id, FeedFormat format) {
        long seq = stories.seq();
        FeedName name = FeedName.story(id);
        return switch (stories.story(id)) {
            case StoryFound.Present present ->
                ofStory(
                        name,
                        format,
                        new FeedContent(seq, present.entry().updatedAt(), List.of(present.entry()), List.of()));
            case StoryFound.Withdrawn withdrawn ->
                ofStory(
                        name,
                        format,
                        new FeedContent(seq, withdrawn.tombstone().at(), List.of(), List.of(withdrawn.tombstone())));
            case StoryFound.Merged merged -> new Answer.Moved(seq, Links.path(FeedName.story(merged.into()), format));
            case StoryFound.Unknown unknown -> erased(name, format, seq);
        };
    }

    /** A story of which nothing is left, as long as its readers are told so. */
    private Answer erased(FeedName name, FeedFormat format, long seq) {
        FeedContent gone = stories.feed(name, 1);
        return gone.tombstones().isEmpty()
                ? new Answer.Missing(
                        seq,
                        new Advice(
                                "没有编号为 " + name.value() + " 的报道。",
                                "There is no story " + name.value() + ".",
                                "there is no story `" + name.value() + "`"))
                : ofStory(name, format, gone);
    }

    private Answer ofStory(FeedName name, FeedFormat format, FeedContent content) {
        return printer.answer(storyHead(name, format, content), format, content);
    }

    /** What a story's feed says of itself goes by what it holds: the story, or what became of it. */
    private FeedHead storyHead(FeedName name, FeedFormat format, FeedContent content) {
        Optional<Tombstone> gone =
                content.entries().isEmpty() ? content.tombstones().stream().findFirst() : Optional.empty();
        String title = content.entries().stream()
                .map(Entry::title)
                .findFirst()
                .orElseGet(() -> gone.map(GoneItem::mark).orElse("报道"));
        return printer.head(name, format, title, gone.map(FeedRenderer::end).orElse("驿站：这篇报道的更正与转载"));
    }

    private static String end(Tombstone gone) {
        return switch (gone.fate()) {
            case WITHDRAWN -> "这篇报道已由来源撤回。" + gone.reason();
            case MERGED -> "驿站：这篇报道已并入另一篇";
            case LEFT -> "驿站：这篇报道已移出这里";
            case ERASED -> "驿站：这篇报道已移除";
        };
    }

    /**
     * The document of a standing feed that holds no more than {@code content}: what goes to those who have the rest.
     *
     * @param content not empty
     */
    FeedDocument only(FeedName name, FeedFormat format, FeedContent content) {
        FeedHead head = name.kind() == FeedName.Kind.STORY
                ? storyHead(name, format, content)
                : standing.head(name, format, content);
        return printer.write(head, format, content);
    }

    /** The document of a search that holds no more than {@code content}. */
    FeedDocument only(SearchQuery query, FeedFormat format, FeedContent content) {
        return printer.write(searched.head(query, format), format, content);
    }

    /** What a search finds, from its first page on; never missing. */
    Answer search(SearchQuery query, FeedFormat format) {
        return searched.page(query, Optional.empty(), format);
    }

    /** A page of what a search finds; never missing. */
    Answer search(SearchQuery query, Optional<StoryPage.Place> place, FeedFormat format) {
        return searched.page(query, place, format);
    }
}
