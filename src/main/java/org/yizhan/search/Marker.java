package org.yizhan.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.lucene.analysis.CharArraySet;

/**
 * Marks what answers a question, in the letters of the text it stands in. A word is marked where the index would find it:
 * texts and words go through the same {@link Terms}. What must not be there is not marked. Immutable.
 */
public final class Marker {

    /** How long a passage is, in characters. */
    static final int PASSAGE = 120;

    /** How far before its first mark a passage begins where no sentence does. */
    private static final int LEAD = 20;

    /** So many marks are considered, the first. */
    private static final int CONSIDERED = 64;

    private static final String ENDS = "。！？!?；;\n";

    /**
     * A word by the terms that it needs, each at its position.
     *
     * @param isBeginning whether it is a single character, with which terms begin
     * @param before the signs that stand before it, which no index looks for: those of .NET
     * @param behind the same at its end: those of C++
     */
    private record Word(List<Terms.Placed> terms, boolean isBeginning, String before, String behind) {

        static Word of(Question.Words words) {
            String text = words.text();
            List<Terms.Placed> terms = Terms.of(text);
            List<Terms.Placed> needed = terms.isEmpty() ? List.of() : Asking.needed(terms);
            int begin = 0;
            while (begin < text.length() && !Terms.isCounted(text.codePointAt(begin))) {
                begin += Character.charCount(text.codePointAt(begin));
            }
            int end = text.length();
            while (end > begin && !Terms.isCounted(text.codePointBefore(end))) {
                end -= Character.charCount(text.codePointBefore(end));
            }
            return new Word(
                    needed.isEmpty() ? terms : needed,
                    needed.isEmpty(),
                    Folding.fold(text.substring(0, begin)),
                    Folding.fold(text.substring(end)));
        }

        /** What stands from there to there, with the word's own signs where the text has them. */
        private Mark mark(String text, int from, int to, int number) {
            boolean begins = from >= before.length() && isAt(text, from - before.length(), before);
            return new Mark(
                    begins ? from - before.length() : from, isAt(text, to, behind) ? to + behind.length() : to, number);
        }

        private static boolean isAt(String text, int at, String signs) {
            return at + signs.length() <= text.length()
                    && Folding.fold(text.substring(at, at + signs.length())).equals(signs);
        }
    }

    /** A place of a text where a word of the question stands. */
    private record Mark(int from, int to, int word) {}

    private final List<Word> words;
    private final CharArraySet wanted = new CharArraySet(8, false);
    private final Set<Integer> beginnings = new HashSet<>();

    private Marker(List<Word> words) {
        this.words = words;
        for (Word word : words) {
            for (Terms.Placed term : word.terms()) {
                if (word.isBeginning()) {
                    beginnings.add(term.term().codePointAt(0));
                } else {
                    wanted.add(term.term());
                }
            }
        }
    }

    public static Marker of(Question question) {
        return new Marker(question.wanted().stream()
                .map(Word::of)
                .filter(word -> !word.terms().isEmpty())
                .toList());
    }

    /** The whole text. */
    public List<Run> all(String text) {
        return runs(text, 0, text.length(), marks(text));
    }

    /** The part with most of the words, some {@value #PASSAGE} characters; empty where the text has none of them. */
    public List<Run> passage(String text) {
        List<Mark> marks = marks(text);
        if (marks.isEmpty()) {
            return List.of();
        }
        Mark best = best(marks.subList(0, Math.min(marks.size(), CONSIDERED)));
        int from = begin(text, best);
        int to = end(text, Math.max(from + PASSAGE, best.to()));
        List<Run> runs = new ArrayList<>(runs(text.replace('\n', ' '), from, to, marks));
        if (from > 0) {
            runs.addFirst(new Run("…", false));
        }
        if (to < text.length()) {
            runs.addLast(new Run("…", false));
        }
        return List.copyOf(runs);
    }

