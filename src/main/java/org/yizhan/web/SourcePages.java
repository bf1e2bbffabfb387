package org.yizhan.web;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yizhan.article.Source;
import org.yizhan.article.Sources;
import org.yizhan.http.Language;
import org.yizhan.publish.FeedContent;
import org.yizhan.publish.FeedName;
import org.yizhan.publish.FeedSummary;
import org.yizhan.publish.Stories;

/** The list of sources, and the page of each. Blocks; safe for concurrent use. */
public final class SourcePages {

    private static final int MOST_SOURCES = 80;
    private static final int MOST_STORIES = 20;

    private final Stories stories;
    private final Sources sources;
    private final KnownFeeds known;
    private final StatusBoard board;
    private final Links links;
    private final PageWriter writer;

    SourcePages(Stories stories, Sources sources, KnownFeeds known, StatusBoard board, Links links, PageWriter writer) {
        this.stories = stories;
        this.sources = sources;
        this.known = known;
        this.board = board;
        this.links = links;
        this.writer = writer;
    }

    /**
     * One source as pages show it.
     *
     * @param region its name, where it is known
     * @param homepage where it can be linked
     * @param newest when it published its newest article; empty where it has none that stands
     */
    public record Listed(
            Source source,
            String name,
            String link,
            String region,
            Optional<String> homepage,
            long stories,
            Optional<Instant> newest) {

        Listed newest(Optional<Instant> time) {
            return new Listed(source, name, link, region, homepage, stories, time);
        }
    }

    /**
     * What the list shows.
     *
     * @param page from 1
     */
    public record ListView(Frame frame, List<Listed> sources, int total, int page, int pages) {
        public ListView {
            sources = List.copyOf(sources);
        }
    }

    /** What the page of one source shows. */
    public record View(
            Frame frame,
            Listed source,
            SourceFreshness freshness,
            List<ListedStory.Day> days,
            String all,
            String live) {
        public View {
            days = List.copyOf(days);
        }
    }

    /** A page of the list, counted from 1: those with most stories first; a 404 for any other number. */
    Answer list(int page, Language language) {
        long seq = stories.seq();
        List<Listed> all = listed();
        int pages = Math.max(1, (all.size() + MOST_SOURCES - 1) / MOST_SOURCES);
        List<Listed> asked = page < 1 || page > pages
                ? List.of()
                : all.subList((page - 1) * MOST_SOURCES, Math.min(page * MOST_SOURCES, all.size()));
        Frame frame = writer.frame(
                language,
                language.say("来源", "Sources"),
                page == 1 ? "/sources" : "/sources?page=" + page,
                Optional.of(Follow.all(links, language)));
        if (page < 1 || page > pages) {
            return writer.noPage(seq, frame);
        }
        byte[] html = PageWriter.html("web/sources.jte", new ListView(frame, dated(asked), all.size(), page, pages));
        return writer.page(seq, 200, language, html);
    }

    private List<Listed> dated(List<Listed> listed) {
        Map<String, List<Instant>> published =
                stories.published(listed.stream().map(one -> one.source().id()).toList(), 1);
        return listed.stream()
                .map(one -> one.newest(published.getOrDefault(one.source().id(), List.of()).stream()
                        .findFirst()))
                .toList();
    }

    private List<Listed> listed() {
        var summaries = new HashMap<String, FeedSummary>();
        stories.feeds(FeedName.Kind.SOURCE)
                .forEach(summary -> summaries.put(summary.name().value(), summary));
        var listed = new ArrayList<Listed>();
        sources.all().forEach(source -> listed.add(listed(source, Optional.ofNullable(summaries.remove(source.id())))));
        // another instance may have met a source that this one hasn't heard of yet
        summaries.forEach((id, summary) -> listed.add(listed(unheardOf(id), Optional.of(summary))));
        listed.sort(Comparator.comparingLong(Listed::stories)
                .reversed()
                .thenComparing(source -> source.source().id()));
        return listed;
    }

    private static Source unheardOf(String id) {
        return Source.unknown(id);
    }

    private Listed listed(Source source, Optional<FeedSummary> summary) {
        return new Listed(
                source,
                source.name().isBlank() ? source.id() : source.name(),
                Links.source(source.id()),
                source.region().isEmpty()
                        ? ""
                        : known.title(FeedName.region(source.region())).orElse(source.region()),
                Links.web(source.homepage()),
                summary.map(FeedSummary::stories).orElse(0L),
                Optional.empty());
    }

    /** The page of the source called {@code id}; a 404 where nobody has heard of it. */
    Answer page(String id, Language language) {
        FeedName name = FeedName.source(id);
        FeedContent content = stories.feed(name, MOST_STORIES);
        Optional<Source> found = sources.find(id);
        if (found.isEmpty()
                && content.entries().isEmpty()
                && content.tombstones().isEmpty()) {
            return unknown(content.seq(), language, Links.source(id));
        }
        Optional<FeedSummary> summary = stories.feeds(List.of(name)).stream().findFirst();
        List<Instant> published =
                stories.published(List.of(id), SourceFreshness.COUNTED).getOrDefault(id, List.of());
        Listed source = listed(found.orElseGet(() -> unheardOf(id)), summary)
                .newest(published.stream().findFirst());
        Frame frame = writer.frame(
                language, source.name(), Links.source(id), Optional.of(Follow.standing(links, name, source.name())));
        SourceFreshness freshness = SourceFreshness.of(board, id, published, frame);
        byte[] html = PageWriter.fitting(
                MOST_STORIES,
                most -> PageWriter.html(
                        "web/source.jte",
                        new View(
                                frame,
                                source,
                                freshness,
                                ListedStory.days(
                                        content.entries().stream().limit(most).toList(), frame),
                                Links.catalogue(name),
                                LiveDesk.address(name, content.seq(), language))));
        return writer.page(content.seq(), 200, language, html);
    }

    /** The page for a name that no source has. */
    Answer unknown(long seq, Language language, String here) {
        return writer.notice(
                seq,
                404,
                writer.frame(language, language.say("没有这个来源", "No such source"), here, Optional.empty()),
                language.say("没有这个来源", "There is no such source"),
                language.say("请在来源列表中查找。", "Look for it in the list of sources."));
    }
}
