package org.yizhan.publish;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/** What readers can read of a history, but for times of change and numbers, which depend on the order of arrival. */
record Readable(Map<UUID, String> articles, Map<UUID, String> stories, Map<String, List<UUID>> feeds) {

    private static final List<FeedName> FEEDS = Stream.of(
                    "all",
                    "source/cac",
                    "source/mca",
                    "source/nmg",
                    "source/fujian",
                    "source/ganzhou",
                    "region/620702",
                    "region/620700",
                    "region/620000",
                    "region/350200",
                    "region/350000",
                    "region/100000",
                    "topic/elderly",
                    "topic/charity",
                    "organization/mca")
            .map(name -> FeedName.parse(name).orElseThrow())
            .toList();

    static Readable of(Stories stories, History history) {
        Map<UUID, String> articles = new TreeMap<>();
        stories.export(
                0,
                row -> articles.put(
                        row.articleId(),
                        row.isErased()
                                ? "erased"
                                : row.storyId() + " " + row.relation() + " " + row.title() + " " + row.status() + " "
                                        + row.tags()));
        articles.replaceAll((id, line) ->
                line + " " + stories.article(id).map(StoredArticle::revision).orElse(0));
        Map<UUID, String> found = new TreeMap<>();
        history.stories().forEach(id -> found.put(id, line(stories.story(id))));
        // where the address of an erased founder leads depends on who was with it by then
        history.erased()
                .forEach(id -> found.computeIfPresent(id, (same, line) -> line.replaceFirst("^merged .*", "unknown")));
        Map<String, List<UUID>> feeds = new TreeMap<>();
        for (FeedName name : FEEDS) {
            FeedContent content = stories.feed(name, 200);
            feeds.put(
                    name.toString(),
                    content.entries().stream().map(Entry::storyId).toList());
            // a story whose members went before anybody saw it needs no tombstone; all others' don't depend on the
            // order; that something was erased is told to those who had seen it, and only that has no reason here
            List<UUID> graves = new ArrayList<>(content.tombstones().stream()
                    .filter(tombstone -> !tombstone.reason().isEmpty())
                    .map(Tombstone::storyId)
                    .toList());
            graves.removeIf(id ->
                    stories.story(id) instanceof StoryFound.Merged || stories.story(id) instanceof StoryFound.Unknown);
            feeds.put(name + " tombstones", graves.stream().sorted().toList());
        }
        return new Readable(articles, found, feeds);
    }

    private static String line(StoryFound found) {
        return switch (found) {
            case StoryFound.Present present ->
                present.entry().title() + " " + present.entry().publishedAt() + " "
                        + Stream.concat(Stream.of(present.entry().origin()), present.entry().copies().stream())
                                .map(copy -> copy.articleId() + " " + copy.relation() + " " + copy.matched() + " "
                                        + copy.withdrawn())
                                .toList();
            case StoryFound.Withdrawn withdrawn ->
                "withdrawn " + withdrawn.tombstone().reason();
            case StoryFound.Merged merged -> "merged " + merged.into();
            case StoryFound.Unknown unknown -> "unknown";
        };
    }
}
