package org.yizhan.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yizhan.Row;
import org.yizhan.fetch.Fetched.Failed;
import org.yizhan.fetch.Origin.Page;

/** S14: nothing that one site gave us, or that was meant for it, goes to another. */
@Row("S14")
class KeptToItselfTest {

    private static final List<String> TELLING =
            List.of("authorization", "proxy-authorization", "cookie", "referer", "origin", "x-csrf-token");

    private Origin first;
    private Origin other;
    private HttpFetcher fetcher;

    @BeforeEach
    void open() throws IOException {
        first = new Origin();
        other = new Origin();
        fetcher = new HttpFetcher("test", AllowList.parse(first.authority() + " " + other.authority()), Limits.DEFAULT);
        other.serve("/", Page.of("text/html", "x").with("Set-Cookie", "id=2"));
    }

    @AfterEach
    void close() {
        fetcher.close();
        other.close();
        first.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void noRedirectCarriesCookiesOrAPasswordOn(int status) {
        String there = other.url("/").replace("http://", "http://name:secret@");
        first.serve(
                "/",
                Page.redirect(status, there)
                        .with("Set-Cookie", "id=1; Path=/")
                        .with("WWW-Authenticate", "Basic realm=\"x\""));
        for (int time = 0; time < 2; time++) {
            fetcher.fetch(Fetch.of(first.url("/").replace("http://", "http://name:secret@")));
        }

        assertThat(first.requests()).hasSize(2);
        assertThat(other.requests()).hasSize(2).allSatisfy(request -> {
            assertThat(request.headers()).doesNotContainKeys(TELLING.toArray(String[]::new));
            assertThat(request.target() + request.headers() + request.text()).doesNotContain("secret", "id=1");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic realm=\"x\"", "Digest realm=\"x\", nonce=\"1\"", "Negotiate", "NTLM", "Bearer"})
    void aSiteThatAsksForAPasswordGetsNone(String challenge) {
        first.serve("/", Page.status(401).with("WWW-Authenticate", challenge));

        assertThat(fetcher.fetch(Fetch.of(first.url("/").replace("http://", "http://name:secret@"))))
                .isInstanceOf(Failed.class);
        assertThat(first.requests())
                .singleElement()
                .satisfies(request -> assertThat(request.headers()).doesNotContainKeys(TELLING.toArray(String[]::new)));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void whatWasPostedGoesToNobodyElse(int status) {
        first.serve("/hub", Page.redirect(status, other.url("/")));
        fetcher.fetch(form(first.url("/hub")));

        assertThat(other.requests()).allSatisfy(request -> {
            assertThat(request.method()).isEqualTo("GET");
            assertThat(request.text()).isEmpty();
            assertThat(request.headers()).doesNotContainKey("content-type");
        });
    }

    /** Host and port of an address without TLS read like those of one with it. */
    @ParameterizedTest
    @ValueSource(ints = {307, 308})
    void whatWasPostedOverTlsGoesNowhereInTheClear(int status, @TempDir Path folder)
            throws IOException, InterruptedException, GeneralSecurityException {
        var certificates = new TestCertificates(folder);
        var trick = status == 307
                ? HostileOrigin.Trick.REDIRECT_307_IN_THE_CLEAR
                : HostileOrigin.Trick.REDIRECT_308_IN_THE_CLEAR;
        try (var site = new HostileOrigin(certificates.server("good"));
                var trusting = new HttpFetcher(
                        "test",
                        AllowList.parse("127.0.0.1:*"),
                        Limits.DEFAULT,
                        InetAddress::getAllByName,
                        certificates.trust())) {
            Fetched fetched = trusting.fetch(form(site.url(trick).replace("http://", "https://")));

            assertThat(fetched).isInstanceOfSatisfying(Failed.class, failed -> {
                assertThat(failed.fault()).isEqualTo(Fault.REDIRECT);
                assertThat(failed.detail()).contains("posted over TLS");
            });
        }
    }

    @Test
    void aLetterHasTheHeadersItWasGivenAndNoMore() {
        other.serve("/", Page.status(204).with("Set-Cookie", "id=2"));
        try (var sender = new HttpSender("test", AllowList.parse(other.authority()), Limits.DEFAULT)) {
            for (int time = 0; time < 2; time++) {
                sender.send(
                        new Letter(
                                other.url("/").replace("http://", "http://name:secret@"),
                                Map.of("X-Hub-Signature", "sha256=0"),
                                Optional.of(new byte[] {1})),
                        0);
            }
        }

        assertThat(other.requests())
                .hasSize(2)
                .allSatisfy(request -> assertThat(request.headers())
                        .containsOnlyKeys("connection", "content-length", "host", "user-agent", "x-hub-signature"));
    }

    private static Fetch form(String url) {
        return new Fetch(url, Optional.empty(), Optional.empty(), "*/*", Optional.of("hub.secret=secret"));
    }
}
