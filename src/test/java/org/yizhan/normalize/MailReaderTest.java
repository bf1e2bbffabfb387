package org.yizhan.normalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yizhan.article.Article;
import org.yizhan.article.Identity;
import org.yizhan.article.Received;
import org.yizhan.article.Sources;
import org.yizhan.article.Unreadable;

class MailReaderTest {

    private static final Normalizer NORMALIZER = new Normalizer(Sources.NONE);
    private static final Instant NOW = Instant.parse("2026-11-26T02:00:00Z");

    private static Article read(String headers, byte[] body) {
        byte[] head = headers.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        byte[] letter = new byte[head.length + body.length];
        System.arraycopy(head, 0, letter, 0, head.length);
        System.arraycopy(body, 0, letter, head.length, body.length);
        return NORMALIZER
                .normalize(new Received(
                        Identity.article("mca", "<1@mca.example>"),
                        "mca",
                        "<1@mca.example>",
                        Received.Form.MAIL,
                        "message/rfc822",
                        Received.Encoding.BASE64,
                        Base64.getEncoder().encodeToString(letter),
                        "mca-mail",
                        Map.of("column", "通讯"),
                        NOW))
                .getFirst();
    }

    private static Article read(String letter) {
        int body = letter.indexOf("\n\n") + 2;
        return read(letter.substring(0, body), letter.substring(body).getBytes(StandardCharsets.UTF_8));
    }

    private static String encoded(String word, String charset) {
        return "=?" + charset + "?B?" + Base64.getEncoder().encodeToString(word.getBytes(Charset.forName(charset)))
                + "?=";
    }

    @Test
    void readsSubjectDateAndPlainText() {
        Article article = read("""
                Subject: %s
                Date: Wed, 25 Nov 2026 09:30:00 +0800
                Content-Type: text/plain; charset=utf-8

                第一段。
                （转自中国网信网）
                """.formatted(encoded("养老服务简报第三期", "UTF-8")));
        assertThat(article.title()).isEqualTo("养老服务简报第三期");
        assertThat(article.publishedAt()).isEqualTo("2026-11-25T01:30:00Z");
        assertThat(article.paragraphs()).containsExactly("第一段。");
        assertThat(article.attribution().name()).contains("中国网信网");
        assertThat(article.column()).contains("通讯");
    }

    @Test
    void prefersTheMarkedUpPartAndNamesWhatIsAttached() {
        Article article = read("""
                Subject: Bulletin
                MIME-Version: 1.0
                Content-Type: multipart/mixed; boundary=m

                --m
                Content-Type: multipart/alternative; boundary=a

                --a
                Content-Type: text/plain; charset=utf-8

                只有文字
                --a
                Content-Type: text/html; charset=utf-8

                <p>带<b>格式</b>的正文</p><script>alert(1)</script>
                --a--
                --m
                Content-Type: application/pdf; name=a.pdf
                Content-Disposition: attachment; filename=a.pdf

                x
                --m--
                """);
        assertThat(article.html()).isEqualTo("<p>带<b>格式</b>的正文</p>");
        assertThat(article.paragraphs()).containsExactly("带格式的正文");
        assertThat(article.warnings()).contains("the attachment a.pdf was left out");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GBK", "GB18030", "Big5", "UTF-16"})
    void readsOtherCharsets(String charset) {
        String subject = charset.equals("UTF-16") ? encoded("社會組織", "UTF-8") : encoded("社會組織", charset);
        Article article = read(
                "Subject: %s\nContent-Type: text/plain; charset=%s\n\n".formatted(subject, charset),
                "民政服務站開放".getBytes(Charset.forName(charset)));
        assertThat(article.title()).isEqualTo("社會組織");
        assertThat(article.text()).isEqualTo("民政服務站開放");
    }

    @Test
    void readsCharactersOfGb18030InALetterThatDeclaresGb2312() {
        Article article = read(
                "Subject: =?gb2312?B?%s?=\nContent-Type: text/plain; charset=gb2312\n\n"
                        .formatted(Base64.getEncoder().encodeToString("朱镕基".getBytes(Charset.forName("GB18030")))),
                "朱镕基的镕字不在 GB2312 里".getBytes(Charset.forName("GB18030")));
        assertThat(article.text()).isEqualTo("朱镕基的镕字不在 GB2312 里");
        assertThat(article.title()).isEqualTo("朱镕基");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Subject: x\nContent-Type: text/plain\n\n",
                "Content-Type: text/plain\n\nohne Betreff",
                "Subject: x\nContent-Type: multipart/mixed; boundary=m\n\n--m\nContent-Type: image/png\n\nx\n--m--\n"
            })
    void refusesALetterWithoutTitleOrText(String letter) {
        assertThatThrownBy(() -> read(letter)).isInstanceOf(Unreadable.class);
    }

    @Test
    void endsOnLettersNestedWithoutEnd() {
        var letter = new StringBuilder("Subject: x\nContent-Type: multipart/mixed; boundary=b0\n\n");
        for (int i = 0; i < 300; i++) {
            letter.append("--b")
                    .append(i)
                    .append("\nContent-Type: multipart/mixed; boundary=b")
                    .append(i + 1)
                    .append("\n\n");
        }
        assertThatThrownBy(() -> read(letter.toString())).hasMessageContaining("parts more than 20 deep");
    }
}
