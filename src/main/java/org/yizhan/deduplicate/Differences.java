package org.yizhan.deduplicate;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What two texts put into the same places: the filled slots by which formulaic pieces are told apart. A copyist adds and
 * drops lines at the ends; another event has other numbers and names in the middle.
 *
 * @param numbers slots with other numbers, each {@code left/right}
 * @param words slots with other words of two characters or more
 * @param characters slots in which a single character differs, as scanning makes them
 * @param edges what differs at the beginning or the end, beside what is equal there: a slot where the other of title and text
 *     has the same one; by itself a dateline or a note as well
 * @param replaced characters that stand in the middle of the shorter side and have been exchanged for others
 * @param head characters of the passage with which the shorter side begins and the other does not; 0 where it is short
 * @param shared characters that run alike
 */
record Differences(
        Set<String> numbers,
        Set<String> words,
        Set<String> characters,
        Set<String> edges,
        int replaced,
        int head,
        int shared) {

    /** A longer stretch is another passage, no slot. */
    private static final int LONGEST_SLOT = 40;

    /** The longest that is one at an edge: a name, a place, a date. */
    private static final int LONGEST_EDGE = 12;

    /** So many characters at both ends make a formula, where there is no run. */
    private static final int LEAST_FORMULA = 3;

    /** Fewer exchanged characters at the head are a dateline, a by-line or a note. */
    private static final int PASSAGE = 40;

    private static final Pattern NUMBER = Pattern.compile("[0-9]+|[〇零一二三四五六七八九十百千万两]+");

    Differences {
        numbers = Set.copyOf(numbers);
        words = Set.copyOf(words);
        characters = Set.copyOf(characters);
        edges = Set.copyOf(edges);
    }

    static Differences between(String left, String right) {
        Alignment alignment = Alignment.of(left, right);
        var numbers = new LinkedHashSet<String>();
        var words = new LinkedHashSet<String>();
        var characters = new LinkedHashSet<String>();
        int replaced = 0;
        for (Alignment.Gap gap : alignment.gaps()) {
            Alignment.Gap whole = wholeNumbers(gap, left, right);
            String one = unscanned(left.substring(whole.leftFrom(), whole.leftTo()));
            String other = unscanned(right.substring(whole.rightFrom(), whole.rightTo()));
            if (one.equals(other)) {
                continue;
            }
            int shorter = Math.min(one.length(), other.length());
            replaced += shorter;
            if (shorter == 0 || Math.max(one.length(), other.length()) > LONGEST_SLOT) {
                continue;
            }
            (otherNumbers(one, other) ? numbers : shorter > 1 ? words : characters).add(one + "/" + other);
        }
        int head = alignment.head().shorter();
        return new Differences(
                numbers,
                words,
                characters,
                edges(alignment, left, right),
                replaced,
                head < PASSAGE ? 0 : head,
                alignment.shared());
    }

    /** Of texts too short to have a run in common, what lies between their equal ends, where these say something. */
    private static Set<String> edges(Alignment alignment, String left, String right) {
        if (alignment.shared() == 0) {
            return edge(left, right)
                    .filter(slot -> left.length() + right.length() - slot.length() >= 2 * LEAST_FORMULA)
                    .map(Set::of)
                    .orElse(Set.of());
        }
        Alignment.Gap head = alignment.head();
        Alignment.Gap tail = alignment.tail();
        return Stream.of(
                        edge(left.substring(0, head.leftTo()), right.substring(0, head.rightTo())),
                        edge(
                                left.substring(tail.leftFrom(), tail.leftTo()),
                                right.substring(tail.rightFrom(), tail.rightTo())))
                .flatMap(Optional::stream)
                .collect(Collectors.toSet());
    }

    /** What is left of both without what they begin and end with alike. */
    private static Optional<String> edge(String left, String right) {
        int shorter = Math.min(left.length(), right.length());
        int front = 0;
        while (front < shorter && left.charAt(front) == right.charAt(front)) {
            front++;
        }
        int back = 0;
        while (back < shorter - front
                && left.charAt(left.length() - 1 - back) == right.charAt(right.length() - 1 - back)) {
            back++;
        }
        String one = unscanned(left.substring(front, left.length() - back));
        String other = unscanned(right.substring(front, right.length() - back));
        boolean isSlot = !one.isEmpty()
                && !other.isEmpty()
                && Math.max(one.length(), other.length()) <= LONGEST_EDGE
                && !one.equals(other);
        return isSlot ? Optional.of(one + "/" + other) : Optional.empty();
    }

    /** Slots with other content in each thousand shared characters; words weigh half. */
    double density() {
        return 1000 * (numbers.size() + 0.5 * words.size()) / Math.max(1, shared);
    }

    /** The slots that both fill alike: what differs in the title and in the text in the same way is no slip. */
    Set<String> alsoIn(Differences other) {
        Set<String> both = all();
        both.retainAll(other.all());
        return both;
    }

    private Set<String> all() {
        return Stream.of(numbers, words, characters, edges)
                .flatMap(Set::stream)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Alignment.Gap wholeNumbers(Alignment.Gap gap, String left, String right) {
        int leftFrom = gap.leftFrom();
        int rightFrom = gap.rightFrom();
        while (leftFrom > 0
                && rightFrom > 0
                && isDigit(left.charAt(leftFrom - 1))
                && left.charAt(leftFrom - 1) == right.charAt(rightFrom - 1)) {
            leftFrom--;
            rightFrom--;
        }
        int leftTo = gap.leftTo();
        int rightTo = gap.rightTo();
        while (leftTo < left.length()
                && rightTo < right.length()
                && isDigit(left.charAt(leftTo))
                && left.charAt(leftTo) == right.charAt(rightTo)) {
            leftTo++;
            rightTo++;
        }
        return new Alignment.Gap(leftFrom, leftTo, rightFrom, rightTo);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** Letters that scanning takes for digits. */
    private static String unscanned(String text) {
        return text.replace('o', '0').replace('l', '1').replace('i', '1');
    }

    private static boolean otherNumbers(String one, String other) {
        List<String> left = numbers(one);
        List<String> right = numbers(other);
        return !left.isEmpty() && !right.isEmpty() && !left.equals(right);
    }

    private static List<String> numbers(String text) {
        var found = new ArrayList<String>();
        Matcher matcher = NUMBER.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group());
        }
        return found;
    }
}
