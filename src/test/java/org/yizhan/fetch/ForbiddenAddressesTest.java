package org.yizhan.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.hc.core5.ssl.SSLContexts;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yizhan.article.WebAddress;
import org.yizhan.fetch.Fetched.Document;
import org.yizhan.fetch.Fetched.Failed;
import org.yizhan.fetch.Origin.Page;

class ForbiddenAddressesTest {

    private static HttpFetcher fetcher;

    @BeforeAll
    static void open() {
        Lookup lookup = host -> switch (host) {
            case "inside.example" -> InetAddress.getAllByName("10.20.30.40");
            case "public.example" -> InetAddress.getAllByName("93.184.216.34");
            default -> InetAddress.getAllByName(host);
        };
        fetcher = new HttpFetcher("test", AllowList.NONE, Limits.DEFAULT, lookup, SSLContexts.createDefault());
    }

    @AfterAll
    static void close() {
        fetcher.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // loopback, and all the ways to write it
                "http://127.0.0.1/",
                "http://127.255.255.254/",
                "http://localhost/",
                "http://localhost./",
                "http://127.1/",
                "http://127.0.1/",
                "http://2130706433/",
                "http://0x7f000001/",
                "http://0x7f.0x0.0x0.0x1/",
                "http://017700000001/",
                "http://0177.0.0.01/",
                "http://127.0.0.1./",
                "http://127。0。0。1/",
                "http://127．0．0．1/",
                "http://127｡0｡0｡1/",
                "http://１２７.０.０.１/",
                "http://①②⑦.⓪.⓪.①/",
                "http://%31%32%37.0.0.1/",
                "http://127.0.0.1#@93.184.216.34/",
                "http://127.0.0.1?@93.184.216.34/",
                "http://a@127.0.0.1/",
                "http://93.184.216.34@127.0.0.1/",
                "http://93.184.216.34:80@127.0.0.1/",
                "http://a:b@127.0.0.1:8080/",
                "https://127.0.0.1/",
                "http:\t//127.0.0.1/",
                "\u3000http://127.0.0.1/",
                // this host, private, link-local, shared, special
                "http://0.0.0.0/",
                "http://0/",
                "http://0.1.2.3/",
                "http://10.0.0.1/",
                "http://10.255.255.255/",
                "http://172.16.0.1/",
                "http://172.31.255.255/",
                "http://192.168.0.1/",
                "http://169.254.169.254/latest/meta-data/",
                "http://100.64.0.1/",
                "http://100.127.255.255/",
                "http://192.0.0.8/",
                "http://192.0.2.1/",
                "http://198.18.0.1/",
                "http://198.19.255.255/",
                "http://198.51.100.1/",
                "http://203.0.113.1/",
                "http://224.0.0.1/",
                "http://239.255.255.255/",
                "http://240.0.0.1/",
                "http://255.255.255.255/",
                "http://inside.example/",
                // IPv6, and what it carries inside
                "http://[::1]/",
                "http://[0:0:0:0:0:0:0:1]/",
                "http://[::]/",
                "http://[::ffff:127.0.0.1]/",
                "http://[::ffff:7f00:1]/",
                "http://[::ffff:10.0.0.1]/",
                "http://[::127.0.0.1]/",
                "http://[::7f00:1]/",
                "http://[64:ff9b::7f00:1]/",
                "http://[64:ff9b::10.0.0.1]/",
                "http://[64:ff9b:1::a00:1]/",
                "http://[2002:7f00:1::]/",
                "http://[2002:a00:1::]/",
                "http://[2001:0:53aa:64c:0:5efe:7f00:1]/",
                "http://[2001:db8::1]/",
                "http://[fc00::1]/",
                "http://[fd12:3456::1]/",
                "http://[fe80::1]/",
                "http://[fec0::1]/",
                "http://[ff02::1]/",
                // ports of mail, databases, brokers
                "http://93.184.216.34:22/",
                "http://93.184.216.34:25/",
                "http://93.184.216.34:5432/",
                "http://93.184.216.34:6379/",
                "http://93.184.216.34:9092/",
                "http://public.example:3306/",
                // what two parsers read in two ways
                "http://93.184.216.34\\@127.0.0.1/",
                "http:\\\\127.0.0.1\\",
                "http://a@b@127.0.0.1/",
                "http://[::1%25lo]/",
                "http://127.0.0.1:80:80/",
                "http://93.184.216.34:99999/",
                "http://93.184.216.34 127.0.0.1/",
                "http://93.184.216.34%00.127.0.0.1/",
                "http://93.184.216.34％＠127.0.0.1/",
                "http:127.0.0.1",
                "//127.0.0.1/",
                "127.0.0.1",
                // other ways
                "file:///etc/passwd",
                "ftp://127.0.0.1/",
                "gopher://127.0.0.1:25/_HELO",
                "jar:http://127.0.0.1/a.jar!/",
                "data:text/html,x",
                "netdoc:/etc/passwd",
                "",
            })
    void areRefusedBeforeAnythingIsSent(String url) {
        Fetched fetched = fetcher.fetch(Fetch.of(url));

        assertThat(fetched).isInstanceOf(Failed.class);
        assertThat(((Failed) fetched).fault()).as(fetched.toString()).isEqualTo(Fault.FORBIDDEN_ADDRESS);
        assertThat(fetched.took()).isLessThan(Duration.ofSeconds(2));
        WebAddress.of(url).ifPresent(ForbiddenAddressesTest::isSeenAlikeByEverybody);
    }

    private static void isSeenAlikeByEverybody(WebAddress address) {
        URI library = URI.create(address.toString());
        var client = Exchange.host(address);
        assertThat(library.getHost()).isEqualTo(address.host());
        assertThat(client.toHostString()).isEqualTo(address.authority());
        assertThat(client.getSchemeName()).isEqualTo(address.scheme()).isEqualTo(library.getScheme());
        assertThat(library.getPort()).isEqualTo(client.getPort());
        assertThat(library.getRawUserInfo()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.0.0.1", "128.0.0.1",
                "169.253.0.1", "172.15.255.255", "172.32.0.0", "192.0.1.0", "192.167.0.1", "198.17.0.1", "198.20.0.0",
                "223.255.255.255", "2400:3200::1", "2606:4700::1111", "240e::1",
            })
    void areNotThePublicOnesNextToThem(String address) throws UnknownHostException {
        assertThat(AllowList.NONE.refusal("host", InetAddress.getByName(address), 443))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            10.1.2.3                 | x | 10.1.2.3 | 80   | true
            10.1.2.3                 | x | 10.1.2.3 | 22   | false
            10.1.2.3                 | x | 10.1.2.4 | 80   | false
            10.1.2.3:22              | x | 10.1.2.3 | 22   | true
            10.1.2.3:22              | x | 10.1.2.3 | 80   | false
            10.1.2.3:*               | x | 10.1.2.3 | 9092 | true
            10.0.0.0/8               | x | 10.9.9.9 | 8080 | true
            10.0.0.0/8:9000          | x | 10.9.9.9 | 9000 | true
            10.0.0.0/9               | x | 10.128.0.1 | 80 | false
            intra.example.cn         | intra.example.cn | 10.1.2.3 | 80 | true
            intra.example.cn         | www.example.cn   | 10.1.2.3 | 80 | false
            中国.cn:8090              | xn--fiqs8s.cn    | 10.1.2.3 | 8090 | true
            www.example.cn:9999      | www.example.cn   | 1.1.1.1  | 9999 | true
            fd00::/8                 | x | fd12::1 | 80 | true
            [fd00::]/8:8123          | x | fd12::1 | 8123 | true
            [::1]:*                  | x | ::1     | 1 | true
            '192.168.1.1, 10.0.0.1'  | x | 10.0.0.1 | 80 | true
            """)
    void areOpenedByTheDeployment(String list, String host, String address, int port, boolean open)
            throws UnknownHostException {
        Optional<String> refusal = AllowList.parse(list).refusal(host, InetAddress.getByName(address), port);
        assertThat(refusal.isEmpty()).as(refusal.toString()).isEqualTo(open);
    }

    @ParameterizedTest
    @CsvSource({"10.1.2.3, 80", "1.1.1.1, 22"})
    void areRefusedByTheNameOfTheSettingThatWouldOpenThem(String address, int port) throws UnknownHostException {
        AllowList list = AllowList.parse("10.9.9.9").as("yizhan.websub.allow");
        assertThat(list.refusal("host", InetAddress.getByName(address), port).orElseThrow())
                .contains("yizhan.websub.allow opens")
                .doesNotContain("yizhan.fetch.allow");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/33", "http://x", "x/8", "x:y", "10.0.0.0/-1", "a b:c", "::1/129", "1.2.3.4.5"})
    void areNotOpenedByWhatIsNoEntry(String list) {
        assertThatThrownBy(() -> AllowList.parse(list)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void areRefusedWhenANameIsBoundAnew() throws IOException {
        Queue<String> answers = new ConcurrentLinkedQueue<>(List.of("127.0.0.1", "127.0.0.2", "127.0.0.1"));
        Lookup rebinding = host -> InetAddress.getAllByName(answers.remove());
        try (var origin = new Origin()) {
            // 127.0.0.1 stands for the public address, 127.0.0.2 for the inside
            origin.serve("/a", Page.of("text/html", "x").with("Connection", "close"))
                    .serve("/b", Page.redirect(302, "/a"));
            String port = origin.authority().substring(origin.authority().indexOf(':'));
            try (var asking = new HttpFetcher(
                    "test",
                    AllowList.parse(origin.authority()),
                    Limits.DEFAULT,
                    rebinding,
                    SSLContexts.createDefault())) {
                Fetched first = asking.fetch(Fetch.of("http://rebind.example" + port + "/a"));
                assertThat(first).isInstanceOf(Document.class);
                assertThat(answers).as("looked up once").hasSize(2);

                Fetched second = asking.fetch(Fetch.of("http://rebind.example" + port + "/a"));
                assertThat(((Failed) second).fault()).isEqualTo(Fault.FORBIDDEN_ADDRESS);

                answers.clear();
                answers.addAll(List.of("127.0.0.1", "127.0.0.2"));
                Fetched redirected = asking.fetch(Fetch.of("http://rebind.example" + port + "/b"));
                assertThat(((Failed) redirected).fault()).isEqualTo(Fault.FORBIDDEN_ADDRESS);
                assertThat(origin.requests()).hasSize(2);
            }
        }
    }

    @Test
    void areLeftOutWhereANameHasOthersBesides() throws IOException {
        Lookup both = host -> new InetAddress[] {InetAddress.getByName("10.0.0.1"), InetAddress.getByName("127.0.0.1")};
        try (var origin = new Origin()) {
            origin.serve("/a", Page.of("text/html", "x"));
            String port = origin.authority().substring(origin.authority().indexOf(':'));
            try (var asking = new HttpFetcher(
                    "test", AllowList.parse(origin.authority()), Limits.DEFAULT, both, SSLContexts.createDefault())) {
                Fetched fetched = asking.fetch(Fetch.of("http://both.example" + port + "/a"));
                assertThat(fetched).isInstanceOf(Document.class);
                assertThat(fetched.took()).isLessThan(Duration.ofSeconds(2));
            }
        }
    }
}
