package org.yizhan.deliver;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.yizhan.search.Sieve;
import org.yizhan.search.StoryDocument;
import org.yizhan.search.Wanted;

/**
 * One reading of what has changed, held against lists: which of the changed stories belong there, and which may have stood
 * there and do no longer. Feeds decide for most of them; where a list has conditions besides, the texts of those that stand
 * in its feeds are looked through, in memory and as they are now, whatever the index of all stories has taken in. Of one
 * thread.
 */
public final class Sifting {

    private final LiveNews.Latest latest;
    private final Set<UUID> read;
    private final Map<LiveList, Set<UUID>> passing = new HashMap<>();

    /** A list, and how much of it is known. */
    public record Asker(LiveList list, LivePlace place) {

        long position() {
            return place.seq().orElseThrow();
        }
    }

    /**
     * What a list has to be told.
     *
     * @param standing those that belong there
     * @param gone those that don't any longer
     * @param unread whether there are some of which nobody knows whether they belong there
     */
    public record Choice(List<LiveNews.Changed> standing, List<LiveNews.Changed> gone, boolean unread) {
        public Choice {
            standing = List.copyOf(standing);
            gone = List.copyOf(gone);
        }
    }

    private Sifting(LiveNews.Latest latest, Collection<UUID> read) {
        this.latest = latest;
        this.read = Set.copyOf(read);
    }

    /**
     * Looks through what has to be.
     *
     * @param texts those of these stories that stand, to be searched
     * @param most so many texts at most, those that changed last
     */
    public static Sifting of(
            LiveNews.Latest latest,
            Collection<Asker> askers,
            Function<Collection<UUID>, List<StoryDocument>> texts,
            int most) {
        List<Asker> particular =
                askers.stream().filter(asker -> asker.list().isParticular()).toList();
        List<UUID> searched = latest.stories().stream()
                .filter(story -> particular.stream().anyMatch(asker -> isOf(asker, story)))
                .map(LiveNews.Changed::story)
                .toList();
        List<UUID> newest = searched.subList(Math.max(0, searched.size() - most), searched.size());
        var sifting = new Sifting(latest, newest);
        if (!newest.isEmpty()) {
            sifting.sieve(texts.apply(newest), particular);
        }
        return sifting;
    }

    private static boolean isOf(Asker asker, LiveNews.Changed story) {
        return story.seq() > asker.position() && asker.list().reaches(story);
    }

    private void sieve(List<StoryDocument> texts, List<Asker> particular) {
        List<Wanted> asked =
                particular.stream().map(asker -> asker.list().wanted()).toList();
        try (Sieve sieve = Sieve.of(texts, asked)) {
            for (Asker asker : particular) {
                passing.computeIfAbsent(asker.list(), list -> sieve.passing(list.wanted()));
            }
        }
    }

    /** What one of those has to be told that it was read for; what changed first comes first. */
    public Choice choice(Asker asker) {
        LiveList list = asker.list();
        Set<UUID> answering = passing.getOrDefault(list, Set.of());
        List<LiveNews.Changed> standing = new ArrayList<>();
        List<LiveNews.Changed> gone = new ArrayList<>();
        boolean unread = false;
        for (LiveNews.Changed story : latest.stories()) {
            if (story.seq() <= asker.position()) {
                continue;
            }
            if (!list.reaches(story)) {
                if (list.loses(story) && asker.place().mayHave(story.began())) {
                    gone.add(story);
                }
            } else if (!list.isParticular() || answering.contains(story.story())) {
                standing.add(story);
            } else if (!read.contains(story.story())) {
                unread = true;
            } else if (story.altered() && asker.place().mayHave(story.began())) {
                // what it answered by may be gone
                gone.add(story);
            }
        }
        return new Choice(standing, gone, unread);
    }
}
