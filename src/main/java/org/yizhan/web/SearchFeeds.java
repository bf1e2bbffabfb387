package org.yizhan.web;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yizhan.publish.Archives;
import org.yizhan.publish.Entry;
import org.yizhan.publish.FeedContent;
import org.yizhan.publish.Stories;
import org.yizhan.publish.Tombstone;
import org.yizhan.search.Wanted;

/**
 * The feeds of searches, page by page (RFC 5005 §3): each page names the next one by the story that it ends with, so that
 * its address holds, whatever comes in meanwhile. The first has the tombstones, but not in RSS,
 * where each would be an item that stands in every reader as an unread one. Blocks; safe for concurrent use.
 */
final class SearchFeeds {

    private final Stories stories;
    private final KnownFeeds known;
    private final Links links;
    private final FeedPrinter printer;
    private final InstantSource clock;

    SearchFeeds(Stories stories, KnownFeeds known, Links links, FeedPrinter printer, InstantSource clock) {
        this.stories = stories;
        this.known = known;
        this.links = links;
        this.printer = printer;
        this.clock = clock;
    }

    /** The page of what {@code query} finds that begins at {@code place}; what doesn't fit is on the next. */
    Answer page(SearchQuery query, Optional<StoryPage.Place> place, FeedFormat format) {
        StoryPage page = StoryPage.of(stories, query, place, Archives.PAGE);
        List<Tombstone> gone =
                place.isPresent() ? List.of() : stories.gone(query.page(Optional.empty(), Archives.PAGE));
        while (true) {
            FeedContent found = page.found().content();
            FeedContent content = found.telling(gone);
            FeedHead head = head(query, place, page.next(), format);
            FeedContent fitting = printer.fitting(head, content);
            int entries = fitting.entries().size();
            if (entries == content.entries().size()) {
                FeedDocument document = printer.write(head, format, format == FeedFormat.RSS ? found : fitting);
                // a story may leave a search without a word, so what it holds can grow older: a reader's date is only
                // good for this very copy
                return printer.answer(head, format, content.seq(), clock.instant(), document);
            }
            page = shortened(page, Math.max(1, entries), query.order());
        }
    }

    /** The page as far as its entry number {@code entries}. */
    private static StoryPage shortened(StoryPage page, int entries, Wanted.Order order) {
        List<Entry> shown = page.entries();
        UUID last = shown.get(entries - 1).storyId();
        List<UUID> places = page.found().hits().stream().map(Wanted.Hit::story).toList();
        return page.shortened(places.indexOf(last) + 1, order);
    }

    private String description(SearchQuery query) {
        return Stream.concat(
                        Stream.of("驿站：符合搜索条件的公共部门新闻"),
                        UnknownNames.in(query, known, stories).stream().map(Advice::chinese))
                .collect(Collectors.joining("。"));
    }

    /** The head of a document that is no page of the search. */
    FeedHead head(SearchQuery query, FeedFormat format) {
        return head(query, Optional.empty(), Optional.empty(), format);
    }

    private FeedHead head(
            SearchQuery query, Optional<StoryPage.Place> place, Optional<StoryPage.Place> next, FeedFormat format) {
        String first = links.absolute(Links.search(query, format));
        var head = new FeedHead(
                Links.searchName(query.canonical()),
                "搜索：" + query.label(known).orElse("全部报道") + " - 驿站",
                description(query),
                first,
                links.absolute(Catalogue.address(query, Optional.empty())),
                printer.hub());
        Optional<String> older = next.map(at -> links.absolute(Links.search(query, at, format)));
        return place.map(at -> head.page(
                        links.absolute(Links.search(query, at, format)), ArchiveLinks.paged(Optional.of(first), older)))
                .orElseGet(() -> head.at(ArchiveLinks.paged(Optional.empty(), older)));
    }
}
