package org.yizhan.web;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yizhan.article.Tag;
import org.yizhan.publish.Entry;
import org.yizhan.publish.FeedContent;
import org.yizhan.publish.FeedName;
import org.yizhan.publish.FeedSummary;
import org.yizhan.publish.Stories;
import org.yizhan.publish.StoryFound;

/** Asks the store for what a feed says and writes it down. Blocks; safe for concurrent use. */
final class FeedRenderer {

    private static final int MAX_ENTRIES = 50;
    private static final List<FeedName.Kind> KINDS =
            List.of(FeedName.Kind.SOURCE, FeedName.Kind.REGION, FeedName.Kind.TOPIC, FeedName.Kind.ORGANIZATION);

    private final Stories stories;
    private final KnownFeeds known;
    private final Links links;
    private final Optional<String> hub;
    private final InstantSource clock;
    private final Renderings renderings;
    private final FeedWriter rss;
    private final FeedWriter atom;
    private final FeedWriter json;
    private final OpmlWriter opml;

    FeedRenderer(Stories stories, KnownFeeds known, Links links, Optional<String> hub, InstantSource clock) {
        this.stories = stories;
        this.known = known;
        this.links = links;
        this.hub = hub;
        this.clock = clock;
        this.renderings = new Renderings(clock);
        this.opml = new OpmlWriter();
        this.rss = new RssWriter(links);
        this.atom = new AtomWriter(links);
        this.json = new JsonFeedWriter(links);
    }

    /** A standing feed other than a story's; missing where the name is unknown and nothing is filed under it. */
    Answer standing(FeedName name, FeedFormat format) {
        FeedContent content = stories.feed(name, MAX_ENTRIES);
        Optional<String> title = title(name);
        if (title.isEmpty()
                && content.entries().isEmpty()
                && content.tombstones().isEmpty()) {
            return new Answer.Missing(
                    content.seq(), "there is no " + name.kind().word() + " `" + name.value() + "`; see /feeds.opml");
        }
        String label = title.or(() -> labelIn(content, name)).orElse(name.value());
        return render(feed(name, format, label, "驿站：" + label + "的公共部门新闻，每篇报道一条"), format, content);
    }

    /** The feed of one story: its one entry, or what is left of it. */
    Answer story(UUID id, FeedFormat format) {
        long seq = stories.seq();
        FeedName name = FeedName.story(id);
        return switch (stories.story(id)) {
            case StoryFound.Present present ->
                render(
                        feed(name, format, present.entry().title(), "驿站：这篇报道的更正与转载"),
                        format,
                        new FeedContent(seq, present.entry().updatedAt(), List.of(present.entry()), List.of()));
            case StoryFound.Withdrawn withdrawn ->
                render(
                        feed(
                                name,
                                format,
                                "【已撤稿】",
                                "这篇报道已由来源撤回。" + withdrawn.tombstone().reason()),
                        format,
                        new FeedContent(seq, withdrawn.tombstone().at(), List.of(), List.of(withdrawn.tombstone())));
            case StoryFound.Merged merged -> new Answer.Moved(seq, Links.path(FeedName.story(merged.into()), format));
            case StoryFound.Unknown unknown -> new Answer.Missing(seq, "there is no story `" + id + "`");
        };
    }

    /**
     * The document of a standing feed that holds no more than {@code content}: what goes to those who have the rest.
     *
     * @param content not empty
     */
    byte[] only(FeedName name, FeedFormat format, FeedContent content) {
        boolean story = name.kind() == FeedName.Kind.STORY;
        String label = story
                ? content.entries().stream().map(Entry::title).findFirst().orElse("【已撤稿】")
                : title(name).or(() -> labelIn(content, name)).orElse(name.value());
        String description = story ? "驿站：这篇报道的更正与转载" : "驿站：" + label + "的公共部门新闻，每篇报道一条";
        return writer(format).write(feed(name, format, label, description), content);
    }

    /** What a search finds; never missing. */
    Answer search(SearchQuery query, FeedFormat format) {
        FeedContent content =
                stories.search(query.page(Optional.empty(), MAX_ENTRIES)).content();
        String canonical = query.canonical();
        var head = new FeedHead(
                Links.searchName(canonical),
                "搜索：" + query.label(known).orElse("全部报道") + " - 驿站",
                "驿站：符合搜索条件的公共部门新闻",
                links.absolute(Links.search(query, format)),
                links.absolute(Catalogue.address(query, Optional.empty())),
                hub);
        // a search has no tombstones, so what it holds can grow older; a reader's date is only good for this very copy
        return render(head, format, content, clock.instant());
    }

