package org.yizhan.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.apache.hc.core5.ssl.SSLContexts;
import org.junit.jupiter.api.Test;
import org.yizhan.Cases;
import org.yizhan.Row;
import org.yizhan.article.WebAddress;

/**
 * S10: addresses put together by chance, as {@link WebAddress} reads them, as {@link java.net.URI} does, and as the client
 * sends them out. Whatever is taken is read alike by all three.
 */
@Row("S10")
class SeenAlikeTest {

    private static final int ADDRESSES = 40_000;
    private static final int SENT = 300;

    private static final List<String> SCHEMES = List.of(
            "http://",
            "https://",
            "HTTP://",
            "hTtPs://",
            "http:/",
            "http:",
            "http:///",
            "http:\\\\",
            "//",
            "ftp://",
            "",
            " http://",
            "http ://",
            "ht\ttp://",
            "jar:http://",
            "http://http://");

    private static final List<String> USERS = List.of(
            "",
            "",
            "",
            "",
            "a@",
            "a:b@",
            "127.0.0.1@",
            "127.0.0.1:80@",
            "a@b@",
            "%40@",
            "@",
            ":@",
            "a%2f@",
            "a;b@",
            "\\@");

    private static final List<String> HOSTS = List.of(
            "example.com",
            "EXAMPLE.com",
            "example.com.",
            "a.b.c.d.example.cn",
            "xn--fiqs8s.cn",
            "中国.cn",
            "例え.テスト",
            "exa_mple.com",
            "-a.com",
            "a..com",
            ".com",
            "com",
            "1.2.3.4",
            "1.2.3",
            "0x7f.1",
            "010.1",
            "1.2.3.4.5",
            "256.1.1.1",
            "[::1]",
            "[2001:db8::1]",
            "[::ffff:1.2.3.4]",
            "[1.2.3.4]",
            "[::1%25lo]",
            "[v1.a]",
            "[",
            "]",
            "ex ample.com",
            "example。com",
            "ｅｘａｍｐｌｅ．com",
            "example%2ecom",
            "example%00.com",
            "example.com%2f.evil.cn",
            "example.com%23.evil.cn",
            "ß.de",
            "a\u200db.cn",
            "a\u00adb.cn",
            "例\u3002cn",
            "xn--a.cn",
            "",
            "$",
            "a,b",
            "a;b");

    private static final List<String> PORTS = List.of(
            "",
            "",
            "",
            ":80",
            ":443",
            ":8080",
            ":",
            ":0",
            ":65536",
            ":00080",
            ":8 0",
            ":8o",
            ":-1",
            ":+80",
            ":80:80",
            ":80@x.cn",
            ":٨٠");

    private static final List<String> TAILS = List.of(
            "",
            "/",
            "/a/b",
            "/a/../b",
            "/../..",
            "/%2e%2e/a",
            "/a//b",
            "/a b",
            "/中",
            "/%",
            "/%zz",
            "/%E4%B8%AD",
            "\\a",
            "/a\\b",
            "?a=b",
            "?",
            "#x",
            "#@evil.cn/",
            "?@evil.cn/",
            "/a?b=c?d#e#f",
            "/;a=b",
            "/a:b",
            "/:80/",
            "/[x]",
            "/{x}",
            "/|",
            "/<a>",
            "/\"",
            "/^`",
            "/a\r\nb",
            "/\u0000",
            "/\u2028",
            "/é?é=é#é",
            "/\ud800",
            "/😀",
            "@evil.cn/",
            "//evil.cn/");

    /** What a parser of its own makes of a host's last part. */
    private static final Pattern NUMBERED = Pattern.compile("(?:.*\\.)?(?:\\d+|0[xX][0-9a-fA-F]*)\\.?");

    private static String one(List<String> of, Random random) {
        return of.get(random.nextInt(of.size()));
    }

    private static String any(Random random) {
        String address = one(SCHEMES, random)
                + one(USERS, random)
                + one(HOSTS, random)
                + one(PORTS, random)
                + one(TAILS, random)
                + (random.nextInt(4) == 0 ? one(TAILS, random) : "");
        if (random.nextInt(5) > 0 || address.isEmpty()) {
            return address;
        }
        int at = random.nextInt(address.length());
        String signs = "/\\@:?#[]%. \t\u3002\uff0f\uff20;&'\"<";
        return address.substring(0, at) + signs.charAt(random.nextInt(signs.length())) + address.substring(at);
    }

