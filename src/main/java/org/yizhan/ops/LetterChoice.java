package org.yizhan.ops;

import java.util.List;
import java.util.Optional;

/**
 * Which dead letters an order is about: these, or all that a filter finds.
 *
 * @param ids empty where {@code filter} says it
 */
public record LetterChoice(Optional<LetterFilter> filter, List<Long> ids) {

    /** The most letters that are chosen one by one. */
    public static final int MOST_CHOSEN = DeadLetters.MOST_LISTED;

    public LetterChoice {
        ids = List.copyOf(ids);
    }

    /** All that {@code filter} finds. */
    static LetterChoice all(LetterFilter filter) {
        return new LetterChoice(Optional.of(filter), List.of());
    }

    /** These; {@link IllegalArgumentException} where there are none or too many. */
    static LetterChoice of(List<Long> ids) {
        if (ids.isEmpty() || ids.size() > MOST_CHOSEN) {
            throw new IllegalArgumentException("choose 1 to %d dead letters, or all that match".formatted(MOST_CHOSEN));
        }
        return new LetterChoice(Optional.empty(), ids.stream().distinct().toList());
    }

    /** What a row of {@code dead_letter} has to meet. */
    LetterFilter.Conditions conditions() {
        return filter.map(LetterFilter::conditions).orElseGet(() -> {
            var chosen = new LetterFilter.Conditions();
            chosen.add("id = any(?)", (Object) ids.toArray(Long[]::new));
            return chosen;
        });
    }
}
