package org.yizhan.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeedCharsetTest {

    private static final String SIMPLIFIED = "甘州区民政局办实事";
    private static final String TRADITIONAL = "臺灣甘州民政局辦實事";
    private static final String RARE = "朱镕基 㐀 𠮷";

    private static byte[] feed(String title, String declared, String charset) {
        String declaration = declared.isEmpty() ? "" : "<?xml version=\"1.0\" encoding=\"" + declared + "\"?>";
        return (declaration + "<rss version=\"2.0\"><channel><title>" + title + "</title></channel></rss>")
                .getBytes(Charset.forName(charset));
    }

    private static String title(byte[] feed, String contentType) {
        FeedDocument read = FeedReader.read(feed, contentType, "");
        assertThat(read.warnings()).noneMatch(warning -> warning.contains("U+FFFD"));
        return read.title();
    }

    @ParameterizedTest
    @CsvSource({
        "GBK, GBK, text/xml",
        "gb2312, GBK, text/xml",
        "gb2312, GBK, text/xml; charset=gb2312",
        "utf-8, GBK, text/xml; charset=utf-8",
        "utf-8, GBK, text/xml; charset=GBK",
        "GBK, GBK, text/xml; charset=ISO-8859-1",
        "gbk, UTF-8, text/xml; charset=gb2312",
        "iso-8859-1, UTF-8, text/xml; charset=us-ascii",
        "'', GBK, text/xml",
        "'', UTF-8, ''",
        "UTF-16, UTF-16LE, text/xml",
        "UTF-16, UTF-16BE, text/xml",
        "UTF-16, UTF-16, application/rss+xml; charset=UTF-16",
        "utf-8, UTF-16, text/xml",
        "nonsense, GB18030, text/xml; charset=",
    })
    void readsChinese(String declared, String charset, String contentType) {
        assertThat(title(feed(SIMPLIFIED, declared, charset), contentType)).isEqualTo(SIMPLIFIED);
    }

    @ParameterizedTest
    @CsvSource({"Big5, text/xml", "'', text/xml; charset=Big5", "Big5, text/xml; charset=\"big5\""})
    void readsBig5(String declared, String contentType) {
        assertThat(title(feed(TRADITIONAL, declared, "Big5"), contentType)).isEqualTo(TRADITIONAL);
    }

    @Test
    void readsGb18030ThatIsDeclaredAsGb2312() {
        assertThat(title(feed(RARE, "gb2312", "GB18030"), "text/xml; charset=gb2312"))
                .isEqualTo(RARE);
    }

    @ParameterizedTest
    @CsvSource({"UTF-8", "UTF-16LE", "UTF-16BE"})
    void believesAByteOrderMark(String charset) {
        byte[] marked = ("\uFEFF<rss><channel><title>" + SIMPLIFIED + "</title></channel></rss>")
                .getBytes(Charset.forName(charset));

        assertThat(title(marked, "text/xml; charset=gbk")).isEqualTo(SIMPLIFIED);
    }

    @Test
    void readsWesternFeedsThatDeclareNothing() {
        assertThat(title(feed("Café – à la carte", "", "windows-1252"), "text/xml"))
                .isEqualTo("Café – à la carte");
    }

    @Test
    void readsJsonInGbk() {
        byte[] json = ("{\"title\":\"" + SIMPLIFIED + "\",\"items\":[]}").getBytes(Charset.forName("GBK"));

        assertThat(title(json, "application/feed+json; charset=gbk")).isEqualTo(SIMPLIFIED);
    }

    @ParameterizedTest
    @CsvSource({
        "UTF-8, encoding='gb2312', , read as UTF-8; declared is gb2312",
        "GBK, , , read as GB18030; declared is nothing",
        "GBK, encoding='utf-8', text/xml;charset=utf-8, read as GB18030; declared is utf-8 and utf-8",
        "Big5, , , read as Big5-HKSCS; declared is nothing"
    })
    void saysWhereTheTextIsNotAsDeclared(String charset, String declared, String contentType, String warning) {
        String text = "<?xml version='1.0' " + Objects.requireNonNullElse(declared, "")
                + "?><rss><channel><title>市政府的通知</title></channel></rss>";

        FeedDocument feed = FeedReader.read(
                text.getBytes(Charset.forName(charset)), Objects.requireNonNullElse(contentType, ""), "");

        assertThat(feed.title()).isEqualTo("市政府的通知");
        assertThat(feed.warnings()).singleElement().asString().contains(warning.replace(';', ','));
    }

    @Test
    void saysWhereBytesWereLost() {
        byte[] broken = feed(SIMPLIFIED.repeat(20), "utf-8", "UTF-8");
        broken[70] = (byte) 0xFF;

        assertThat(FeedReader.read(broken, "", "").warnings())
                .anySatisfy(warning -> assertThat(warning).contains("U+FFFD"));
    }
}
