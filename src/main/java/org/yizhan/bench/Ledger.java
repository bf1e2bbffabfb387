package org.yizhan.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Compares what was accepted with what the export shows: lost articles, articles there twice, and reposts found. It goes on
 * from one reading of the export to the next, each of what is new since. Not thread-safe.
 */
final class Ledger {
    private static final int SAMPLES = 10;

    private final Newsroom newsroom;
    private final Map<Integer, UUID> stories = new HashMap<>();
    private final Set<Integer> indexes = new HashSet<>();
    private final Set<String> articles = new HashSet<>();
    private int duplicates;

    Ledger(Newsroom newsroom) {
        this.newsroom = newsroom;
    }

    /**
     * What the comparison says.
     *
     * @param missing how many accepted articles the export lacks
     * @param missingSamples some of their ids
     * @param duplicates lines beyond the first for one article
     * @param reposts accepted articles that repost another one that is there
     * @param repostsFound those of them in the story of their original
     * @param wronglyJoined originals, of all that are there, that share a story with another original
     */
    record Verdict(
            int missing,
            List<String> missingSamples,
            int duplicates,
            int reposts,
            int repostsFound,
            int wronglyJoined) {
        /** Whether the program kept its promise: nothing lost, nothing twice. */
        boolean isWhole() {
            return missing == 0 && duplicates == 0;
        }
    }

    /** Begins a reading of the export: an article that has changed since the last may come once more. */
    void beginReading() {
        indexes.clear();
        articles.clear();
        duplicates = 0;
    }

    /** Takes a line; those of other runs are passed over. */
    void add(Export.Line line) {
        newsroom.index(line.externalId()).ifPresent(index -> {
            boolean isNewArticle = articles.add(line.articleId());
            boolean isNewIndex = indexes.add(index);
            stories.put(index, UUID.fromString(line.storyId()));
            duplicates += isNewArticle && isNewIndex ? 0 : 1;
        });
    }

    /** @param accepted the numbers of the articles that the program accepted since the last comparison */
    Verdict compare(Iterable<Integer> accepted) {
        var missing = new ArrayList<String>();
        int reposts = 0;
        int found = 0;
        for (int index : accepted) {
            var story = stories.get(index);
            if (story == null) {
                missing.add(newsroom.id(index));
                continue;
            }
            int root = newsroom.root(index);
            var original = stories.get(root);
            if (root != index && original != null) {
                reposts++;
                found += original.equals(story) ? 1 : 0;
            }
        }
        var samples = List.copyOf(missing.subList(0, Math.min(SAMPLES, missing.size())));
        return new Verdict(missing.size(), samples, duplicates, reposts, found, wronglyJoined());
    }

    private int wronglyJoined() {
        var founders = new HashMap<UUID, Integer>();
        var joined = new HashSet<Integer>();
        stories.forEach((index, story) -> {
            int root = newsroom.root(index);
            Integer other = founders.putIfAbsent(story, root);
            if (other != null && other != root) {
                joined.add(root);
            }
        });
        return joined.size();
    }
}
