package org.yizhan.web;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.yizhan.deliver.LiveNews;
import org.yizhan.deliver.Sifting;
import org.yizhan.deliver.Topics.Reader;

/**
 * What a reader of a search is to be told next.
 *
 * @param standing the stories that belong there, what changed first first
 * @param gone those that don't any longer
 * @param upTo he knows everything up to this number then
 * @param more whether there is already more
 * @param gap whether nobody knows all that there is to tell
 */
record SearchTurn(List<UUID> standing, Set<UUID> gone, long upTo, boolean more, boolean gap) {

    /** So many stories are told at once, or as many as one batch has. */
    private static final int STORIES = 200;

    static SearchTurn of(LiveNews.Latest changed, Reader reader, Sifting.Choice choice) {
        List<LiveNews.Changed> standing = choice.standing();
        boolean more = standing.size() > STORIES;
        long upTo = more ? standing.get(STORIES - 1).seq() : changed.last();
        return new SearchTurn(
                ids(standing, upTo),
                Set.copyOf(ids(choice.gone(), upTo)),
                upTo,
                more,
                choice.unread() || changed.from() > reader.known().seq());
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
