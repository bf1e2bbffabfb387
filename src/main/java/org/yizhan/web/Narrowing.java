package org.yizhan.web;

import java.util.List;
import java.util.Optional;
import org.yizhan.http.Language;
import org.yizhan.publish.Facets;
import org.yizhan.publish.FeedName;
import org.yizhan.publish.Stories;
import org.yizhan.search.Wanted;

/**
 * The page with all ways of one kind to narrow a search, everything else that it asks for being kept. Blocks; safe for
 * concurrent use.
 */
public final class Narrowing {

    static final String PREFIX = "/narrow/";

    private static final int MOST = 400;

    private final Stories stories;
    private final KnownFeeds known;
    private final Links links;
    private final PageWriter writer;

    Narrowing(Stories stories, KnownFeeds known, Links links, PageWriter writer) {
        this.stories = stories;
        this.known = known;
        this.links = links;
        this.writer = writer;
    }

    /**
     * What the page shows.
     *
     * @param search what is narrowed, in words
     * @param back its address
     * @param choices the ones that leave most first
     * @param left how many more there are
     */
    public record View(Frame frame, String kind, String search, String back, List<Catalogue.Choice> choices, int left) {
        public View {
            choices = List.copyOf(choices);
        }
    }

    static String address(SearchQuery query, FeedName.Kind kind) {
        String canonical = query.canonical();
        return PREFIX + kind.word() + (canonical.isEmpty() ? "" : "?" + canonical);
    }

    /**
     * The page of {@code query} and of one kind of conditions.
     *
     * @param typed the words as the reader wrote them
     */
    Answer page(SearchQuery query, String typed, FeedName.Kind kind, Language language) {
        SearchQuery asked = query.spelt(typed);
        long seq = stories.seq();
        Facets facets = stories.facets(query.inOrder(Wanted.Order.NEWEST).page(Optional.empty(), 1), MOST);
        List<Facets.Group> ofKind =
                facets.groups().stream().filter(group -> group.kind() == kind).toList();
        List<Catalogue.Choice> choices = ofKind.stream()
                .flatMap(group -> group.choices().stream())
                .map(choice -> Catalogue.choice(known, asked, choice, facets.narrowed()))
                .toList();
        int left = ofKind.stream().mapToInt(Facets.Group::more).sum();
        String everything = language.say("全部报道", "All stories");
        String search = asked.label(known).orElse(everything);
        String label = SubjectIndex.label(kind, language);
        Frame frame = writer.frame(
                language,
                label + language.say("：", ": ") + search,
                address(asked, kind),
                address(query, kind),
                Optional.of(Follow.search(links, query, query.label(known).orElse(everything))));
        byte[] html = PageWriter.fitting(MOST, most -> {
            List<Catalogue.Choice> shown = choices.stream().limit(most).toList();
            return PageWriter.html(
                    "web/narrow.jte",
                    new View(
                            frame,
                            label,
                            search,
                            Catalogue.address(asked, Optional.empty()),
                            shown,
                            left + choices.size() - shown.size()));
        });
        return writer.page(seq, 200, language, html);
    }
}
