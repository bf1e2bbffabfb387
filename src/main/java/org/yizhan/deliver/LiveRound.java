package org.yizhan.deliver;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.yizhan.search.Sieve;

/**
 * One reading of what has changed, told to all lists. What several lists show is read and written out once. Of one thread.
 */
final class LiveRound {

    /** The stories whose words are looked through in one round, the newest. */
    private static final int MOST_TEXTS = 300;

    /** Readers of one list who know as much of it. */
    record Group(LiveList list, LivePlace place) {

        long position() {
            return place.seq().orElseThrow();
        }
    }

    /**
     * What a group is to be told.
     *
     * @param shown those that stand
     * @param gone those that don't any longer
     * @param more how many others there are
     * @param unread whether there are some of which nobody knows whether they belong there
     */
    private record Choice(List<LiveNews.Changed> shown, List<LiveNews.Changed> gone, int more, boolean unread) {}

    private final LiveNews news;
    private final LiveNews.Latest latest;
    private final Map<Group, Choice> choices = new LinkedHashMap<>();
    private Map<UUID, LiveNews.Told> told = Map.of();

    LiveRound(LiveNews news, LiveNews.Latest latest) {
        this.news = news;
        this.latest = latest;
    }

    /**
     * Reads what these groups are to be told.
     *
     * @param most how many events a list may have now
     */
    void read(Collection<Group> groups, ToIntFunction<LiveList> most) {
        List<LiveNews.Changed> searched = searched(groups);
        try (Sieve sieve = new Sieve(searched.isEmpty() ? List.of() : news.texts(ids(searched)))) {
            Set<UUID> known = new HashSet<>(ids(searched));
            Map<LiveList, Set<UUID>> passing = new HashMap<>();
            groups.stream()
                    .map(Group::list)
                    .filter(LiveList::isParticular)
                    .forEach(list -> passing.computeIfAbsent(list, asked -> sieve.passing(asked.wanted())));
            groups.forEach(group -> choices.put(
                    group,
                    choice(group, passing.getOrDefault(group.list(), Set.of()), known, most.applyAsInt(group.list()))));
        }
        Set<UUID> shown = choices.values().stream()
                .flatMap(choice -> choice.shown().stream())
                .map(LiveNews.Changed::story)
                .collect(Collectors.toSet());
        told = shown.isEmpty() ? Map.of() : news.told(shown);
    }

    private static List<UUID> ids(List<LiveNews.Changed> stories) {
        return stories.stream().map(LiveNews.Changed::story).toList();
    }

    /** The newest of those of which some list's feeds don't tell whether they belong there. */
    private List<LiveNews.Changed> searched(Collection<Group> groups) {
        List<Group> particular =
                groups.stream().filter(group -> group.list().isParticular()).toList();
        List<LiveNews.Changed> searched = latest.stories().stream()
                .filter(story -> particular.stream()
                        .anyMatch(group ->
                                story.seq() > group.position() && group.list().reaches(story)))
                .toList();
        return searched.subList(Math.max(0, searched.size() - MOST_TEXTS), searched.size());
    }

    private Choice choice(Group group, Set<UUID> passing, Set<UUID> known, int most) {
        LiveList list = group.list();
        List<LiveNews.Changed> standing = new ArrayList<>();
        List<LiveNews.Changed> gone = new ArrayList<>();
        boolean unread = false;
        for (LiveNews.Changed story : latest.stories()) {
            if (story.seq() <= group.position()) {
                continue;
            }
            if (list.loses(story)) {
                if (group.place().mayHave(story.began())) {
                    gone.add(story);
                }
            } else if (list.reaches(story)) {
                boolean asked = !list.isParticular() || known.contains(story.story());
                unread |= !asked;
                if (asked && (!list.isParticular() || passing.contains(story.story()))) {
                    standing.add(story);
                } else if (asked && story.altered() && group.place().mayHave(story.began())) {
                    // what it answered by may be gone
                    gone.add(story);
                }
            }
        }
        return cut(standing, gone, unread, most);
    }

    /** Those that went come first, then the newest. */
    private static Choice cut(List<LiveNews.Changed> standing, List<LiveNews.Changed> gone, boolean unread, int most) {
        List<LiveNews.Changed> lost = gone.subList(Math.max(0, gone.size() - most), gone.size());
        int room = most - lost.size();
        List<LiveNews.Changed> shown = standing.subList(Math.max(0, standing.size() - room), standing.size());
        return new Choice(shown, lost, standing.size() - shown.size() + gone.size() - lost.size(), unread);
    }

    /** What the group is told; without events where nothing is. */
    LivePassage passage(Group group) {
        Choice choice = choices.get(group);
        var passage = new LivePassage(group.position(), latest.last());
        if (choice == null) {
            return passage;
        }
        choice.gone().forEach(story -> passage.with("gone", gone(story)));
        for (LiveNews.Changed story : choice.shown()) {
            LiveNews.Told one = told.get(story.story());
            if (one != null) {
                boolean fresh = story.began() > group.position();
                passage.with("story", one.data(story.seq(), fresh, group.list().language()));
            }
        }
        if (choice.more() > 0 || choice.unread()) {
            passage.with("more", "{\"count\":" + choice.more() + ",\"unread\":" + choice.unread() + "}");
        }
        return passage;
    }

    private static String gone(LiveNews.Changed story) {
        return "{\"storyId\":\"" + story.story() + "\",\"withdrawn\":" + story.isWithdrawn()
                + story.into().map(into -> ",\"into\":\"" + into + "\"").orElse("") + "}";
    }
}
