package org.yizhan.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.yizhan.fuzz.Cost;

/** Any lines {@code name: value}, an empty line and a body as a signed push; the secret is known to nobody. */
public final class SignatureFuzz {

    private static final Clock NOW = Clock.fixed(Instant.parse("2026-11-23T04:00:00Z"), ZoneOffset.UTC);
    private static final String SECRET =
            "whsec_" + Base64.getEncoder().encodeToString("a secret of 32 bytes for a test".getBytes(UTF_8));

    private SignatureFuzz() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        String text = new String(bytes, UTF_8);
        int end = text.indexOf("\n\n");
        Map<String, String> headers = headers(end < 0 ? text : text.substring(0, end));
        byte[] body = end < 0 ? new byte[0] : text.substring(end + 2).getBytes(UTF_8);
        Cost.bounded(bytes.length, () -> check(headers, body));
    }

    private static Map<String, String> headers(String text) {
        var headers = new HashMap<String, String>();
        text.lines().forEach(line -> {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, Math.max(0, colon)).strip().toLowerCase(Locale.ROOT), line.substring(colon + 1));
        });
        return headers;
    }

    private static Optional<PushSignature> read(Map<String, String> headers) {
        try {
            return PushSignature.in(name -> Optional.ofNullable(headers.get(name)));
        } catch (Refused refused) {
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.getMessage()).isNotBlank();
            return Optional.empty();
        }
    }

    private static void check(Map<String, String> headers, byte[] body) {
        read(headers).ifPresent(signature -> {
            assertThat(signature.isMadeWith(SECRET, body)).as("%s", headers).isFalse();
            signature.isFresh(NOW);
            if (signature instanceof PushSignature.Webhook webhook) {
                assertThat(webhook.signatures()).hasSizeLessThanOrEqualTo(PushSignature.MOST_SIGNATURES);
                assertThat(webhook.isFresh(NOW))
                        .isEqualTo(Math.abs(webhook.timestamp() - NOW.instant().getEpochSecond()) <= 300);
                checkSigned(headers, webhook, body);
            }
        });
        checkHub(body);
    }

    /** With the one right signature it is accepted, for this body only. */
    private static void checkSigned(Map<String, String> headers, PushSignature.Webhook webhook, byte[] body) {
        byte[] right = SigningKey.hmac(
                "HmacSHA256",
                SigningKey.bytes(SECRET),
                (webhook.id() + "." + webhook.timestamp() + ".").getBytes(UTF_8),
                body);
        var signed = new HashMap<>(headers);
        signed.put("webhook-signature", "v1," + Base64.getEncoder().encodeToString(right));
        PushSignature read = read(signed).orElseThrow();
        assertThat(read.isMadeWith(SECRET, body)).isTrue();
        assertThat(read.isMadeWith(SECRET, Arrays.copyOf(body, body.length + 1)))
                .isFalse();
        signed.put("webhook-id", webhook.id() + "x");
        read(signed)
                .ifPresent(other -> assertThat(other.isMadeWith(SECRET, body)).isFalse());
    }

    private static void checkHub(byte[] body) {
        byte[] right = SigningKey.hmac("HmacSHA256", SECRET.getBytes(UTF_8), body);
        String header = "sha256=" + HexFormat.of().formatHex(right);
        PushSignature read = read(Map.of("x-hub-signature-256", header)).orElseThrow();
        assertThat(read.isMadeWith(SECRET, body)).isTrue();
        assertThat(read.isMadeWith(SECRET, Arrays.copyOf(body, body.length + 1)))
                .isFalse();
    }
}
