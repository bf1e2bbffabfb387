package org.yizhan.deliver;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/**
 * One reading of what has changed, told to all lists. What several lists show is read and written out once. Of one thread.
 */
final class LiveRound {

    /** The stories whose words are looked through in one round, the newest. */
    private static final int MOST_TEXTS = 300;

    /**
     * What readers of one list who have been told up to the same number are to be told.
     *
     * @param shown those that stand
     * @param gone those that don't any longer
     * @param more how many others there are
     * @param unread whether there are some of which nobody knows whether they belong there
     */
    private record Choice(List<LiveNews.Changed> shown, List<LiveNews.Changed> gone, int more, boolean unread) {}

    private final LiveNews news;
    private final LiveNews.Latest latest;
    private final Map<Sifting.Asker, Choice> choices = new LinkedHashMap<>();
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
    void read(Collection<Sifting.Asker> groups, ToIntFunction<LiveList> most) {
        Sifting sifting = Sifting.of(latest, groups, news::texts, MOST_TEXTS);
        groups.forEach(group -> choices.put(group, cut(sifting.choice(group), most.applyAsInt(group.list()))));
        Set<UUID> shown = choices.values().stream()
                .flatMap(choice -> choice.shown().stream())
                .map(LiveNews.Changed::story)
                .collect(Collectors.toSet());
        told = shown.isEmpty() ? Map.of() : news.told(shown);
    }

    /** Those that went come first, then the newest. */
    private static Choice cut(Sifting.Choice all, int most) {
        List<LiveNews.Changed> gone = all.gone();
        List<LiveNews.Changed> standing = all.standing();
        List<LiveNews.Changed> lost = gone.subList(Math.max(0, gone.size() - most), gone.size());
        int room = most - lost.size();
        List<LiveNews.Changed> shown = standing.subList(Math.max(0, standing.size() - room), standing.size());
        return new Choice(shown, lost, standing.size() - shown.size() + gone.size() - lost.size(), all.unread());
    }

    /** What the group is told; without events where nothing is. */
    LivePassage passage(Sifting.Asker group) {
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
