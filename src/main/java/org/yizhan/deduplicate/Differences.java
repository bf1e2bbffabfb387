package org.yizhan.deduplicate;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What two texts put into the same places: the filled slots by which formulaic pieces are told apart. A copyist adds and
 * drops lines at the ends; another event has other numbers and names in the middle.
 *
 * @param numbers slots with other numbers, each {@code left/right}
 * @param words slots with other words of two characters or more
 * @param characters slots in which a single character differs, as scanning makes them
 * @param replaced characters that stand in the middle of the shorter side and have been exchanged for others
 * @param head characters of the passage with which the shorter side begins and the other does not; 0 where it is short
 * @param shared characters that run alike
 */
record Differences(Set<String> numbers, Set<String> words, Set<String> characters, int replaced, int head, int shared) {

    /** A longer stretch is another passage, no slot. */
    private static final int LONGEST_SLOT = 40;

    /** Fewer exchanged characters at the head are a dateline, a by-line or a note. */
    private static final int PASSAGE = 40;

    private static final Pattern NUMBER = Pattern.compile("[0-9]+|[〇零一二三四五六七八九十百千万两]+");

    Differences {
        numbers = Set.copyOf(numbers);
        words = Set.copyOf(words);
        characters = Set.copyOf(characters);
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
        return new Differences(numbers, words, characters, replaced, head < PASSAGE ? 0 : head, alignment.shared());
    }

    /** Slots with other content in each thousand shared characters; words weigh half. */
    double density() {
        return 1000 * (numbers.size() + 0.5 * words.size()) / Math.max(1, shared);
    }

    /** The slots that both fill alike: what differs in the title and in the text in the same way is no slip. */
    Set<String> alsoIn(Differences other) {
        var both = new LinkedHashSet<String>();
        for (Set<String> slots : List.of(numbers, words, characters)) {
            for (String slot : slots) {
                if (other.numbers.contains(slot) || other.words.contains(slot) || other.characters.contains(slot)) {
                    both.add(slot);
                }
            }
        }
        return both;
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
