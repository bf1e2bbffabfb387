package org.yizhan.publish.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.yizhan.publish.provenance.SideBySide.Piece;
import org.yizhan.publish.provenance.SideBySide.Row;

class SideBySideTest {

    /** A side of a row, with what is changed in brackets. */
    private static String said(List<Piece> side) {
        return side.stream()
                .map(piece -> piece.changed() ? "[" + piece.text() + "]" : piece.text())
                .collect(Collectors.joining());
    }

    private static List<String> rows(List<String> before, List<String> after) {
        return SideBySide.of(before, after).rows().stream()
                .map(row -> said(row.before()) + " | " + said(row.after()))
                .toList();
    }

    @Test
    void marksWhatIsChangedWithinAParagraph() {
        assertThat(rows(List.of("社区议事亭今日开门迎客。", "来的人有三十多位。"), List.of("社区议事亭今日开门迎客。", "来的人有五十多位。")))
                .containsExactly("社区议事亭今日开门迎客。 | 社区议事亭今日开门迎客。", "来的人有[三]十多位。 | 来的人有[五]十多位。");
    }

    @Test
    void whatWasPutInOrLeftOutStandsAlone() {
        assertThat(rows(List.of("头一段说的是开门。", "第二段说的是茶水。"), List.of("头一段说的是开门。", "编者按：请看下文报道。", "第二段说的是茶水。")))
                .containsExactly("头一段说的是开门。 | 头一段说的是开门。", " | [编者按：请看下文报道。]", "第二段说的是茶水。 | 第二段说的是茶水。");
        assertThat(rows(List.of("头一段说的是开门。", "（记者 何一鸣）"), List.of("头一段说的是开门。")))
                .containsExactly("头一段说的是开门。 | 头一段说的是开门。", "[（记者 何一鸣）] | ");
    }

    @Test
    void changedParagraphsStandBesideTheOnesTheyWereMadeOf() {
        assertThat(rows(
                        List.of("首先要修路，修好村口那条老路。", "其次要引水，把渠水引到田头。"),
                        List.of("新添的一段与前后都不相干呢。", "首先要修桥，修好村口那条老路。", "其次要引水，把河水引到田头。")))
                .containsExactly(
                        " | [新添的一段与前后都不相干呢。]",
                        "首先要修[路]，修好村口那条老路。 | 首先要修[桥]，修好村口那条老路。",
                        "其次要引水，把[渠]水引到田头。 | 其次要引水，把[河]水引到田头。");
    }

    @Test
    void layoutWidthAndScriptAreNoChange() {
        assertThat(SideBySide.of(List.of("　　全國政協，會議開幕。", ""), List.of("全国政协,会议开幕。"))
                        .rows())
                .singleElement()
                .satisfies(row -> assertThat(row.isKept()).isTrue());
    }

    @Test
    void nothingBesideSomethingIsAllChanged() {
        assertThat(SideBySide.of(List.of(), List.of()).rows()).isEmpty();
        assertThat(rows(List.of(), List.of("只有这边有。"))).containsExactly(" | [只有这边有。]");
    }

    @Test
    void aLongParagraphStandsInSeveralRowsThatLeaveNothingOut() {
        String text = "社区议事亭今日开门，来的人有三十多位，茶水管够。".repeat(400);
        String changed = text.substring(0, 9_000) + "新添的一句。" + text.substring(9_000);
        List<Row> rows = SideBySide.of(List.of(text), List.of(changed)).rows();
        assertThat(rows).allSatisfy(row -> {
            assertThat(said(row.before()).length()).isLessThanOrEqualTo(SideBySide.LONGEST + 20);
            assertThat(said(row.after()).length()).isLessThanOrEqualTo(SideBySide.LONGEST + 20);
        });
        assertThat(rows.stream().filter(row -> !row.isKept())).hasSize(1);
        assertThat(rows.stream().map(row -> said(row.before())).collect(Collectors.joining()))
                .isEqualTo(text);
        assertThat(rows.stream()
                        .flatMap(row -> row.after().stream())
                        .map(Piece::text)
                        .collect(Collectors.joining()))
                .isEqualTo(changed);
    }

    @Test
    void tenThousandParagraphsAllChangedAreNotAligned() {
        List<String> before =
                IntStream.range(0, 10_000).mapToObj(i -> "原来的第" + i + "段").toList();
        List<String> after =
                IntStream.range(0, 10_000).mapToObj(i -> "另写第" + i + "段").toList();
        assertThat(SideBySide.of(before, after).rows()).hasSize(20_000).noneMatch(Row::isKept);
    }

    /** Whatever was done to a text, each side can be read off its own column. */
    @Test
    void eachSideKeepsItsWholeText() {
        var random = new SplittableRandom(11);
        for (int round = 0; round < 300; round++) {
            List<String> before = text(random);
            List<String> after = new ArrayList<>(before);
            for (int i = random.nextInt(4); i > 0 && !after.isEmpty(); i--) {
                int at = random.nextInt(after.size());
                switch (random.nextInt(3)) {
                    case 0 -> after.remove(at);
                    case 1 -> after.add(at, text(random).getFirst());
                    default -> after.set(at, after.get(at).substring(random.nextInt(4)) + "改");
                }
            }
            List<Row> rows = SideBySide.of(before, after).rows();
            assertThat(rows.stream().map(Row::before).map(SideBySideTest::plain).collect(Collectors.joining()))
                    .isEqualTo(String.join("", before));
            assertThat(rows.stream().map(Row::after).map(SideBySideTest::plain).collect(Collectors.joining()))
                    .isEqualTo(String.join("", after));
        }
    }

    private static String plain(List<Piece> side) {
        return side.stream().map(Piece::text).collect(Collectors.joining());
    }

    private static List<String> text(SplittableRandom random) {
        List<String> text = new ArrayList<>();
        for (int i = 1 + random.nextInt(6); i > 0; i--) {
            text.add(random.ints(5 + random.nextInt(30), '一', '一' + 40)
                    .mapToObj(Character::toString)
                    .collect(Collectors.joining()));
        }
        return text;
    }
}
