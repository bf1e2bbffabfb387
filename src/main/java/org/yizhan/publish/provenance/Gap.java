package org.yizhan.publish.provenance;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What stands between two stretches that two texts surely have in common: looked into by sentence where it is long, and by
 * character where it is short. Either takes time and memory that grow with the square of the difference; what is too much
 * for both counts as exchanged.
 */
final class Gap {

    private static final int LONGEST_BY_CHARACTER = 400;
    private static final int LONGEST_BY_SENTENCE = 20_000;
    private static final int MOST_SENTENCES = 400;
    private static final String ENDS = "。!?;";

    private final int[] before;
    private final int[] after;
    private final List<Run> runs;

    /** @param runs where the runs go */
    Gap(int[] before, int[] after, List<Run> runs) {
        this.before = before;
        this.after = after;
        this.runs = runs;
    }

    /** Looks into what stands here in both texts. */
    void lookInto(int from, int end, int fromAfter, int endAfter) {
        int size = end - from + endAfter - fromAfter;
        if (from == end || fromAfter == endAfter || size > LONGEST_BY_SENTENCE) {
            runs.add(new Run(false, from, end, fromAfter, endAfter));
        } else if (size > LONGEST_BY_CHARACTER) {
            bySentence(from, end, fromAfter, endAfter);
        } else {
            byCharacter(from, end, fromAfter, endAfter);
        }
    }

    private void byCharacter(int from, int end, int fromAfter, int endAfter) {
        var changes = DiffUtils.diff(
                        Arrays.stream(before, from, end).boxed().collect(Collectors.toList()),
                        Arrays.stream(after, fromAfter, endAfter).boxed().collect(Collectors.toList()))
                .getDeltas();
        int at = from;
        int atAfter = fromAfter;
        for (AbstractDelta<Integer> change : changes) {
            int was = from + change.getSource().getPosition();
            int is = fromAfter + change.getTarget().getPosition();
            runs.add(new Run(true, at, was, atAfter, is));
            at = was + change.getSource().size();
            atAfter = is + change.getTarget().size();
            runs.add(new Run(false, was, at, is, atAfter));
        }
        runs.add(new Run(true, at, end, atAfter, endAfter));
    }

    private void bySentence(int from, int end, int fromAfter, int endAfter) {
        List<String> was = sentences(before, from, end);
        List<String> is = sentences(after, fromAfter, endAfter);
        if (was.size() + is.size() > MOST_SENTENCES) {
            runs.add(new Run(false, from, end, fromAfter, endAfter));
            return;
        }
        int at = from;
        int atAfter = fromAfter;
        int sentence = 0;
        for (AbstractDelta<String> change : DiffUtils.diff(was, is).getDeltas()) {
            int kept = length(was.subList(sentence, change.getSource().getPosition()));
            runs.add(new Run(true, at, at + kept, atAfter, atAfter + kept));
            at += kept;
            atAfter += kept;
            int removed = length(change.getSource().getLines());
            int added = length(change.getTarget().getLines());
            sentences(at, at + removed, atAfter, atAfter + added);
            at += removed;
            atAfter += added;
            sentence = change.getSource().getPosition() + change.getSource().size();
        }
        runs.add(new Run(true, at, end, atAfter, endAfter));
    }

    private void sentences(int from, int end, int fromAfter, int endAfter) {
        if (end - from + endAfter - fromAfter > LONGEST_BY_CHARACTER) {
            runs.add(new Run(false, from, end, fromAfter, endAfter));
        } else {
            byCharacter(from, end, fromAfter, endAfter);
        }
    }

    /** Whether a sentence ends with it. */
    static boolean isEnd(int c) {
        return ENDS.indexOf(c) >= 0;
    }

    /** Lengths in code points. */
    private static int length(List<String> sentences) {
        return sentences.stream()
                .mapToInt(text -> text.codePointCount(0, text.length()))
                .sum();
    }

    private static List<String> sentences(int[] text, int from, int end) {
        List<String> sentences = new ArrayList<>();
        int start = from;
        for (int i = from; i < end; i++) {
            if (isEnd(text[i]) || i == end - 1) {
                sentences.add(new String(text, start, i + 1 - start));
                start = i + 1;
            }
        }
        return sentences;
    }
}
