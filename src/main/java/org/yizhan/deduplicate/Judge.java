package org.yizhan.deduplicate;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Decides whether two articles carry one piece. The answer depends on these two alone and is the same either way round,
 * so that the same articles end in the same stories whatever order they come in. Stateless.
 *
 * <p>The rules, in order: one address is one piece. Texts published further apart than {@link #WINDOW} are two, since a
 * yearly notice repeats itself to the letter. A text too short to be told from a formula needs the same title. Below
 * {@link #LEAST_CONTAINMENT} the shorter text is not the other's. What remains is a copy unless it fills the same slots with
 * other numbers and words, or has a passage exchanged in its middle.
 */
final class Judge {

    /** 97 of 100 reposts come within it. */
    static final Duration WINDOW = Duration.ofDays(60);

    static final double LEAST_CONTAINMENT = 0.75;

    /** From here on a copy is plain; below it less may differ. */
    private static final double PLAIN_CONTAINMENT = 0.85;

    private static final double MOST_DENSITY = 7;
    private static final double MOST_REPLACED = 0.15;
    private static final double MOST_REPLACED_BELOW_PLAIN = 0.08;
    private static final int FORMULA = 30;

    private Judge() {}

    static Likeness compare(Fingerprint one, Fingerprint other) {
        int common = one.shingles().common(other.shingles());
        int shorter = Math.min(one.shingles().size(), other.shingles().size());
        int union = one.shingles().size() + other.shingles().size() - common;
        double similarity = union == 0 ? 1 : (double) common / union;
        double containment = shorter == 0 ? 0 : (double) common / shorter;
        var pair = new Pair(one, other, similarity, containment);
        return pair.judge();
    }

    private record Pair(Fingerprint one, Fingerprint other, double similarity, double containment) {

        Likeness judge() {
            if (one.link() != 0 && one.link() == other.link()) {
                return same("same-url", "both have one address");
            }
            Duration apart =
                    Duration.between(one.publishedAt(), other.publishedAt()).abs();
            if (apart.compareTo(WINDOW) > 0) {
                return different(
                        "window", "published " + apart.toDays() + " days apart, " + WINDOW.toDays() + " are the most");
            }
            if (Math.min(one.text().length(), other.text().length()) < FORMULA) {
                return tooShort();
            }
            if (containment < LEAST_CONTAINMENT) {
                return different(
                        "containment",
                        "the shorter text shares " + percent(containment) + " with the other, "
                                + percent(LEAST_CONTAINMENT) + " are needed");
            }
            return one.sameText(other) ? same("same-text", "the texts are equal") : aligned();
        }

        private Likeness tooShort() {
            return one.sameText(other) && one.title().equals(other.title())
                    ? same("same-text", "title and text are equal")
                    : different(
                            "too-short",
                            "a text of fewer than " + FORMULA + " characters needs an equal text and title");
        }

        private Likeness aligned() {
            Differences texts = Differences.between(one.text(), other.text());
            Differences titles = Differences.between(one.title(), other.title());
            Set<String> slots = titles.alsoIn(texts);
            double replaced = (double) texts.replaced()
                    / Math.max(1, Math.min(one.text().length(), other.text().length()));
            double mostReplaced = containment < PLAIN_CONTAINMENT ? MOST_REPLACED_BELOW_PLAIN : MOST_REPLACED;
            if (!slots.isEmpty()) {
                return different("differing-title", "title and text differ alike: " + some(slots));
            }
            if (!titles.numbers().isEmpty() && !texts.numbers().isEmpty()) {
                return different(
                        "differing-numbers",
                        "other numbers in title (" + some(titles.numbers()) + ") and text (" + some(texts.numbers())
                                + ")");
            }
            if (texts.density() > MOST_DENSITY) {
                return different(
                        "differing-slots",
                        String.format(
                                Locale.ROOT,
                                "%d other numbers and %d other words in %d shared characters: %s",
                                texts.numbers().size(),
                                texts.words().size(),
                                texts.shared(),
                                some(texts.numbers().isEmpty() ? texts.words() : texts.numbers())));
            }
            if (replaced > mostReplaced) {
                return different(
                        "exchanged-passage",
                        percent(replaced) + " of the shorter text is exchanged for other text in its middle, "
                                + percent(mostReplaced) + " may be");
            }
            return same("containment", "the shorter text shares " + percent(containment) + " with the other");
        }

        private Likeness same(String rule, String reason) {
            return new Likeness(true, similarity, containment, rule, List.of(reason));
        }

        private Likeness different(String rule, String reason) {
            return new Likeness(false, similarity, containment, rule, List.of(reason));
        }
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }

    private static String some(Set<String> slots) {
        return String.join(", ", slots.stream().sorted().limit(3).toList());
    }
}
