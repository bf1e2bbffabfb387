package org.yizhan.publish;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.yizhan.search.Tally;

/**
 * The ways to narrow a list of stories, with how many of its stories each leaves.
 *
 * @param stories on all pages of the list
 * @param precision of the numbers of {@code groups}; that of {@code stories} is exact, or at least so many
 * @param narrowed whether the numbers are of the list; false where nobody could count it, and they are of all stories
 * @param complete whether all stories were looked at; not while the search index is made
 * @param groups one a kind, those without a choice left out
 */
public record Facets(long stories, Tally.Precision precision, boolean narrowed, boolean complete, List<Group> groups) {

    /** Choices of each kind where nobody asks for more. */
    public static final int MOST = 12;

    private static final List<FeedName.Kind> KINDS =
            List.of(FeedName.Kind.REGION, FeedName.Kind.TOPIC, FeedName.Kind.SOURCE, FeedName.Kind.ORGANIZATION);
    private static final Comparator<Choice> LARGEST_FIRST = Comparator.comparingLong(Choice::stories)
            .reversed()
            .thenComparing(choice -> choice.name().value());

    /**
     * Choices of one kind, largest first. Of regions these are the provinces, or what lies directly
     * in the region that is asked for; of another kind that is asked for there are none.
     *
     * @param more how many there are besides
     */
    public record Group(FeedName.Kind kind, List<Choice> choices, int more) {
        public Group {
            choices = List.copyOf(choices);
        }
    }

    /** One condition to add, the others being kept, and how many stories it leaves. */
    public record Choice(FeedName name, long stories) {}

    public Facets {
        groups = List.copyOf(groups);
    }

    /**
     * What can be chosen where {@code query} is asked.
     *
     * @param most choices of each kind
     */
    static Facets of(StoryQuery query, Tally tally, boolean narrowed, int most) {
        List<Choice> choices = tally.feeds().entrySet().stream()
                .flatMap(feed -> choice(feed).stream())
                .filter(choice -> isOffered(choice.name(), query))
                .sorted(LARGEST_FIRST)
                .toList();
        List<Group> groups = KINDS.stream()
                .map(kind -> group(kind, choices, most))
                .filter(group -> !group.choices().isEmpty())
                .toList();
        return new Facets(tally.stories(), tally.precision(), narrowed, tally.complete(), groups);
    }

    private static Optional<Choice> choice(Map.Entry<String, Long> feed) {
        return FeedName.parse(feed.getKey()).map(name -> new Choice(name, feed.getValue()));
    }

    private static Group group(FeedName.Kind kind, List<Choice> choices, int most) {
        List<Choice> ofKind =
                choices.stream().filter(choice -> choice.name().kind() == kind).toList();
        return new Group(kind, ofKind.stream().limit(most).toList(), Math.max(0, ofKind.size() - most));
    }

    private static boolean isOffered(FeedName name, StoryQuery query) {
        return switch (name.kind()) {
            case REGION -> parent(name.value()).equals(query.region().or(() -> Optional.of(Filing.COUNTRY)));
            case TOPIC -> query.topic().isEmpty();
            case SOURCE -> query.source().isEmpty();
            case ORGANIZATION -> query.organization().isEmpty();
            case ALL, STORY -> false;
        };
    }

    /** The region that one lies directly in; empty for the country, and for what is no code. */
    private static Optional<String> parent(String code) {
        return Stream.of(code)
                .flatMap(region -> Filing.divisions(region).stream())
                .filter(division -> !division.equals(code))
                .findFirst();
    }
}
