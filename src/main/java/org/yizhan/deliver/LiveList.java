package org.yizhan.deliver;

import java.util.List;
import java.util.Optional;
import org.yizhan.search.Question;
import org.yizhan.search.Wanted;

/**
 * What one open list shows: readers whose lists are equal are told the same.
 *
 * @param wanted the stories that belong there; order, place and limit count for nothing
 * @param language in which they are to be written out ready to be shown; empty where they aren't
 */
public record LiveList(Wanted wanted, Optional<String> language) {

    private static final List<String> EVERYTHING = List.of("all");

    private List<String> feeds() {
        return wanted.feeds().isEmpty() ? EVERYTHING : wanted.feeds();
    }

    /** Whether the story stands where this list looks; the rest of its conditions may still refuse it. */
    boolean reaches(LiveNews.Changed story) {
        return story.feeds().containsAll(feeds());
    }

    /** Whether the story may have stood here and does no longer. */
    boolean loses(LiveNews.Changed story) {
        return !story.left().isEmpty()
                && !reaches(story)
                && feeds().stream()
                        .allMatch(feed ->
                                story.feeds().contains(feed) || story.left().contains(feed));
    }

    /** Whether there are conditions besides the feeds: words or days. */
    boolean isParticular() {
        return !(wanted.question() instanceof Question.Anything)
                || wanted.from().isPresent()
                || wanted.until().isPresent();
    }
}