    /** The first of those marks behind which most words, then most marks, stand in one passage. */
    private static Mark best(List<Mark> marks) {
        return marks.stream()
                .max(Comparator.comparingLong((Mark mark) ->
                                behind(mark, marks).map(Mark::word).distinct().count())
                        .thenComparingLong(mark -> behind(mark, marks).count())
                        .thenComparing(Comparator.comparingInt(Mark::from).reversed()))
                .orElseThrow();
    }

    private static Stream<Mark> behind(Mark mark, List<Mark> marks) {
        return marks.stream()
                .filter(other -> other.from() >= mark.from() && other.to() <= mark.from() + PASSAGE - LEAD);
    }

    /** With its sentence, where that begins near. */
    private static int begin(String text, Mark mark) {
        for (int at = mark.from(); at > 0 && at > mark.from() - 2 * LEAD; at--) {
            if (ENDS.indexOf(text.charAt(at - 1)) >= 0) {
                return at;
            }
        }
        return mark.from() <= 2 * LEAD ? 0 : whole(text, mark.from() - LEAD);
    }

    private static int end(String text, int at) {
        return at >= text.length() ? text.length() : whole(text, at);
    }

    /** Not between the halves of a character. */
    private static int whole(String text, int at) {
        return Character.isLowSurrogate(text.charAt(at)) && Character.isHighSurrogate(text.charAt(at - 1))
                ? at - 1
                : at;
    }

    private static List<Run> runs(String text, int from, int to, List<Mark> marks) {
        List<Run> runs = new ArrayList<>();
        int at = from;
        for (Mark mark : marks) {
            int begin = Math.max(mark.from(), at);
            int end = Math.min(mark.to(), to);
            if (begin < end) {
                add(text.substring(at, begin), false, runs);
                add(text.substring(begin, end), true, runs);
                at = end;
            }
        }
        add(text.substring(at, to), false, runs);
        return runs;
    }

    private static void add(String text, boolean marked, List<Run> runs) {
        if (text.isEmpty()) {
            return;
        }
        if (!runs.isEmpty() && runs.getLast().marked() == marked) {
            runs.add(new Run(runs.removeLast().text() + text, marked));
        } else {
            runs.add(new Run(text, marked));
        }
    }

    /** In the order of the text. */
    private List<Mark> marks(String text) {
        if (words.isEmpty()) {
            return List.of();
        }
        List<Terms.Spot> spots = Terms.spots(text, wanted, beginnings);
        Map<Terms.Placed, Terms.Spot> placed = spots.stream()
                .collect(Collectors.toMap(
                        spot -> new Terms.Placed(spot.term(), spot.position()),
                        Function.identity(),
                        (one, other) -> one,
                        HashMap::new));
        List<Mark> marks = new ArrayList<>();
        for (int word = 0; word < words.size(); word++) {
            for (Terms.Spot spot : spots) {
                mark(text, words.get(word), word, spot, placed, marks);
            }
        }
        marks.sort(Comparator.comparingInt(Mark::from).thenComparingInt(Mark::to));
        return marks;
    }

    /** Adds a mark where the word begins with this term. */
    private static void mark(
            String text,
            Word word,
            int number,
            Terms.Spot spot,
            Map<Terms.Placed, Terms.Spot> placed,
            List<Mark> marks) {
        Terms.Placed first = word.terms().getFirst();
        if (word.isBeginning()) {
            if (spot.term().startsWith(first.term())) {
                marks.add(word.mark(text, spot.from(), spot.first(), number));
            }
            return;
        }
        int to = spot.to();
        for (Terms.Placed term : word.terms()) {
            Terms.Spot found =
                    placed.get(new Terms.Placed(term.term(), spot.position() + term.position() - first.position()));
            if (found == null) {
                return;
            }
            to = Math.max(to, found.to());
        }
        if (spot.term().equals(first.term())) {
            marks.add(word.mark(text, spot.from(), to, number));
        }
    }
}
