package org.yizhan.publish.provenance;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.yizhan.publish.provenance.Anchors.Stretch;
import org.yizhan.publish.provenance.TextChange.Edit;
import org.yizhan.publish.provenance.TextChange.Extent;
import org.yizhan.publish.provenance.TextChange.Op;

/**
 * Compares two texts: by the stretches they surely have in common first, character by character between those. Stateless.
 *
 * <p>Comparing by character takes time and memory that grow with the square of the difference, so it is done for short
 * stretches only; a longer one without anything surely in common counts as exchanged.
 */
public final class TextDiff {

    private static final int LONGEST_BY_CHARACTER = 400;

    /** What differs at a greater length is not looked into. */
    private static final int LONGEST = 100_000;

    /** Fewer characters than this that happen to be the same between two changes belong to the change. */
    private static final int LEAST_KEPT = 3;

    private static final int SHOWN_OF_KEPT = 12;
    private static final int SHOWN_OF_CHANGE = 600;
    private static final String LEFT_OUT = "…";
    private static final Pattern CREDIT = Pattern.compile("[(（【\\[]?(?:"
            + "(?:信息|文章|稿件|内容)?来源[:：丨|]|(?:转|转载|摘|选)自[:：]?"
            + "|(?:作者|原标题|责任编辑|责编|编辑|审核|初审|复审|终审|监制|校对|供稿|记者|通讯员)[:：丨|]"
            + "|(?<=[(（])(?:记者|通讯员))[^。！？；]{1,40}");

    private TextDiff() {}

    /** A run of the two texts. */
    private record Run(boolean kept, int before, int beforeEnd, int after, int afterEnd) {

        boolean isEmpty() {
            return before == beforeEnd && after == afterEnd;
        }
    }

    /** What {@code before} has become in {@code after}. */
    public static TextChange between(String before, String after) {
        Signs was = Signs.of(before);
        Signs is = Signs.of(after);
        List<Run> runs = joined(runs(was, is));
        int kept = runs.stream()
                .filter(Run::kept)
                .mapToInt(run -> run.beforeEnd - run.before)
                .sum();
        int deleted = was.length() - kept;
        int inserted = is.length() - kept;
        if (inserted + deleted == 0) {
            return new TextChange(Extent.NONE, kept, 0, 0, List.of());
        }
        List<Edit> edits = runs.stream().map(run -> edit(run, was, is)).toList();
        long changes = runs.stream().filter(run -> !run.kept).count();
        int bytes = edits.stream()
                .mapToInt(edit -> 3 * (edit.from().length() + edit.to().length()))
                .sum();
        boolean tellable = kept > 0 && changes <= TextChange.MOST_CHANGES && bytes <= TextChange.MOST_BYTES;
        return new TextChange(
                tellable ? Extent.CHANGED : Extent.TOO_DIFFERENT,
                kept,
                inserted,
                deleted,
                tellable ? edits : List.of());
    }

    private static List<Run> runs(Signs was, Signs is) {
        int[] before = was.compared();
        int[] after = is.compared();
        int front = 0;
        int shorter = Math.min(before.length, after.length);
        while (front < shorter && before[front] == after[front]) {
            front++;
        }
        int back = 0;
        while (back < shorter - front && before[before.length - 1 - back] == after[after.length - 1 - back]) {
            back++;
        }
        List<Run> runs = new ArrayList<>();
        runs.add(new Run(true, 0, front, 0, front));
        middle(was, is, front, back, runs);
        runs.add(new Run(true, before.length - back, before.length, after.length - back, after.length));
        return runs;
    }

    private static void middle(Signs was, Signs is, int front, int back, List<Run> runs) {
        int[] before = Arrays.copyOfRange(was.compared(), front, was.length() - back);
        int[] after = Arrays.copyOfRange(is.compared(), front, is.length() - back);
        int fromBefore = 0;
        int fromAfter = 0;
        boolean bounded = before.length <= LONGEST && after.length <= LONGEST;
        for (Stretch stretch : bounded ? new Anchors(before, after).find() : List.<Stretch>of()) {
            var gap = new Run(false, fromBefore, stretch.before(), fromAfter, stretch.after());
            byCharacter(before, after, gap, front, runs);
            fromBefore = stretch.before() + stretch.length();
            fromAfter = stretch.after() + stretch.length();
            runs.add(new Run(
                    true, front + stretch.before(), front + fromBefore, front + stretch.after(), front + fromAfter));
        }
        byCharacter(before, after, new Run(false, fromBefore, before.length, fromAfter, after.length), front, runs);
    }