    @Test
    void byThisProgramByJavaAndByTheClient(Cases cases) throws URISyntaxException {
        var random = new Random(20261127);
        int taken = 0;
        for (int i = 0; i < ADDRESSES; i++) {
            String written = any(random);
            Optional<WebAddress> read = WebAddress.of(written);
            if (read.isEmpty()) {
                continue;
            }
            taken++;
            WebAddress address = read.get();
            var library = new URI(address.toString());
            var client = Exchange.host(address);
            var request = Exchange.of(address, Fetch.of(written), Optional.empty());

            assertThat(WebAddress.of(address.toString())).as(written).contains(address);
            // a name with a sign that Java's own grammar lacks, such as a low line, is one to it, but no host
            assertThat(library.getHost() == null ? library.getRawAuthority() : library.getHost())
                    .as(written)
                    .isEqualTo(library.getHost() == null ? address.authority() : address.host());
            assertThat(library.getRawUserInfo()).as(written).isNull();
            assertThat(library.getHost() == null || library.getPort() == client.getPort())
                    .as(written)
                    .isTrue();
            assertThat(library.getRawPath()).as(written).isEqualTo(address.path());
            assertThat(library.getRawQuery() == null ? "" : "?" + library.getRawQuery())
                    .as(written)
                    .isEqualTo(address.query());
            assertThat(client.toHostString()).as(written).isEqualTo(address.authority());
            assertThat(client.getPort() < 0 ? usual(address) : client.getPort())
                    .as(written)
                    .isEqualTo(address.port());
            assertThat(request.getRequestUri()).as(written).isEqualTo(address.path() + address.query());
            isTheHostThatJavaReads(written, address);
            cases.held();
        }
        assertThat(taken).isGreaterThan(4_000);
    }

    /** Of what was written, too, where Java takes it as it is. */
    private static void isTheHostThatJavaReads(String written, WebAddress address) {
        String host;
        try {
            host = new URI(written).getHost();
        } catch (URISyntaxException unreadable) {
            return;
        }
        if (host != null
                && host.chars().allMatch(c -> c < 0x80)
                && !NUMBERED.matcher(host).matches()
                && !host.startsWith("[")) {
            assertThat(address.host())
                    .as(written)
                    .isEqualTo(host.toLowerCase(Locale.ROOT).replaceFirst("\\.$", ""));
        }
    }

    private static int usual(WebAddress address) {
        return address.scheme().equals("https") ? 443 : 80;
    }

    @Test
    void byTheServerThatIsAsked(Cases cases) throws IOException {
        var random = new Random(10);
        try (var origin = new Origin();
                var fetcher = new HttpFetcher(
                        "test", AllowList.parse(origin.authority()), Limits.DEFAULT.within(Duration.ofSeconds(5)))) {
            int asked = 0;
            while (asked < SENT) {
                String written =
                        "http://" + one(USERS, random) + origin.authority() + one(TAILS, random) + one(TAILS, random);
                Optional<WebAddress> address = WebAddress.of(written);
                if (address.isEmpty()
                        || !address.get().authority().equals(origin.authority())
                        || address.get().path().startsWith("//")) {
                    continue;
                }
                fetcher.fetch(Fetch.of(written));
                asked++;
                assertThat(origin.requests()).as(written).hasSize(asked);
                Origin.Request got = origin.requests().getLast();
                assertThat(got.target())
                        .as(written)
                        .isEqualTo(address.get().path() + address.get().query());
                assertThat(got.header("host")).as(written).contains(origin.authority());
                assertThat(got.target()).as(written).matches("[!-~]+");
                cases.held();
            }
        }
    }

    /** The client would look up the Chinese of a name, and no server of names knows that. */
    @Test
    void byTheServerOfNamesAndByTheDeployment(Cases cases) throws IOException {
        List<String> lookedUp = new CopyOnWriteArrayList<>();
        Lookup lookup = host -> {
            lookedUp.add(host);
            return InetAddress.getAllByName("127.0.0.1");
        };
        try (var origin = new Origin();
                var fetcher = new HttpFetcher(
                        "test", AllowList.parse("中国.cn:*"), Limits.DEFAULT, lookup, SSLContexts.createDefault())) {
            origin.serve("/", Origin.Page.of("text/plain", "x"));
            String port = origin.authority().replaceFirst(".*:", ":");
            for (String host : List.of("中国.cn", "xn--fiqs8s.cn", "XN--FIQS8S.cn.")) {
                assertThat(fetcher.fetch(Fetch.of("http://" + host + port + "/")))
                        .as(host)
                        .isInstanceOf(Fetched.Document.class);
                cases.held();
            }
            assertThat(lookedUp).containsOnly("xn--fiqs8s.cn");
            assertThat(origin.requests())
                    .allSatisfy(request -> assertThat(request.header("host")).contains("xn--fiqs8s.cn" + port));
        }
    }
}
