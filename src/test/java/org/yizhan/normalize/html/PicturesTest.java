package org.yizhan.normalize.html;

import static org.assertj.core.api.Assertions.assertThat;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PicturesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "src='a.jpg' | a.jpg",
                "src='/loading.gif' data-src='https://x.example/a?wx_fmt=png' | https://x.example/a?wx_fmt=png",
                "src='data:image/gif;base64,AA' data-original='/up/a.png' | /up/a.png",
                "_src='./W1.jpg' | ./W1.jpg",
                "data-lazy-src='//cdn.example/a.webp' | //cdn.example/a.webp",
                "srcset='a-1x.jpg 1x' | a-1x.jpg",
                "src='a.jpg' data-original='true' | a.jpg",
            })
    void takesTheAddressAScriptWouldLoad(String attributes, String address) {
        assertThat(mended("<img " + attributes + ">").select("img").eachAttr("src"))
                .containsExactly(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<img>",
                "<img src=''>",
                "<img src='data:image/gif;base64,AA'>",
                "<img src='/count.gif' width=1 height=1>",
                "<img src='/ueditor/dialogs/attachment/fileTypeImages/icon_doc.gif'>",
            })
    void takesOutWhatIsNoPicture(String image) {
        assertThat(mended(image).select("img")).isEmpty();
    }

    private static Element mended(String markup) {
        Element body = Jsoup.parse(markup).body();
        Pictures.mend(body);
        return body;
    }
}