    private static void byCharacter(int[] before, int[] after, Run gap, int front, List<Run> runs) {
        int size = gap.beforeEnd - gap.before + gap.afterEnd - gap.after;
        if (gap.before == gap.beforeEnd || gap.after == gap.afterEnd || size > LONGEST_BY_CHARACTER) {
            runs.add(moved(gap, front));
            return;
        }
        var patch = DiffUtils.diff(
                characters(before, gap.before, gap.beforeEnd), characters(after, gap.after, gap.afterEnd));
        int atBefore = gap.before;
        int atAfter = gap.after;
        for (AbstractDelta<Integer> delta : patch.getDeltas()) {
            int was = gap.before + delta.getSource().getPosition();
            int is = gap.after + delta.getTarget().getPosition();
            runs.add(moved(new Run(true, atBefore, was, atAfter, is), front));
            atBefore = was + delta.getSource().size();
            atAfter = is + delta.getTarget().size();
            runs.add(moved(new Run(false, was, atBefore, is, atAfter), front));
        }
        runs.add(moved(new Run(true, atBefore, gap.beforeEnd, atAfter, gap.afterEnd), front));
    }

    private static Run moved(Run run, int by) {
        return new Run(run.kept, run.before + by, run.beforeEnd + by, run.after + by, run.afterEnd + by);
    }

    private static List<Integer> characters(int[] text, int from, int to) {
        List<Integer> characters = new ArrayList<>(to - from);
        for (int i = from; i < to; i++) {
            characters.add(text[i]);
        }
        return characters;
    }

    /** What is kept between two changes joins them where it is short. */
    private static List<Run> joined(List<Run> runs) {
        List<Run> whole = merged(runs.stream().filter(run -> !run.isEmpty()).toList());
        List<Run> marked = new ArrayList<>();
        for (int i = 0; i < whole.size(); i++) {
            Run run = whole.get(i);
            boolean between = i > 0 && i < whole.size() - 1;
            boolean kept = run.kept && (!between || run.beforeEnd - run.before >= LEAST_KEPT);
            marked.add(new Run(kept, run.before, run.beforeEnd, run.after, run.afterEnd));
        }
        return merged(marked);
    }

    /** Neighbours of one kind made one. */
    private static List<Run> merged(List<Run> runs) {
        List<Run> merged = new ArrayList<>();
        for (Run run : runs) {
            if (!merged.isEmpty() && merged.getLast().kept == run.kept) {
                Run last = merged.removeLast();
                merged.add(new Run(run.kept, last.before, run.beforeEnd, last.after, run.afterEnd));
            } else {
                merged.add(run);
            }
        }
        return merged;
    }

    private static Edit edit(Run run, Signs was, Signs is) {
        String from = was.shown(run.before, run.beforeEnd);
        String to = is.shown(run.after, run.afterEnd);
        if (run.kept) {
            String ends = shortened(to, SHOWN_OF_KEPT);
            return new Edit(Op.KEEP, ends, ends, false);
        }
        Op op = from.isEmpty() ? Op.INSERT : to.isEmpty() ? Op.DELETE : Op.REPLACE;
        boolean credit = isCredit(from) && isCredit(to);
        return new Edit(op, shortened(from, SHOWN_OF_CHANGE), shortened(to, SHOWN_OF_CHANGE), credit);
    }

    private static boolean isCredit(String text) {
        return text.isEmpty() || CREDIT.matcher(text).matches();
    }

    /** Its two ends, each so long; the whole where that is hardly longer. */
    private static String shortened(String text, int end) {
        int length = text.codePointCount(0, text.length());
        return length <= 2 * end + 4
                ? text
                : text.substring(0, text.offsetByCodePoints(0, end))
                        + LEFT_OUT
                        + text.substring(text.offsetByCodePoints(0, length - end));
    }
}
