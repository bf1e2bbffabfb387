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
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yizhan.Row;
import org.yizhan.article.WebAddress;
import org.yizhan.fetch.Fetched.Document;
import org.yizhan.fetch.Fetched.Failed;
import org.yizhan.fetch.Origin.Page;

@Row("S9")
class ForbiddenAddressesTest {

    private static HttpFetcher fetcher;

    @BeforeAll
    static void open() {
        fetcher = new HttpFetcher(
                "test", AllowList.NONE, Limits.DEFAULT, ForbiddenPlaces::addresses, SSLContexts.createDefault());
    }

    @AfterAll
    static void close() {
        fetcher.close();
    }

    @ParameterizedTest
    @FieldSource("org.yizhan.fetch.ForbiddenPlaces#ADDRESSES")
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
