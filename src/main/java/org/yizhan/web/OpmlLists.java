package org.yizhan.web;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yizhan.publish.FeedName;
import org.yizhan.publish.FeedSummary;
import org.yizhan.publish.Stories;

/** The lists of feeds that a reader can import: all of them, or a selection. Blocks; safe for concurrent use. */
final class OpmlLists {

    private static final String TITLE = "驿站";
    private static final List<FeedName.Kind> KINDS =
            List.of(FeedName.Kind.SOURCE, FeedName.Kind.REGION, FeedName.Kind.TOPIC, FeedName.Kind.ORGANIZATION);

    private final Stories stories;
    private final KnownFeeds known;
    private final Links links;
    private final Renderings renderings;
    private final OpmlWriter writer = new OpmlWriter();

    OpmlLists(Stories stories, KnownFeeds known, Links links, InstantSource clock) {
        this.stories = stories;
        this.known = known;
        this.links = links;
        this.renderings = new Renderings(clock);
    }

    /** Every standing feed that holds a story, by kind, then by address. */
    Answer all() {
        long seq = stories.seq();
        var groups = new LinkedHashMap<String, List<OpmlWriter.Outline>>();
        groups.put(group(FeedName.Kind.ALL), List.of(outline(FeedName.ALL)));
        var held = new ArrayList<FeedSummary>();
        for (FeedName.Kind kind : KINDS) {
            List<FeedSummary> summaries = stories.feeds(kind);
            held.addAll(summaries);
            if (!summaries.isEmpty()) {
                groups.put(
                        group(kind),
                        summaries.stream()
                                .map(summary -> outline(summary.name()))
                                .sorted(Comparator.comparing(OpmlWriter.Outline::feed))
                                .toList());
            }
        }
        return answer(seq, groups, held);
    }

    /** The feeds of {@code selection}, each with those of what lies in it, by kind, in the order they were chosen. */
    Answer chosen(OpmlSelection selection) {
        long seq = stories.seq();
        Map<FeedName, FeedSummary> held = held(selection);
        var groups = new LinkedHashMap<String, List<OpmlWriter.Outline>>();
        selection.feeds().stream()
                .flatMap(name -> Stream.concat(
                        Stream.of(name), known.below(name).stream().filter(held::containsKey)))
                .distinct()
                .forEach(name -> groups.computeIfAbsent(group(name.kind()), label -> new ArrayList<>())
                        .add(outline(name)));
        selection
                .searches()
                .forEach(query -> groups.computeIfAbsent("搜索", label -> new ArrayList<>())
                        .add(OpmlWriter.Outline.of(
                                links, query, query.label(known).orElse("全部报道"))));
        return answer(seq, groups, List.copyOf(held.values()));
    }

    private Map<FeedName, FeedSummary> held(OpmlSelection selection) {
        List<FeedName> names = selection.feeds().stream()
                .flatMap(name -> Stream.concat(Stream.of(name), known.below(name).stream()))
                .distinct()
                .toList();
        return stories.feeds(names).stream().collect(Collectors.toMap(FeedSummary::name, summary -> summary));
    }

    private OpmlWriter.Outline outline(FeedName name) {
        String title =
                name.kind() == FeedName.Kind.ALL ? "全部报道" : known.title(name).orElse(name.value());
        return OpmlWriter.Outline.of(links, name, title);
    }

    private Answer answer(long seq, Map<String, List<OpmlWriter.Outline>> groups, List<FeedSummary> held) {
        Instant newest = held.stream()
                .map(FeedSummary::newest)
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
        return renderings.of(seq, 200, Manner.feed("text/x-opml; charset=utf-8"), newest, writer.write(TITLE, groups));
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
}