    /** Every standing feed that holds a story, by kind, then by value. */
    Answer opml() {
        long seq = stories.seq();
        var groups = new LinkedHashMap<String, List<OpmlWriter.Outline>>();
        groups.put("全部", List.of(OpmlWriter.Outline.of(links, FeedName.ALL, "全部报道")));
        Instant newest = Instant.EPOCH;
        for (FeedName.Kind kind : KINDS) {
            var outlines = new ArrayList<OpmlWriter.Outline>();
            for (FeedSummary summary : stories.feeds(kind)) {
                newest = summary.newest().isAfter(newest) ? summary.newest() : newest;
                outlines.add(OpmlWriter.Outline.of(
                        links,
                        summary.name(),
                        title(summary.name()).orElse(summary.name().value())));
            }
            outlines.sort(Comparator.comparing(OpmlWriter.Outline::feed));
            if (!outlines.isEmpty()) {
                groups.put(group(kind), outlines);
            }
        }
        return renderings.of(seq, 200, Manner.feed("text/x-opml; charset=utf-8"), newest, opml.write("驿站", groups));
    }

    /** The feeds of {@code selection}, each with those of what lies in it, by kind. */
    Answer opml(OpmlSelection selection) {
        long seq = stories.seq();
        Map<FeedName, FeedSummary> held = held(selection);
        var groups = new LinkedHashMap<String, List<OpmlWriter.Outline>>();
        selection.feeds().stream()
                .flatMap(name -> Stream.concat(
                        Stream.of(name), known.below(name).stream().filter(held::containsKey)))
                .distinct()
                .forEach(name -> groups.computeIfAbsent(group(name.kind()), label -> new ArrayList<>())
                        .add(OpmlWriter.Outline.of(links, name, title(name).orElse(name.value()))));
        selection
                .searches()
                .forEach(query -> groups.computeIfAbsent("搜索", label -> new ArrayList<>())
                        .add(OpmlWriter.Outline.of(
                                links, query, query.label(known).orElse("全部报道"))));
        Instant newest = held.values().stream()
                .map(FeedSummary::newest)
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
        return renderings.of(seq, 200, Manner.feed("text/x-opml; charset=utf-8"), newest, opml.write("驿站", groups));
    }

    private Map<FeedName, FeedSummary> held(OpmlSelection selection) {
        List<FeedName> names = selection.feeds().stream()
                .flatMap(name -> Stream.concat(Stream.of(name), known.below(name).stream()))
                .distinct()
                .toList();
        return stories.feeds(names).stream().collect(Collectors.toMap(FeedSummary::name, summary -> summary));
    }

    private static String group(FeedName.Kind kind) {
        return switch (kind) {
            case ALL -> "全部";
            case SOURCE -> "来源";
            case REGION -> "地区";
            case TOPIC -> "主题";
            case ORGANIZATION -> "机构";
            case STORY -> "报道";
        };
    }

    private Answer render(FeedHead head, FeedFormat format, FeedContent content) {
        return render(head, format, content, content.updatedAt());
    }

    private Answer render(FeedHead head, FeedFormat format, FeedContent content, Instant modified) {
        byte[] bytes = writer(format).write(head, content);
        return renderings.of(
                content.seq(), 200, Manner.feed(format.mediaType()).linked(discovery(head)), modified, bytes);
    }

    /** What a {@code Link} header says about a feed: its own address, and the hub that tells of changes. */
    private static String discovery(FeedHead head) {
        String self = "<" + head.self() + ">; rel=\"self\"";
        return head.hub().map(hub -> "<" + hub + ">; rel=\"hub\", " + self).orElse(self);
    }

    private FeedWriter writer(FeedFormat format) {
        return switch (format) {
            case RSS -> rss;
            case ATOM -> atom;
            case JSON -> json;
        };
    }

    private FeedHead feed(FeedName name, FeedFormat format, String label, String description) {
        return new FeedHead(
                Links.feedName(name),
                label + " - 驿站",
                description,
                links.absolute(Links.path(name, format)),
                links.absolute(home(name)),
                hub);
    }

    private static String home(FeedName name) {
        return switch (name.kind()) {
            case SOURCE -> Links.source(name.value());
            case STORY -> "/stories/" + name.value();
            case ALL, REGION, TOPIC, ORGANIZATION -> Links.catalogue(name);
        };
    }

    private Optional<String> title(FeedName name) {
        return name.kind() == FeedName.Kind.ALL ? Optional.of("全部报道") : known.title(name);
    }

    /** What the entries themselves call the feed's subject. */
    static Optional<String> labelIn(FeedContent content, FeedName name) {
        Stream<Entry> entries = content.entries().stream();
        if (name.kind() == FeedName.Kind.SOURCE) {
            return entries.flatMap(entry -> Stream.concat(Stream.of(entry.origin()), entry.copies().stream()))
                    .filter(copy -> copy.source().equals(name.value()))
                    .map(AtomWriter::sourceName)
                    .findFirst();
        }
        return entries.flatMap(entry -> entry.tags().stream())
                .filter(tag -> Links.feed(tag).equals(name))
                .map(Tag::label)
                .findFirst();
    }
}
