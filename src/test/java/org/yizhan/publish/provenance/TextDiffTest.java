package org.yizhan.publish.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yizhan.publish.provenance.TextChange.Edit;
import org.yizhan.publish.provenance.TextChange.Extent;
import org.yizhan.publish.provenance.TextChange.Op;

class TextDiffTest {

    private static final String STATION = "镇上的养老服务站今天开门。站里有理发室和食堂，三十位老人来吃了午饭。";

    private static List<Edit> changes(String before, String after) {
        return TextDiff.between(before, after).changes();
    }

    @Test
    void theSameTextHasNoChange() {
        assertThat(TextDiff.between(STATION, STATION))
                .isEqualTo(new TextChange(Extent.NONE, STATION.length(), 0, 0, List.of()));
        assertThat(TextDiff.between("", "").extent()).isEqualTo(Extent.NONE);
    }

    @Test
    void layoutAndWidthAreNoChange() {
        String otherwise = STATION.replace("，", ",").replace("开门。", "开门。\n　　").replace("理发", "理\n发");
        assertThat(TextDiff.between(STATION, otherwise).extent()).isEqualTo(Extent.NONE);
        assertThat(TextDiff.between("用 Open Source 建站", "用Open  Source建站").extent())
                .isEqualTo(Extent.NONE);
    }

    @Test
    void theOtherScriptIsNoChangeAndIsShownAsPrinted() {
        String traditional = "鎮上的養老服務站今天開門。站裡有理髮室和食堂，三十位老人來吃了午飯。";
        assertThat(TextDiff.between(STATION, traditional))
                .isEqualTo(new TextChange(Extent.NONE, STATION.length(), 0, 0, List.of()));
        assertThat(TextDiff.between(traditional, STATION).extent()).isEqualTo(Extent.NONE);
        assertThat(changes(STATION, traditional.replace("來吃了午飯", "來領了飯盒")))
                .containsExactly(new Edit(Op.REPLACE, "吃了午饭", "領了飯盒", false, false));
    }

    @Test
    void aCharacterThatBothScriptsHaveIsAChangeInOneScript() {
        assertThat(changes("村里成效显著，老人说好。", "村里成效显着，老人说好。"))
                .containsExactly(new Edit(Op.REPLACE, "著", "着", false, false));
    }

    @Test
    void saysWhatWasExchangedPutInAndLeftOut() {
        assertThat(changes(STATION, STATION.replace("三十位", "五十位")))
                .containsExactly(new Edit(Op.REPLACE, "三", "五", false, false));
        assertThat(changes(STATION, STATION.replace("站里", "新站里")))
                .containsExactly(new Edit(Op.INSERT, "", "新", false, false));
        assertThat(changes(STATION, STATION.replace("和食堂", "")))
                .containsExactly(new Edit(Op.DELETE, "和食堂", "", false, false));
    }

    @Test
    void tellsTheWholeTextInOrderAndOfLongRunsTheEnds() {
        TextChange change = TextDiff.between(STATION + STATION, STATION + STATION.replace("三十位", "五十位"));
        assertThat(change.edits())
                .containsExactly(
                        new Edit(Op.KEEP, "镇上的养老服务站今天开门…门。站里有理发室和食堂，", "镇上的养老服务站今天开门…门。站里有理发室和食堂，", false, true),
                        new Edit(Op.REPLACE, "三", "五", false, false),
                        new Edit(Op.KEEP, "十位老人来吃了午饭。", "十位老人来吃了午饭。", false, false));
        assertThat(change.kept()).isEqualTo(2 * STATION.length() - 1);
        assertThat(change.inserted()).isEqualTo(1);
        assertThat(change.deleted()).isEqualTo(1);
    }

    @Test
    void aTextThatRepeatsItselfIsComparedSentenceBySentence() {
        String refrain = STATION.repeat(30);
        assertThat(changes(refrain, refrain.replaceFirst("三十", "五十") + "大家都说好。"))
                .containsExactly(
                        new Edit(Op.REPLACE, "三", "五", false, false), new Edit(Op.INSERT, "", "大家都说好。", false, false));
    }

    @Test
    void charactersThatHappenToBeTheSameTearNoWordApart() {
        assertThat(changes("会议由局长的助理的秘书主持召开并讲话", "会议由市长亲自的安排主持召开并讲话")).hasSize(1);
    }

    @Test
    void aCreditIsNoChangeOfThePiece() {
        assertThat(changes(STATION, STATION + "\n（责任编辑：李四）")).singleElement().satisfies(edit -> {
            assertThat(edit.op()).isEqualTo(Op.INSERT);
            assertThat(edit.credit()).isTrue();
        });
        assertThat(changes(STATION + "来源：样报", STATION))
                .singleElement()
                .satisfies(edit -> assertThat(edit.credit()).isTrue());
        assertThat(changes(STATION, STATION + "来源不明的食品不得进站。"))
                .singleElement()
                .satisfies(edit -> assertThat(edit.credit()).isFalse());
    }

