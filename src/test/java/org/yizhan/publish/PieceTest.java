package org.yizhan.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yizhan.article.Image;

class PieceTest {

    private static Piece plain(String... paragraphs) {
        return new Piece(List.of(paragraphs), "", List.of());
    }

    private static Piece marked(String html, String... paragraphs) {
        return new Piece(List.of(paragraphs), html, List.of());
    }

    @Test
    void putsASentenceTogetherThatThePagesEndCut() {
        var whole = plain("第一段。", "站里请来理发师，").then(plain("每周三上门。", "末段。"));
        assertThat(whole.paragraphs()).containsExactly("第一段。", "站里请来理发师，每周三上门。", "末段。");
        assertThat(whole.markup()).isEqualTo("<p>第一段。</p>\n<p>站里请来理发师，每周三上门。</p>\n<p>末段。</p>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"门开了。", "门开了！", "门开了吗？", "他说：“门开了。”", "门开了……", "（本报记者摄）", "『门开了』"})
    void leavesWholeParagraphsApart(String last) {
        assertThat(plain(last).then(plain("次日又开。")).paragraphs()).containsExactly(last, "次日又开。");
    }

    @Test
    void keepsWordsOfLatinLettersApart() {
        assertThat(plain("the station ").then(plain("opened.")).paragraphs()).containsExactly("the station opened.");
        assertThat(plain("接入5G").then(plain("网络。")).paragraphs()).containsExactly("接入5G网络。");
    }

    @Test
    void mendsTheSentenceInMarkupToo() {
        var whole = marked("<p>一。</p><p>站里<b>请来</b>理发师，</p>", "一。", "站里请来理发师，")
                .then(marked("<p>每周<i>三</i>上门。</p><p>末段。</p>", "每周三上门。", "末段。"));
        assertThat(whole.markup()).isEqualTo("<p>一。</p><p>站里<b>请来</b>理发师，每周<i>三</i>上门。</p>\n<p>末段。</p>");
    }

    @Test
    void joinsMarkupAndPlainText() {
        var whole = plain("一 < 二，").then(marked("<p>三 &amp; 四。</p>", "三 & 四。"));
        assertThat(whole.markup().strip()).isEqualTo("<p>一 &lt; 二，三 &amp; 四。</p>");
        assertThat(whole.paragraphs()).containsExactly("一 < 二，三 & 四。");
    }

    @Test
    void leavesMarkupApartWhereTheCutIsNotBetweenParagraphs() {
        var whole = marked("<p>表：</p><ul><li>甲</li></ul>", "表：", "甲").then(marked("<ul><li>乙</li></ul>", "乙"));
        assertThat(whole.markup()).isEqualTo("<p>表：</p><ul><li>甲</li></ul>\n<ul><li>乙</li></ul>");
    }

    @Test
    void isWholeWhereOnePartHasNoText() {
        assertThat(plain().then(plain("二。")).paragraphs()).containsExactly("二。");
        assertThat(plain("一，").then(plain()).paragraphs()).containsExactly("一，");
    }

    @Test
    void showsEachPictureOnce() {
        var picture = new Image("https://a.example/1.jpg", "");
        var other = new Image("https://a.example/2.jpg", "");
        var whole = new Piece(List.of(), "", List.of(picture)).then(new Piece(List.of(), "", List.of(picture, other)));
        assertThat(whole.images()).containsExactly(picture, other);
    }
}
