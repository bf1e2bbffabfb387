package org.yizhan.article;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebAddressTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            HTTP://WWW.Example.CN                     | http://www.example.cn/
            https://中国.cn/                           | https://xn--fiqs8s.cn/
            https://新华网。中国/a                      | https://xn--xkrr14bows.xn--fiqs8s/a
            https://example．cn｡/x                     | https://example.cn/x
            https://example.cn./x                     | https://example.cn/x
            https://ｅｘａｍｐｌｅ.cn/                   | https://example.cn/
            https://example.cn:443/a                  | https://example.cn/a
            http://example.cn:443/a                   | http://example.cn:443/a
            http://example.cn:080/a                   | http://example.cn/a
            http://example.cn:/a                      | http://example.cn/a
            http://a_b.example.cn/                    | http://a_b.example.cn/
            http://example.cn?a=1                     | http://example.cn/?a=1
            http://example.cn#a                       | http://example.cn/#a
            'http://example.cn/a b|c'                 | http://example.cn/a%20b%7Cc
            http://example.cn/通知/1.html?名=值#段      | http://example.cn/%E9%80%9A%E7%9F%A5/1.html?%E5%90%8D=%E5%80%BC#%E6%AE%B5
            http://example.cn/100%.html               | http://example.cn/100%25.html
            http://example.cn/%e4%b8%AD               | http://example.cn/%e4%b8%AD
            http://example.cn/a/./b/../c/%2E%2e/d     | http://example.cn/a/d
            http://example.cn/../../a                 | http://example.cn/a
            http://example.cn/a/..                    | http://example.cn/
            http://example.cn//a//b                   | http://example.cn//a//b
            http://example.cn/a\\b\\1.html            | http://example.cn/a/b/1.html
            http://example.cn/?a[]=1&b=x\\y           | http://example.cn/?a[]=1&b=x%5Cy
            http://user:secret@example.cn/            | http://example.cn/
            http://127.1/                             | http://127.0.0.1/
            http://2130706433/                        | http://127.0.0.1/
            http://0x7f.0.0.1/                        | http://127.0.0.1/
            http://0177.0.0.1/                        | http://127.0.0.1/
            http://１２７.０.０.１/                      | http://127.0.0.1/
            http://%31%32%37.0.0.1/                   | http://127.0.0.1/
            http://[::1]:8080/                        | http://[0:0:0:0:0:0:0:1]:8080/
            http://[::ffff:10.0.0.1]/                 | http://10.0.0.1/
            """)
    void hasOneWrittenForm(String given, String written) throws WebAddress.Malformed {
        WebAddress address = WebAddress.parse(given);

        assertThat(address).hasToString(written);
        assertThat(WebAddress.parse(written)).isEqualTo(address).hasToString(written);
    }

    @Test
    void passesOverWhiteSpaceAroundAndLineEndsWithin() {
        assertThat(WebAddress.of("\u3000\ufeff http://example.cn/a\r\n\t/b \u00a0")
                        .orElseThrow())
                .hasToString("http://example.cn/a/b");
    }

    @Test
    void leavesTheFragmentToTheReader() {
        WebAddress address =
                WebAddress.of("https://example.cn/app?id=1#/article/7").orElseThrow();

        assertThat(address.withoutFragment()).isEqualTo("https://example.cn/app?id=1");
        assertThat(address).hasToString("https://example.cn/app?id=1#/article/7");
    }

    @Test
    void saysThatCredentialsWereThere() {
        assertThat(WebAddress.of("http://user:secret@example.cn/").orElseThrow().hadCredentials())
                .isTrue();
        assertThat(WebAddress.of("http://example.cn/@x").orElseThrow().hadCredentials())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /rel                           | not an absolute http or https address
            javascript:alert(1)            | not an absolute http or https address
            file:///etc/passwd             | not an absolute http or https address
            http:example.cn                | // and a host have to follow
            http:\\\\example.cn/           | // and a host have to follow
            http:///a                      | the host is missing
            http://:80/                    | the host is missing
            http://x y/                    | characters that no host has
            http://example.cn\\@127.0.0.1/ | a backslash after the host
            http://a@b@127.0.0.1/          | more than one @
            http://example.cn:65536/       | the port is 65536
            http://example.cn:0/           | the port is 0
            http://example.cn:８０/         | the port is no number
            http://example.cn:-1/          | the port is no number
            http://1.2.3.4.5/              | no IPv4 address
            http://256.1.1.1/              | no IPv4 address
            http://09.1.1.1/               | no IPv4 address
            http://4294967296/             | no IPv4 address
            http://[::1%25lo]/             | no IPv6 address
            http://[::1/                   | no IPv6 address
            http://[x]/                    | no IPv6 address
            http://a..cn/                  | the host
            http://.cn/                    | the host
            http://a℀b.cn/                 | characters that no host has
            http://example.cn%2fx/         | characters that no host has
            http://example.cn%zz/          | a % that two hexadecimal digits don't follow
            http://%ff.cn/                 | escapes that are no UTF-8
            """)
    void saysWhatIsWrong(String given, String reason) {
        assertThatThrownBy(() -> WebAddress.parse(given))
                .isInstanceOf(WebAddress.Malformed.class)
                .hasMessageContaining(reason);
    }

    @Test
    void refusesWhatIsTooLong() {
        assertThat(WebAddress.isWeb("http://example.cn/" + "a".repeat(WebAddress.LONGEST - 18)))
                .isTrue();
        assertThat(WebAddress.isWeb("http://example.cn/" + "a".repeat(WebAddress.LONGEST - 17)))
                .isFalse();
        assertThat(WebAddress.isWeb("http://example.cn/" + "中".repeat(500))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            b.html            | http://example.cn/a/b.html
            ./t1.html         | http://example.cn/a/t1.html
            ../b.html         | http://example.cn/b.html
            ../../../b.html   | http://example.cn/b.html
            ..\\c\\b.html     | http://example.cn/c/b.html
            /b.html           | http://example.cn/b.html
            \\b.html          | http://example.cn/b.html
            //cdn.cn/b        | http://cdn.cn/b
            ?p=2              | http://example.cn/a/list.htm?p=2
            #top              | http://example.cn/a/list.htm?p=1#top
            ''                | http://example.cn/a/list.htm?p=1
            通知 1.html        | http://example.cn/a/%E9%80%9A%E7%9F%A5%201.html
            https://x.cn      | https://x.cn/
            javascript:;      | -
            mailto:a@b.cn     | -
            //                | -
            """)
    void resolvesWhatADocumentRefersTo(String reference, String expected) {
        WebAddress base = WebAddress.of("http://example.cn/a/list.htm?p=1#x").orElseThrow();

        assertThat(base.resolve(reference).map(WebAddress::toString).orElse(null))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void readsItsOwnWrittenFormTheSameAndAsTheLibraryReadsIt(long seed) {
        var random = new Random(seed);
        String alphabet = "ab1.:/?#[]@%\\ ~中。．|-_0x&=;'\"<>^`{}\u0000\ud800";
        int read = 0;
        for (int i = 0; i < 20_000; i++) {
            var text = new StringBuilder("http://");
            for (int length = random.nextInt(24); length >= 0; length--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            var address = WebAddress.of(text.toString());
            if (address.isPresent()) {
                read++;
                String written = address.get().toString();
                assertThat(WebAddress.of(written)).as(written).contains(address.get());
                URI library = URI.create(written);
                assertThat(library.getRawAuthority())
                        .as(written)
                        .isEqualTo(address.get().authority());
                assertThat(library.getRawPath())
                        .as(written)
                        .isEqualTo(address.get().path());
                assertThat(library.getRawUserInfo()).as(written).isNull();
            }
        }
        assertThat(read).isGreaterThan(500);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            http://example.cn/                                       | /             | ''
            https://www.example.gov.cn/art/2026/11/23/art_1_2.html   | /art/2026/11/23/art_1_2.html | ''
            https://example.cn//a//b/                                | //a//b/       | ''
            https://example.cn/a/?id=7&b=%s                          | /a/           | ?id=7&b=%25s
            https://example.cn/?id=7&b=x+y                           | /             | ?id=7&b=x+y
            https://example.cn/a/.b/c                                | /a/.b/c       | ''
            https://example.cn/a/..b                                 | /a/..b        | ''
            """)
    void takesApartWhatIsInItsWrittenForm(String given, String path, String query) throws WebAddress.Malformed {
        WebAddress address = WebAddress.parse(given);

        assertThat(address.path()).isEqualTo(path);
        assertThat(address.query()).isEqualTo(query);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void readsTheUsualAddressAsEveryOther(long seed) {
        var random = new Random(seed);
        String alphabet = "abz019-_.~/?&=+%";
        int read = 0;
        for (int i = 0; i < 20_000; i++) {
            var text = new StringBuilder(random.nextBoolean() ? "https://" : "http://");
            for (int length = random.nextInt(12); length >= 0; length--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            text.append(random.nextBoolean() ? ".cn" : "");
            for (int length = random.nextInt(12); length > 0; length--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            // a blank in front takes the longer way
            var usual = WebAddress.of(text.toString());
            var any = WebAddress.of(" " + text);

            assertThat(usual).as(text.toString()).isEqualTo(any);
            read += usual.isPresent() ? 1 : 0;
        }
        assertThat(read).isGreaterThan(2_000);
    }
}