    @Test
    void aRareCharacterStaysWhole() {
        assertThat(changes("村民𠮷某来站里吃饭说好", "村民𠮶某来站里吃饭说好"))
                .containsExactly(new Edit(Op.REPLACE, "𠮷", "𠮶", false, false));
    }

    @Test
    void aLongChangeIsShortenedToItsEnds() {
        String more = text(7, 10_000);
        assertThat(changes(STATION, STATION + more)).singleElement().satisfies(edit -> {
            assertThat(edit.to()).startsWith(more.substring(0, 600)).endsWith(more.substring(9_400));
            assertThat(edit.to()).hasSize(1_201);
            assertThat(edit.abridged()).isTrue();
        });
        assertThat(TextDiff.between(STATION, STATION + more).inserted()).isEqualTo(10_000);
    }

    @Test
    void textsWithNothingInCommonAreTooDifferent() {
        TextChange change = TextDiff.between(text(1, 3_000), text(2, 2_000));
        assertThat(change.extent()).isEqualTo(Extent.TOO_DIFFERENT);
        assertThat(change.edits()).isEmpty();
        assertThat(change.deleted()).isGreaterThan(2_500);
        assertThat(TextDiff.between("", STATION).extent()).isEqualTo(Extent.TOO_DIFFERENT);
    }

    @Test
    void moreChangesThanAPersonReadsAreTooMany() {
        String before = text(1, 20_000);
        assertThat(TextDiff.between(before, changed(before, 190)).extent()).isEqualTo(Extent.CHANGED);
        TextChange change = TextDiff.between(before, changed(before, 210));
        assertThat(change.extent()).isEqualTo(Extent.TOO_DIFFERENT);
        assertThat(change.deleted()).isEqualTo(210);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void theChangesMakeTheOneTextOfTheOther(int seed) {
        var random = new Random(seed);
        String before = text(seed, 400);
        String after = shuffled(before, random);
        TextChange change = TextDiff.between(before, after);
        assertThat(change.kept() + change.deleted()).isEqualTo(before.length());
        assertThat(change.kept() + change.inserted()).isEqualTo(after.length());
        if (change.extent() == Extent.CHANGED) {
            assertThat(replayed(before, change)).isEqualTo(after);
        }
    }

    /** Cuts a piece out and puts it elsewhere, and exchanges some characters. */
    private static String shuffled(String text, Random random) {
        int from = random.nextInt(text.length() - 60);
        String without = text.substring(0, from) + text.substring(from + 20);
        int to = random.nextInt(without.length());
        return changed(without.substring(0, to) + text.substring(from, from + 20) + without.substring(to), 5);
    }

    private static String replayed(String before, TextChange change) {
        var made = new StringBuilder();
        int at = 0;
        int index = 0;
        for (Edit edit : change.edits()) {
            boolean last = index == change.edits().size() - 1;
            if (edit.op() == Op.KEEP) {
                int end = last
                        ? before.length()
                        : next(before, at, edit, change.edits().get(index + 1));
                made.append(before, at, end);
                at = end;
            } else {
                assertThat(before.startsWith(edit.from(), at))
                        .as(edit.toString())
                        .isTrue();
                made.append(edit.to());
                at += edit.from().length();
            }
            index++;
        }
        return made.toString();
    }

    private static int next(String before, int at, Edit kept, Edit change) {
        String end = kept.from().substring(Math.max(0, kept.from().indexOf('…') + 1));
        String sought = end + change.from();
        return before.indexOf(sought, at) + end.length();
    }

    @ParameterizedTest
    @ValueSource(ints = {5_000, 100_000, 1_000_000})
    void staysWithinItsTimeWhateverTheTexts(int length) {
        String before = text(1, length);
        long start = System.nanoTime();
        TextDiff.between(before, text(2, length));
        TextDiff.between("公".repeat(length), "公".repeat(length - 1) + "告" + "公".repeat(length / 2));
        TextDiff.between("0123456789".repeat(length / 10), "0213456789".repeat(length / 10));
        assertThat(System.nanoTime() - start).isLessThan(20_000_000_000L);
    }

    static String text(int seed, int length) {
        var random = new Random(seed);
        return IntStream.range(0, length)
                .mapToObj(i -> String.valueOf((char) ('\u4e00' + random.nextInt(2_000))))
                .collect(Collectors.joining());
    }

    /** Exchanges so many single characters, evenly spread, for one that the text does not have. */
    static String changed(String text, int changes) {
        var changed = new StringBuilder(text);
        for (int i = 0; i < changes; i++) {
            changed.setCharAt((int) ((i + 0.5) * text.length() / changes), '龘');
        }
        return changed.toString();
    }
}
