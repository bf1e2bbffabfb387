package org.yizhan.web;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.yizhan.deliver.LiveNews;
import org.yizhan.deliver.Sifting;
import org.yizhan.deliver.Topics.Reader;

/**
 * What a reader of a search is to be told next.
 *
 * @param standing the stories that belong there, what changed first first
 * @param gone those that don't any longer
 * @param told all of these in the order in which they changed, with the numbers of their changes
 * @param upTo he knows everything up to this number then
 * @param more whether there is already more
 * @param gap whether nobody knows all that there is to tell
 */
record SearchTurn(
        List<UUID> standing, Set<UUID> gone, SequencedMap<UUID, Long> told, long upTo, boolean more, boolean gap) {

    /** So many stories are told at once, or as many as one batch has. */
    private static final int STORIES = 200;

    /** Those of one batch in the order of their ids, whatever others of it have changed again since. */
    private static final Comparator<LiveNews.Changed> OLDEST_FIRST =
            Comparator.comparingLong(LiveNews.Changed::seq).thenComparing(LiveNews.Changed::story);

    static SearchTurn of(LiveNews.Latest changed, Reader reader, Sifting.Choice choice) {
        List<LiveNews.Changed> standing = unknown(choice.standing(), reader);
        List<LiveNews.Changed> gone = unknown(choice.gone(), reader);
        boolean more = standing.size() > STORIES;
        long upTo = more ? standing.get(STORIES - 1).seq() : changed.last();
        return new SearchTurn(
                ids(standing, upTo),
                Set.copyOf(ids(gone, upTo)),
                told(standing, gone, upTo),
                upTo,
                more,
                choice.unread() || changed.from() > reader.known().seq());
    }

    private static List<LiveNews.Changed> unknown(List<LiveNews.Changed> stories, Reader reader) {
        return stories.stream()
                .filter(story -> story.seq() > reader.known().seq() + 1
                        || reader.known()
                                .within()
                                .filter(last -> story.story().compareTo(last) <= 0)
                                .isEmpty())
                .sorted(OLDEST_FIRST)
                .toList();
    }

    private static SequencedMap<UUID, Long> told(
            List<LiveNews.Changed> standing, List<LiveNews.Changed> gone, long upTo) {
        SequencedMap<UUID, Long> told = new LinkedHashMap<>();
        Stream.concat(standing.stream(), gone.stream())
                .filter(story -> story.seq() <= upTo)
                .sorted(OLDEST_FIRST)
                .forEach(story -> told.put(story.story(), story.seq()));
        return told;
    }

    private static List<UUID> ids(List<LiveNews.Changed> stories, long upTo) {
        return stories.stream()
                .filter(story -> story.seq() <= upTo)
                .map(LiveNews.Changed::story)
                .toList();
    }

    /** Whether a search or a look at what is gone has to be made for it. */
    boolean isLaborious(Reader reader) {
        boolean nothing = standing.isEmpty() && gone.isEmpty();
        return gap || !gone.isEmpty() || (nothing ? reader.look() : reader.first());
    }
}
