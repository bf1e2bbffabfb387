package org.yizhan.deduplicate;

import java.time.Duration;
import java.util.Locale;
import java.util.Set;

/**
 * Decides whether two articles carry one piece. The answer depends on these two alone and is the same either way round,
 * so that the same articles end in the same stories whatever order they come in. Stateless.
 *
 * <p>The rules, in order: two parts of a newspaper piece are one where titles or text run on. One address is one piece. Texts published further apart than {@link #WINDOW} are two, since a
 * yearly notice repeats itself to the letter. A text too short to be told from a formula needs the same title. Below
 * {@link #LEAST_CONTAINMENT} the shorter text is not the other's. What remains is a copy unless it fills the same slots with
 * other numbers and words, or has a passage exchanged in its middle.
 */
final class Judge {

    /** 97 of 100 reposts come within it. */
    static final Duration WINDOW = Duration.ofDays(60);

    static final double LEAST_CONTAINMENT = 0.75;

    /** What an estimate from a sample must reach to be worth the exact figure: it is off by 0.3 once in 10,000 times. */
    private static final double LEAST_GLANCE = 0.45;

    /** From here on a copy is plain; below it less may differ. */
    private static final double PLAIN_CONTAINMENT = 0.85;

    /** A revision shares so much with what it was; less is another text under an old name. */
    private static final double LEAST_REVISED = 0.5;

    private static final double MOST_DENSITY = 7;
    private static final double MOST_REPLACED = 0.15;
    private static final double MOST_REPLACED_BELOW_PLAIN = 0.08;
    private static final int FORMULA = 30;
    private static final Duration SHORT_WINDOW = Duration.ofDays(7);

    /** Of the pairs of characters of the shorter title, so many stand in the other. */
    private static final double RELATED_TITLES = 0.6;

    private static final double UNRELATED_TITLES = 0.4;

    private Judge() {}

    static Likeness compare(Fingerprint one, Fingerprint other) {
        return new Pair(one, other).judge();
    }

    /**
     * Whether {@code now} is the same article as {@code was}, corrected: what was found alike with the one stays with the
     * other, since a copy does not leave a story because its original was put right.
     */
    static boolean isRevision(Fingerprint was, Fingerprint now) {
        boolean isShort = Math.min(was.text().length(), now.text().length()) < FORMULA;
        return isShort ? was.title().equals(now.title()) : was.shingles().containment(now.shingles()) >= LEAST_REVISED;
    }

    /** Two articles, neither of them first. */
    private static final class Pair {
        private final Fingerprint one;
        private final Fingerprint other;
        private double similarity;
        private double containment;

        Pair(Fingerprint one, Fingerprint other) {
            this.one = one;
            this.other = other;
        }

        Likeness judge() {
            if (one.part().isPresent()
                    && other.part().filter(one.part().get()::meets).isPresent()) {
                return seam();
            }
            if (one.link() != 0 && one.link() == other.link()) {
                measure();
                return same("same-url", "both have one address");
            }
            Duration apart =
                    Duration.between(one.publishedAt(), other.publishedAt()).abs();
            if (apart.compareTo(WINDOW) > 0) {
                measure();
                return different(
                        "window",
                        "published " + apart.toDays() + " days apart, " + WINDOW.toDays() + " are the most",
                        "a time of publication within " + WINDOW.toDays() + " days of the other's");
            }
            if (Math.min(one.text().length(), other.text().length()) < FORMULA) {
                measure();
                return tooShort();
            }
            containment = one.shingles().glance(other.shingles());
            if (containment < LEAST_GLANCE) {
                return different(
                        "containment",
                        "at a glance the shorter text shares " + percent(containment),
                        "a shared part of " + percent(LEAST_CONTAINMENT));
            }
            measure();
            if (containment < LEAST_CONTAINMENT) {
                return different(
                        "containment",
                        "the shorter text shares " + percent(containment) + " with the other, "
                                + percent(LEAST_CONTAINMENT) + " are needed",
                        "a shared part of " + percent(LEAST_CONTAINMENT));
            }
            return one.sameText(other)
                    ? same("same-text", "the texts are equal", "times more than " + WINDOW.toDays() + " days apart")
                    : aligned();
        }

