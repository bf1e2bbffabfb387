package org.yizhan.web;

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
import org.yizhan.publish.FeedName;
import org.yizhan.publish.FeedSummary;
import org.yizhan.publish.Stories;
import org.yizhan.publish.StoryTitle;

/** The lists of feeds that a reader can import: all of them, or a selection. Blocks; safe for concurrent use. */
final class OpmlLists {

    private static final String TITLE = "驿站";
    private static final Manner OPML = Manner.feed("text/x-opml; charset=utf-8");
    private static final List<FeedName.Kind> KINDS =
            List.of(FeedName.Kind.SOURCE, FeedName.Kind.REGION, FeedName.Kind.TOPIC, FeedName.Kind.ORGANIZATION);

    private final Stories stories;
    private final KnownFeeds known;
    private final Links links;
    private final InstantSource clock;
    private final Renderings renderings;
    private final OpmlWriter writer = new OpmlWriter();

    OpmlLists(Stories stories, KnownFeeds known, Links links, InstantSource clock) {
        this.stories = stories;
        this.known = known;
        this.links = links;
        this.clock = clock;
        this.renderings = new Renderings(clock);
    }

    /** Every standing feed that holds a story, by kind, then by address. */
    Answer all() {
        long seq = stories.seq();
        var groups = new LinkedHashMap<String, List<OpmlWriter.Outline>>();
        groups.put(group(FeedName.Kind.ALL), List.of(outline(FeedName.ALL)));
        for (FeedName.Kind kind : KINDS) {
            List<FeedSummary> summaries = stories.feeds(kind);
            if (!summaries.isEmpty()) {
                groups.put(
                        group(kind),
                        summaries.stream()
                                .map(summary -> outline(summary.name()))
                                .sorted(Comparator.comparing(OpmlWriter.Outline::feed))
                                .toList());
            }
        }
        return answer(seq, OPML, groups);
    }

    /** The same as {@link #chosen} to be saved as a file. */
    Answer file(OpmlSelection selection) {
        return chosen(selection, OPML.saved("yizhan.opml"));
    }

    /** The feeds of {@code selection}, missing where one of them is not there; each with those of what lies in it, by kind, in the order they were chosen. */
    Answer chosen(OpmlSelection selection) {
        return chosen(selection, OPML);
    }

    private Answer chosen(OpmlSelection selection, Manner manner) {
        long seq = stories.seq();
        Map<FeedName, FeedSummary> held = held(selection);
        Map<FeedName, StoryTitle> told = told(selection);
        Optional<FeedName> unknown = selection.feeds().stream()
                .filter(name -> name.kind() == FeedName.Kind.STORY ? !told.containsKey(name) : isUnknown(name, held))
                .findFirst();
        if (unknown.isPresent()) {
            FeedName name = unknown.get();
            return new Answer.Missing(
                    seq,
                    new Advice(
                            "没有订阅源「" + name + "」；/feeds.opml 里是全部。",
                            "There is no " + name.kind().word() + " " + name.value()
                                    + "; /feeds.opml lists what there is.",
                            "there is no " + name.kind().word() + " `" + name.value()
                                    + "`; /feeds.opml lists what there is"));
        }
        var groups = new LinkedHashMap<String, List<OpmlWriter.Outline>>();
        selection.feeds().stream()
                .flatMap(name -> Stream.concat(
                        Stream.of(name), known.below(name).stream().filter(held::containsKey)))
                .distinct()
                .forEach(name -> groups.computeIfAbsent(group(name.kind()), label -> new ArrayList<>())
                        .add(told.containsKey(name) ? outline(told.get(name)) : outline(name)));
        selection
                .searches()
                .forEach(query -> groups.computeIfAbsent("搜索", label -> new ArrayList<>())
                        .add(OpmlWriter.Outline.of(
                                links, query, query.label(known).orElse("全部报道"))));
        return answer(seq, manner, groups);
    }

    private Map<FeedName, FeedSummary> held(OpmlSelection selection) {
        List<FeedName> names = selection.feeds().stream()
                .flatMap(name -> Stream.concat(Stream.of(name), known.below(name).stream()))
                .distinct()
                .toList();
        return stories.feeds(names).stream().collect(Collectors.toMap(FeedSummary::name, summary -> summary));
    }

    /** The chosen stories that can be read, also under the name of one that they were merged with. */
    private Map<FeedName, StoryTitle> told(OpmlSelection selection) {
        List<UUID> chosen = selection.feeds().stream()
                .filter(name -> name.kind() == FeedName.Kind.STORY)
                .map(name -> UUID.fromString(name.value()))
                .toList();
        var told = new LinkedHashMap<FeedName, StoryTitle>();
        if (!chosen.isEmpty()) {
            stories.titles(chosen).forEach((id, title) -> told.put(FeedName.story(id), title));
        }
        return told;
    }

    private boolean isUnknown(FeedName name, Map<FeedName, FeedSummary> held) {
        return name.kind() != FeedName.Kind.ALL && known.title(name).isEmpty() && !held.containsKey(name);
    }

    private OpmlWriter.Outline outline(StoryTitle title) {
        return OpmlWriter.Outline.of(links, FeedName.story(title.story()), title.title());
    }

    private OpmlWriter.Outline outline(FeedName name) {
        String title =
                name.kind() == FeedName.Kind.ALL ? "全部报道" : known.title(name).orElse(name.value());
        return OpmlWriter.Outline.of(links, name, title);
    }

    private Answer answer(long seq, Manner manner, Map<String, List<OpmlWriter.Outline>> groups) {
        // a feed may join the list with an old story, or leave it: a reader's date is only good for this very copy
        return renderings.of(seq, 200, manner, clock.instant(), writer.write(TITLE, groups));
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
