package org.yizhan.publish.provenance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.yizhan.publish.provenance.Anchors.Stretch;
import org.yizhan.publish.provenance.TextChange.Edit;
import org.yizhan.publish.provenance.TextChange.Extent;
import org.yizhan.publish.provenance.TextChange.Op;

/** Compares two texts: by the stretches they surely have in common first, more closely between those. Stateless. */
public final class TextDiff {

    /** What differs at a greater length is not looked into. */
    private static final int LONGEST = 100_000;

    private static final int LONGEST_SENTENCE = 100;
    private static final int SHOWN_OF_KEPT = 12;
    private static final int SHOWN_OF_CHANGE = 600;
    private static final String LEFT_OUT = "…";
    private static final Pattern CREDIT = Pattern.compile("[(（【\\[]?(?:"
            + "(?:信息|文章|稿件|内容)?来源[:：丨|]|(?:转|转载|摘|选)自[:：]?"
            + "|(?:作者|原标题|责任编辑|责编|编辑|审核|初审|复审|终审|监制|校对|供稿|记者|通讯员)[:：丨|]"
            + "|(?<=[(（])(?:记者|通讯员))[^。！？；]{1,40}");

    private TextDiff() {}

    /** What {@code before} has become in {@code after}. */
    public static TextChange between(String before, String after) {
        Script script = Script.of(before, after);
        Signs was = Signs.of(before, script);
        Signs is = Signs.of(after, script);
        List<Run> runs = Run.joined(runs(was, is));
        int kept = runs.stream()
                .filter(Run::kept)
                .mapToInt(run -> run.beforeEnd() - run.before())
                .sum();
        int deleted = was.length() - kept;
        int inserted = is.length() - kept;
        if (inserted + deleted == 0) {
            return new TextChange(Extent.NONE, kept, 0, 0, List.of());
        }
        List<Edit> edits = runs.stream().map(run -> edit(run, was, is)).toList();
        long changes = runs.stream().filter(run -> !run.kept()).count();
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

    /** The runs of the two, in order, not yet {@linkplain Run#joined joined}. */
    static List<Run> runs(Signs was, Signs is) {
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
        back = toSentence(before, back);
        List<Run> runs = new ArrayList<>();
        runs.add(new Run(true, 0, front, 0, front));
        middle(was, is, front, back, runs);
        runs.add(new Run(true, before.length - back, before.length, after.length - back, after.length));
        return runs;
    }

    /** Makes the common end begin with a sentence, so that a sentence put in is told with its own full stop. */
    private static int toSentence(int[] text, int back) {
        for (int at = text.length - back; at < Math.min(text.length, text.length - back + LONGEST_SENTENCE); at++) {
            if (Gap.isEnd(text[at])) {
                return text.length - at - 1;
            }
        }
        return back;
    }

    private static void middle(Signs was, Signs is, int front, int back, List<Run> runs) {
        int[] before = Arrays.copyOfRange(was.compared(), front, was.length() - back);
        int[] after = Arrays.copyOfRange(is.compared(), front, is.length() - back);
        boolean bounded = before.length <= LONGEST && after.length <= LONGEST;
        List<Run> found = new ArrayList<>();
        var gap = new Gap(before, after, found);
        int at = 0;
        int atAfter = 0;
        for (Stretch stretch : bounded ? new Anchors(before, after).find() : List.<Stretch>of()) {
            gap.lookInto(at, stretch.before(), atAfter, stretch.after());
            at = stretch.before() + stretch.length();
            atAfter = stretch.after() + stretch.length();
            found.add(new Run(true, stretch.before(), at, stretch.after(), atAfter));
        }
        gap.lookInto(at, before.length, atAfter, after.length);
        found.forEach(run -> runs.add(moved(run, front)));
    }

    private static Run moved(Run run, int by) {
        return new Run(run.kept(), run.before() + by, run.beforeEnd() + by, run.after() + by, run.afterEnd() + by);
    }

    private static Edit edit(Run run, Signs was, Signs is) {
        String from = was.shown(run.before(), run.beforeEnd());
        String to = is.shown(run.after(), run.afterEnd());
        if (run.kept()) {
            String ends = shortened(to, SHOWN_OF_KEPT);
            return new Edit(Op.KEEP, ends, ends, false, !ends.equals(to));
        }
        Op op = from.isEmpty() ? Op.INSERT : to.isEmpty() ? Op.DELETE : Op.REPLACE;
        boolean credit = isCredit(from) && isCredit(to);
        String told = shortened(from, SHOWN_OF_CHANGE);
        String toldNow = shortened(to, SHOWN_OF_CHANGE);
        return new Edit(op, told, toldNow, credit, !told.equals(from) || !toldNow.equals(to));
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
