package org.yizhan.deduplicate;

import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;

/**
 * An article compared with another.
 *
 * @param kind how the article stands to the other, where both carry one piece
 */
record Match(Stored article, Stored other, Likeness likeness, Kind kind) {

    /** The closest last; of equally close ones the oldest. */
    static final Comparator<Match> CLOSEST = Comparator.<Match>comparingDouble(
                    match -> match.likeness().similarity())
            .thenComparing(match -> match.other().no(), Comparator.reverseOrder());

    /** A text shorter than this part of the other is a part of it, not a copy. */
    private static final double PART = 0.75;

    /** Compares the two, the boilerplate of either source left out of both. */
    static Match of(Stored article, Stored other, Boilerplate boilerplate) {
        Fingerprint one = article.print();
        Fingerprint two = other.print();
        Set<Long> ones = boilerplate.of(one.source());
        Set<Long> twos = boilerplate.of(two.source());
        boolean mixed = !one.source().equals(two.source())
                && (one.lines().hasAny(twos) || two.lines().hasAny(ones));
        if (mixed) {
            Set<Long> both = new HashSet<>(ones);
            both.addAll(twos);
            one = one.without(both);
            two = two.without(both);
        }
        return new Match(article, other, Judge.compare(one, two), kind(one, two));
    }

    private static Kind kind(Fingerprint one, Fingerprint other) {
        boolean seam = one.part().isPresent()
                && other.part().filter(one.part().get()::meets).isPresent();
        if (seam) {
            return one.part().get().first() ? Kind.BEGINNING : Kind.CONTINUATION;
        }
        int length = one.text().length();
        int otherLength = other.text().length();
        if (length < PART * otherLength) {
            return Kind.PART;
        }
        return otherLength < PART * length ? Kind.WHOLE : Kind.COPY;
    }

    Pair pair(long no, long with) {
        return Pair.of(no, with, kind, likeness);
    }
}
