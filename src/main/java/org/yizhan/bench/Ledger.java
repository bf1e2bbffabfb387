package org.yizhan.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares what was accepted with what the export shows: lost articles, articles there twice, and reposts found. Not
 * thread-safe.
 */
final class Ledger {
    private static final int SAMPLES = 10;

    private final Set<String> articles = new HashSet<>();
    private final Map<String, String> stories = new HashMap<>();
    private int duplicates;

    /**
     * What the comparison says.
     *
     * @param missing how many accepted articles the export lacks
     * @param missingSamples some of their ids
     * @param duplicates lines beyond the first for one article
     * @param reposts accepted articles that repost another accepted one
     * @param repostsFound those of them in the story of their original
     * @param wronglyJoined originals that share a story with another original
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

    /** Takes a line of one reading of the whole export. */
    void add(Export.Line line) {
        boolean isNewArticle = articles.add(line.articleId());
        boolean isNewId = stories.put(line.externalId(), line.storyId()) == null;
        if (!isNewArticle || !isNewId) {
            duplicates++;
        }
    }

    /** @param accepted the numbers of the articles that the program accepted */
    Verdict compare(Newsroom newsroom, Iterable<Integer> accepted) {
        var missing = new ArrayList<String>();
        var originals = new HashMap<String, Set<Integer>>();
        int reposts = 0;
        int found = 0;
        for (int index : accepted) {
            var id = newsroom.id(index);
            var story = stories.get(id);
            if (story == null) {
                missing.add(id);
                continue;
            }
            int root = newsroom.root(index);
            originals.computeIfAbsent(story, any -> new HashSet<>()).add(root);
            var original = stories.get(newsroom.id(root));
            if (root != index && original != null) {
                reposts++;
                found += original.equals(story) ? 1 : 0;
            }
        }
        int joined =
                originals.values().stream().mapToInt(roots -> roots.size() - 1).sum();
        var samples = List.copyOf(missing.subList(0, Math.min(SAMPLES, missing.size())));
        return new Verdict(missing.size(), samples, duplicates, reposts, found, joined);
    }
}
