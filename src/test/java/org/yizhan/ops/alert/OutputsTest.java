package org.yizhan.ops.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yizhan.Row;
import org.yizhan.fetch.AllowList;
import org.yizhan.fetch.HttpSender;
import org.yizhan.fetch.Limits;
import org.yizhan.ops.Trouble;

class OutputsTest {

    private static final Instant NOW = Instant.parse("2026-11-24T03:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8);
    private static final String SECRET = "whsec_" + Base64.getEncoder().encodeToString(KEY);

    private final BlockingQueue<Got> got = new LinkedBlockingQueue<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private HttpServer server;
    private volatile int status = 204;
    private volatile boolean hangs;

    private record Got(String id, String timestamp, String signature, byte[] body) {}

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        var headers = exchange.getRequestHeaders();
        got.add(new Got(
                headers.getFirst("webhook-id"),
                headers.getFirst("webhook-timestamp"),
                headers.getFirst("webhook-signature"),
                exchange.getRequestBody().readAllBytes()));
        if (hangs) {
            await();
        }
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private void await() {
        try {
            over.await();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
    }

    private Optional<String> posted(AllowList allowed, Limits limits, String address) {
        try (var sender = new HttpSender("test", allowed, limits)) {
            return new Webhook(sender, address, SECRET, CLOCK).send(parcel("坏了"));
        }
    }

    private Optional<String> posted() {
        return posted(AllowList.parse("127.0.0.1:*"), Limits.DEFAULT.within(Duration.ofSeconds(1)), address());
    }

    private static Output.Parcel parcel(String chinese) {
        var alert = new Standing(
                UUID.randomUUID(),
                new Standing.Key(Trouble.Kind.LAG, "tag", ""),
                Trouble.Severity.CRITICAL,
                chinese,
                "broken",
                0,
                NOW,
                NOW,
                Optional.of(NOW),
                Optional.empty(),
                Optional.empty());
        var notice = new Notice(UUID.randomUUID(), Notice.Event.BEGAN, alert, NOW);
        return new Output.Parcel(notice.id(), Notice.text(notice.json("https://ops.example.cn")));
    }

    @Test
    void aWebhookIsSignedAsStandardWebhooksHasIt() throws Exception {
        assertThat(posted()).isEmpty();
        Got one = got.remove();
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
        mac.update((one.id() + "." + one.timestamp() + ".").getBytes(StandardCharsets.UTF_8));
        assertThat(one.signature()).isEqualTo("v1," + Base64.getEncoder().encodeToString(mac.doFinal(one.body())));
        assertThat(one.timestamp()).isEqualTo(String.valueOf(NOW.getEpochSecond()));
        assertThat(new String(one.body(), StandardCharsets.UTF_8))
                .contains(
                        "\"type\":\"alert.began\"", "\"severity\":\"critical\"", "https://ops.example.cn/ops/help#lag");
    }

    @Test
    void aWebhookThatFailsRedirectsOrHangsSaysWhyInTime() {
        status = 500;
        assertThat(posted()).contains("HTTP 500");
        status = 302;
        assertThat(posted()).contains("HTTP 302");
        hangs = true;
        long begun = System.nanoTime();
        assertThat(posted().orElseThrow()).startsWith("timeout");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(8));
    }

    @Test
    @Row("S9")
    void aPrivateAddressIsRefusedAndNeverDialled() {
        assertThat(posted(AllowList.NONE, Limits.DEFAULT, address()).orElseThrow())
                .startsWith("forbidden-address");
        assertThat(posted(AllowList.NONE, Limits.DEFAULT, "http://169.254.169.254/latest")
                        .orElseThrow())
                .startsWith("forbidden-address");
        assertThat(got).isEmpty();
    }

    @Test
    void aSecretThatIsNoneIsRefused() {
        try (var sender = new HttpSender("test", AllowList.NONE, Limits.DEFAULT)) {
            for (String wrong : new String[] {"secret", "whsec_", "whsec_AAAA", "whsec_***"}) {
                assertThatThrownBy(() -> new Webhook(sender, address(), wrong, CLOCK))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("whsec_");
            }
        }
    }

    @Test
    void aMailSaysItInBothLanguagesAndLetsNoHeaderIn() throws Exception {
        var smtp = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        smtp.start();
        try {
            var mail = new Mail(letterhead(smtp.getSmtp().getPort(), "none"), CLOCK);
            assertThat(mail.send(parcel("坏了\r\nBcc: thief@example.cn\r\n\r\n正文")))
                    .isEmpty();
            MimeMessage[] received = smtp.getReceivedMessages();
            assertThat(received).hasSize(2);
            assertThat(received[0].getSubject()).isEqualTo("[驿站] [严重] 开始：坏了  Bcc: thief@example.cn    正文");
            assertThat(received[0].getHeader("Bcc")).isNull();
            assertThat(received[0].getAllRecipients())
                    .extracting(Object::toString)
                    .containsExactly("a@example.cn", "b@example.cn");
            assertThat((String) received[0].getContent())
                    .contains("坏了", "broken", "https://ops.example.cn/ops/help#lag");
        } finally {
            smtp.stop();
        }
    }

    @Test
    void aMailServerThatCannotEncryptIsGivenNothing() {
        var smtp = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        smtp.start();
        try {
            var mail = new Mail(letterhead(smtp.getSmtp().getPort(), "starttls"), CLOCK);
            assertThat(mail.send(parcel("坏了")).orElseThrow()).contains("STARTTLS");
            assertThat(smtp.getReceivedMessages()).isEmpty();
        } finally {
            smtp.stop();
        }
    }

    @Test
    void settingsThatCantBeAreRefusedByName() {
        assertThatThrownBy(() -> new Mail(letterhead(25, "maybe"), CLOCK))
                .hasMessageContaining("starttls, tls or none");
        assertThatThrownBy(() -> new Mail(
                        new Mail.Letterhead("h", 25, "none", "", "", "a@example.cn", "no address\r\nX: y"), CLOCK))
                .hasMessageStartingWith("to is");
    }

    private static Mail.Letterhead letterhead(int port, String security) {
        return new Mail.Letterhead(
                "127.0.0.1", port, security, "", "", "yizhan@example.cn", "a@example.cn, b@example.cn");
    }
}
