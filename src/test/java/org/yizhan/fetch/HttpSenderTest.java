package org.yizhan.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yizhan.Row;
import org.yizhan.article.WebAddress;

class HttpSenderTest {

    private static final Limits QUICK = Limits.DEFAULT.within(Duration.ofSeconds(2));

    private Origin origin;

    @BeforeEach
    void open() throws IOException {
        origin = new Origin();
    }

    @AfterEach
    void close() {
        origin.close();
    }

    private static Letter post(String url) {
        return new Letter(
                url,
                Map.of("Content-Type", "application/atom+xml; charset=utf-8"),
                Optional.of("<feed/>".getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @Row("S9")
    @ValueSource(
            strings = {
                "http://127.0.0.1/",
                "http://localhost/",
                "http://2130706433/",
                "http://0x7f.1/",
                "http://10.1.2.3/",
                "http://169.254.169.254/",
                "http://[::1]/",
                "http://[::ffff:127.0.0.1]/",
                "http://example.com:25/"
            })
    void saysWithoutALookUpWhoIsNotCalled(String url) {
        try (var sender = new HttpSender("test", AllowList.NONE, QUICK)) {
            assertThat(sender.refusal(WebAddress.of(url).orElseThrow())).isPresent();
            assertThat(sender.send(post(url), 0)).isInstanceOf(Sent.Failed.class);
        }
    }

    @Test
    @Row("S9")
    void aNameThatLeadsInsideLaterIsNotDialledThen() throws IOException {
        origin.serve("/", Origin.Page.status(204));
        var asked = new AtomicInteger();
        Lookup rebinding = host ->
                new InetAddress[] {InetAddress.getByName(asked.getAndIncrement() == 0 ? "192.0.2.1" : "127.0.0.1")};
        try (var sender = new HttpSender("test", AllowList.NONE, QUICK, rebinding)) {
            String url = "http://rebound.example:8080/";
            assertThat(sender.refusal(WebAddress.of(url).orElseThrow())).isEmpty();
            for (int time = 0; time < 2; time++) {
                assertThat(sender.send(post(url), 0))
                        .isInstanceOfSatisfying(
                                Sent.Failed.class,
                                failed -> assertThat(failed.fault()).isEqualTo(Fault.FORBIDDEN_ADDRESS));
            }
        }
        assertThat(origin.requests()).isEmpty();
    }

    @ParameterizedTest
    @Row("S18")
    @CsvSource({
        "http://one.wild.example/, 93.184.216.34, 5db8d822",
        "http://two.wild.example/, 93.184.216.34, 5db8d822",
        "http://six.example/, 2606:2800:220:1::7, 2606280002200001",
        "http://six.example/, 2606:2800:220:1:ffff::8, 2606280002200001"
    })
    void manyNamesOfOneAddressAreOnePlace(String url, String address, String place) {
        Lookup lookup = host -> new InetAddress[] {InetAddress.getByName(address)};
        try (var sender = new HttpSender("test", AllowList.NONE, QUICK, lookup)) {
            assertThat(sender.places(WebAddress.of(url).orElseThrow())).containsExactly(place);
        }
    }

    @Test
    @Row("S9")
    void sendsTheBytesAndFollowsNoRedirect() {
        origin.serve("/moved", Origin.Page.redirect(307, "/there")).serve("/there", Origin.Page.status(204));
        try (var sender = new HttpSender("test", AllowList.parse("127.0.0.1:*"), QUICK)) {
            assertThat(sender.send(post(origin.url("/moved")), 0))
                    .isInstanceOfSatisfying(
                            Sent.Answered.class,
                            answered -> assertThat(answered.status()).isEqualTo(307));
            assertThat(sender.send(post(origin.url("/there")), 0))
                    .isInstanceOfSatisfying(
                            Sent.Answered.class,
                            answered -> assertThat(answered.isSuccess()).isTrue());
        }
        assertThat(origin.requests()).hasSize(2).allSatisfy(request -> {
            assertThat(request.text()).isEqualTo("<feed/>");
            assertThat(request.header("content-type")).contains("application/atom+xml; charset=utf-8");
        });
    }

    @Test
    void readsNoMoreOfAnAnswerThanItWasAskedFor() {
        origin.serve("/", Origin.Page.of("text/plain", "a".repeat(1_000_000)));
        try (var sender = new HttpSender("test", AllowList.parse("127.0.0.1:*"), QUICK)) {
            assertThat(sender.send(new Letter(origin.url("/"), Map.of(), Optional.empty()), 65))
                    .isInstanceOfSatisfying(
                            Sent.Answered.class,
                            answered -> assertThat(answered.body()).hasSize(65));
        }
    }
}
