package org.yizhan.list;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinkAddressTest {

    private static final String BASE = "https://a.gov.cn/xw/dt/index.html?x=1";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ./202611/t1.htm       | https://a.gov.cn/xw/dt/202611/t1.htm
            ../tz/t1.htm          | https://a.gov.cn/xw/tz/t1.htm
            ../../../../t1.htm    | https://a.gov.cn/t1.htm
            /t1.htm               | https://a.gov.cn/t1.htm
            //b.gov.cn/t1.htm     | https://b.gov.cn/t1.htm
            http://b.gov.cn/t 1   | http://b.gov.cn/t%201
            ?id=7                 | https://a.gov.cn/xw/dt/index.html?id=7
            t1.htm#top            | https://a.gov.cn/xw/dt/t1.htm
            \\tz\\t1.htm          | https://a.gov.cn/tz/t1.htm
            通知.htm              | https://a.gov.cn/xw/dt/%E9%80%9A%E7%9F%A5.htm
            t1.htm?q=%E9%80%9A    | https://a.gov.cn/xw/dt/t1.htm?q=%E9%80%9A
            a{b.htm               | https://a.gov.cn/xw/dt/a%7Bb.htm
            """, quoteCharacter = '`')
    void isMadeAbsoluteAsBrowsersDo(String printed, String address) {
        assertThat(LinkAddress.absolute(BASE, printed)).contains(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "#",
                "#top",
                "javascript:void(0)",
                "JavaScript:open('/a')",
                "mailto:a@a.cn",
                "tel:12345",
                "ftp://a.gov.cn/a",
                "file:///etc/passwd",
                "data:text/html,a",
                "http://",
                "https:///a",
                "http://[::1"
            })
    void isNoneWhereNobodyCanAsk(String printed) {
        assertThat(LinkAddress.absolute(BASE, printed)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "https://a.gov.cn/a.pdf, true",
        "https://a.gov.cn/a.DOCX?x=1, true",
        "https://a.gov.cn/a.ofd#p, true",
        "https://a.gov.cn/a.html, false",
        "https://a.gov.cn/pdf, false",
        "https://a.doc, false",
        "https://a.gov.cn/a?f=b.pdf, false",
    })
    void tellsFilesFromPages(String address, boolean isFile) {
        assertThat(LinkAddress.isFile(address)).isEqualTo(isFile);
    }
}
