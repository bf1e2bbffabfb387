package org.yizhan.article;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CharsetsTest {

    private static final String TEXT = "<title>臺灣甘州民政局公告</title>";

    @ParameterizedTest
    @CsvSource({
        "UTF-8, , ",
        "UTF-8, GBK, gb2312",
        "UTF-8, ISO-8859-1, windows-1252",
        "GBK, , ",
        "GBK, gb2312, ",
        "GBK, , GB2312",
        "GBK, utf-8, utf-8",
        "GBK, iso-8859-1, gbk",
        "GB18030, , gb2312",
        "Big5, big5, ",
        "Big5, , Big5",
        "Big5, big5, gb2312",
        "UTF-16LE, , ",
        "UTF-16BE, , ",
        "UTF-16LE, utf-8, UTF-16",
        "UTF-16, gbk, utf-8",
        "UTF-32LE, , ",
        "UTF-32BE, , ",
        "GBK, no-such-charset, '\"gb2312\";'",
        "GBK, x y z, ''",
    })
    void readsTheTextWhateverIsDeclared(String real, String http, String inner) {
        var decoded = Charsets.decode(
                TEXT.getBytes(Charset.forName(real)), Optional.ofNullable(http), Optional.ofNullable(inner));

        assertThat(decoded.text()).isEqualTo(TEXT);
        assertThat(decoded.isDamaged()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
    void takesAByteOrderMarkAwayAndBelievesItAlone(String charset) {
        byte[] marked = ("\uFEFF" + TEXT).getBytes(Charset.forName(charset));

        assertThat(Charsets.decode(marked, Optional.of("gbk"), Optional.of("big5")))
                .isEqualTo(new Charsets.Decoded(TEXT, false, charset));
    }

    @Test
    void readsCharactersOfGb18030ThatGb2312DoesNotHave() {
        String rare = "镕㐀𠮷";

        assertThat(Charsets.decode(rare.getBytes(Charset.forName("GB18030")), Optional.empty(), Optional.of("gb2312"))
                        .text())
                .isEqualTo(rare);
    }

    @Test
    void readsGbkThatIsValidUtf8ByChance() {
        byte[] chance = {(byte) 0xC4, (byte) 0xA3, (byte) 0xC4, (byte) 0xA3};

        assertThat(Charsets.decode(chance, Optional.of("gbk"), Optional.empty()).text())
                .isEqualTo("模模");
        assertThat(Charsets.decode(chance).text()).isEqualTo("ģģ");
    }

    @Test
    void keepsUtf8OfWhichAFewBytesAreBroken() {
        byte[] broken = ("新".repeat(100) + "?" + "闻".repeat(100)).getBytes(StandardCharsets.UTF_8);
        broken[300] = (byte) 0xE6;

        var decoded = Charsets.decode(broken, Optional.of("gbk"), Optional.empty());

        assertThat(decoded.text()).isEqualTo("新".repeat(100) + "\uFFFD" + "闻".repeat(100));
        assertThat(decoded.isDamaged()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "Big5, 市政府今天公佈新的長者服務計劃，並會在各區設立中心",
        "Big5, 通知",
        "GBK, 市政府今天公布新的养老服务计划，并将在各区设立中心",
        "GBK, 市政府今天公佈新的長者服務計劃，並會在各區設立中心",
        "GBK, 甘肃张掖"
    })
    void tellsTheChineseCharsetsApartWhereNothingIsDeclared(String charset, String text) {
        assertThat(Charsets.decode(text.getBytes(Charset.forName(charset))).text())
                .isEqualTo(text);
    }

    @Test
    void readsWesternTextThatSaysSo() {
        byte[] text = "“café”".getBytes(Charset.forName("windows-1252"));

        assertThat(Charsets.decode(text, Optional.empty(), Optional.of("iso-8859-1"))
                        .text())
                .isEqualTo("“café”");
    }

    @Test
    void readsJapaneseInSevenBits() {
        byte[] text = "新聞".getBytes(Charset.forName("ISO-2022-JP"));

        assertThat(Charsets.decode(text, Optional.of("iso-2022-jp"), Optional.empty())
                        .text())
                .isEqualTo("新聞");
    }

    @Test
    void losesAsLittleAsItCanWhereNothingFits() {
        byte[] text = "甘州区民政局?办实事".getBytes(Charset.forName("GBK"));
        text[12] = (byte) 0xFF;

        var decoded = Charsets.decode(text);

        assertThat(decoded.text()).startsWith("甘州区民政局\uFFFD").endsWith("实事");
        assertThat(decoded.isDamaged()).isTrue();
    }
}