        /** Two parts of one piece: the title of one is in the other's, or the first breaks off and the next runs on. */
        private Likeness seam() {
            similarity = Shingles.ofTitle(one.title()).containment(Shingles.ofTitle(other.title()));
            if (similarity >= RELATED_TITLES) {
                return same(
                        "continuation",
                        "two newspaper pages name each other, and the titles share " + percent(similarity));
            }
            boolean runsOn = one.part()
                            .filter(part -> part.first() && part.open())
                            .isPresent()
                    || other.part().filter(part -> part.first() && part.open()).isPresent();
            return runsOn
                    ? same("continuation", "two newspaper pages name each other, and the first part breaks off")
                    : different(
                            "continuation",
                            "two newspaper pages name each other, but the titles share " + percent(similarity)
                                    + " and the first part ends with a sentence",
                            "titles that share " + percent(RELATED_TITLES));
        }

        private void measure() {
            int common = one.shingles().common(other.shingles());
            int shorter = Math.min(one.shingles().size(), other.shingles().size());
            int union = one.shingles().size() + other.shingles().size() - common;
            similarity = union == 0 ? 1 : (double) common / union;
            containment = shorter == 0 ? 0 : (double) common / shorter;
        }

        /** A headline with hardly a text: the same within days, and only where the words are more than a formula. */
        private Likeness tooShort() {
            Duration apart =
                    Duration.between(one.publishedAt(), other.publishedAt()).abs();
            boolean equal = one.sameText(other) && one.title().equals(other.title());
            boolean says = one.title().length() + one.text().length() >= FORMULA;
            return equal && says && apart.compareTo(SHORT_WINDOW) <= 0
                    ? same("same-text", "title and text are equal")
                    : different(
                            "too-short",
                            "a text of fewer than " + FORMULA + " characters needs an equal text and title, " + FORMULA
                                    + " characters together, within " + SHORT_WINDOW.toDays() + " days",
                            "a longer text");
        }

        private Likeness aligned() {
            Differences texts = Differences.between(one.text(), other.text());
            Differences titles = Differences.between(one.title(), other.title());
            Set<String> slots = titles.alsoIn(texts);
            double replaced = (double) (texts.replaced() + (areUnrelated() ? texts.head() : 0))
                    / Math.max(1, Math.min(one.text().length(), other.text().length()));
            double mostReplaced = containment < PLAIN_CONTAINMENT ? MOST_REPLACED_BELOW_PLAIN : MOST_REPLACED;
            if (!slots.isEmpty()) {
                return different(
                        "differing-title",
                        "title and text differ alike: " + some(slots),
                        "the same in these places of the title or of the text");
            }
            if (!titles.numbers().isEmpty() && !texts.numbers().isEmpty()) {
                return different(
                        "differing-numbers",
                        "other numbers in title (" + some(titles.numbers()) + ") and text (" + some(texts.numbers())
                                + ")",
                        "the same numbers in the title or in the text");
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
                                some(texts.numbers().isEmpty() ? texts.words() : texts.numbers())),
                        String.format(
                                Locale.ROOT,
                                "at most %.0f other numbers, words counting half, in 1,000 shared characters; here %.1f",
                                MOST_DENSITY,
                                texts.density()));
            }
            if (replaced > mostReplaced) {
                return different(
                        "exchanged-passage",
                        percent(replaced) + " of the shorter text is exchanged for other text, " + percent(mostReplaced)
                                + " may be",
                        "at most " + percent(mostReplaced) + " exchanged");
            }
            return same(
                    "containment",
                    "the shorter text shares " + percent(containment) + " with the other",
                    "less than " + percent(LEAST_CONTAINMENT) + " shared, or other numbers and names in its places");
        }

        /** A copyist who writes a new title leaves the beginning, who writes a new beginning leaves the title. */
        private boolean areUnrelated() {
            return Shingles.ofTitle(one.title()).containment(Shingles.ofTitle(other.title())) < UNRELATED_TITLES;
        }

        private Likeness same(String rule, String reason) {
            return same(rule, reason, "");
        }

        private Likeness same(String rule, String reason, String change) {
            return new Likeness(true, similarity, containment, rule, reason, change);
        }

        private Likeness different(String rule, String reason, String change) {
            return new Likeness(false, similarity, containment, rule, reason, change);
        }
    }

    private static String percent(double share) {
        return Math.round(100 * share) + " %";
    }

    private static String some(Set<String> slots) {
        return String.join(", ", slots.stream().sorted().limit(3).toList());
    }
}
