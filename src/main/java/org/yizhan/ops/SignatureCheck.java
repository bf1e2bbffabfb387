package org.yizhan.ops;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.yizhan.ingest.KeptKey;

/**
 * Says whether what a publisher or a subscriber shows proves what it should, and else what is wrong: a push key in
 * {@code Authorization}, a Standard Webhooks signature, or one of WebSub ({@code X-Hub-Signature}). Nothing is kept.
 */
public final class SignatureCheck {

    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final String SECRET = "whsec_";
    private static final int KEY_LENGTH = 47;

    private final Keys keys;
    private final Clock clock;

    /** Finds the push key that a text is, live or not. */
    @FunctionalInterface
    public interface Keys {
        Optional<KeptKey> of(String key) throws SQLException;
    }

    public SignatureCheck(Keys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * What is shown.
     *
     * @param headers one a line, {@code name: value}
     * @param secret what a signature is made with; empty where there is none
     */
    public record Shown(String headers, String body, String secret) {
        @Override
        public String toString() {
            return "Shown";
        }
    }

    /** One thing that was found. */
    public record Finding(boolean isGood, String chinese, String english) {}

    /** Everything that can be said of it. */
    public List<Finding> check(Shown shown) throws SQLException {
        Map<String, String> headers = headers(shown.headers());
        var findings = new ArrayList<Finding>();
        if (headers.containsKey("authorization")) {
            findings.add(authorization(headers.getOrDefault("authorization", "")));
        }
        if (headers.keySet().stream().anyMatch(name -> name.startsWith("webhook-"))) {
            findings.addAll(webhook(headers, shown));
        }
        Stream.of("x-hub-signature", "x-hub-signature-256")
                .filter(headers::containsKey)
                .forEach(name -> findings.add(hub(name, headers.getOrDefault(name, ""), shown)));
        if (findings.isEmpty()) {
            findings.add(bad(
                    "没有可核对的请求头：Authorization、webhook-signature 或 X-Hub-Signature",
                    "there is no header to check: Authorization, webhook-signature or X-Hub-Signature"));
        }
        return findings;
    }

    private static Map<String, String> headers(String text) {
        var headers = new TreeMap<String, String>();
        text.lines()
                .filter(line -> line.indexOf(':') > 0)
                .forEach(line -> headers.putIfAbsent(
                        line.substring(0, line.indexOf(':')).strip().toLowerCase(Locale.ROOT),
                        line.substring(line.indexOf(':') + 1).strip()));
        return headers;
    }

    private Finding authorization(String value) throws SQLException {
        if (!value.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return bad("Authorization 要写成 “Bearer 密钥”", "Authorization must be 'Bearer KEY'");
        }
        String key = value.substring(7).strip();
        Optional<KeptKey> found = keys.of(key);
        if (found.isEmpty()) {
            return unknown(key);
        }
        KeptKey known = found.get();
        String name = known.id();
        String scope = known.source().orElse("push:any");
        if (known.revoked().isPresent()) {
            return bad("密钥 %s 已作废".formatted(name), "the key %s has been revoked".formatted(name));
        }
        return known.isLive(clock.instant())
                ? good("密钥 %s 有效，可推送 %s".formatted(name, scope), "the key %s is valid for %s".formatted(name, scope))
                : bad(
                        "密钥 %s 已到期，换用新的".formatted(name),
                        "the key %s has expired; use the one that took its place".formatted(name));
    }

    private static Finding unknown(String key) {
        if (key.startsWith("yzk_") && key.length() != KEY_LENGTH) {
            return bad(
                    "密钥有 %d 个字符，应为 %d 个：多半被截断或多了字符".formatted(key.length(), KEY_LENGTH),
                    "the key has %d characters, not %d: it was most likely cut".formatted(key.length(), KEY_LENGTH));
        }
        return bad("这不是我们发出的密钥", "this is no key of ours");
    }

    private List<Finding> webhook(Map<String, String> headers, Shown shown) {
        var findings = new ArrayList<Finding>();
        findings.add(time(headers.getOrDefault("webhook-timestamp", "")));
        Optional<byte[]> secret = secret(shown.secret());
        if (!headers.containsKey("webhook-id") || !headers.containsKey("webhook-signature")) {
            findings.add(bad("缺 webhook-id 或 webhook-signature", "webhook-id or webhook-signature is missing"));
        } else if (secret.isEmpty()) {
            findings.add(bad("密钥要写成 whsec_ 加 base64", "the secret must be whsec_ and base64"));
        } else {
            String head = headers.get("webhook-id") + "." + headers.getOrDefault("webhook-timestamp", "") + ".";
            findings.add(signature(headers.getOrDefault("webhook-signature", ""), secret.get(), head, shown.body()));
        }
        return findings;
    }

    private Finding time(String written) {
        if (!written.matches("[0-9]{1,12}")) {
            return bad("webhook-timestamp 要写成 1970 年以来的秒数", "webhook-timestamp must be seconds since 1970");
        }
        Duration off = Duration.between(Instant.ofEpochSecond(Long.parseLong(written)), clock.instant())
                .abs();
        return off.compareTo(TOLERANCE) <= 0
                ? good("时间戳在五分钟以内", "the timestamp is within five minutes")
                : bad(
                        "时间戳差了 %,d 秒，最多 300 秒：对一下时钟".formatted(off.toSeconds()),
                        "the timestamp is off by %,d s, 300 at most: look at the clocks".formatted(off.toSeconds()));
    }

    private static Optional<byte[]> secret(String written) {
        try {
            return written.startsWith(SECRET)
                    ? Optional.of(Base64.getDecoder().decode(written.substring(SECRET.length())))
                            .filter(bytes -> bytes.length > 0)
                    : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private static Finding signature(String given, byte[] secret, String head, String body) {
        List<String> signatures = Stream.of(given.split(" "))
                .filter(one -> one.startsWith("v1,"))
                .map(one -> one.substring(3))
                .toList();
        if (signatures.isEmpty()) {
            return bad("webhook-signature 里没有 v1 的签名", "webhook-signature has no v1 signature");
        }
        for (Variant variant : Variant.of(body)) {
            String right = Base64.getEncoder().encodeToString(mac("HmacSHA256", secret, head + variant.body()));
            if (signatures.stream().anyMatch(one -> isSame(one, right))) {
                return variant.finding();
            }
        }
        return bad(
                "签名不符：密钥不对，或正文被改过（例如重新排版的 JSON）",
                "the signature does not match: another secret, or the body was changed, such as JSON written anew");
    }

    private static Finding hub(String name, String value, Shown shown) {
        String[] parts = value.split("=", 2);
        String method = parts[0].toLowerCase(Locale.ROOT);
        if (parts.length != 2 || !List.of("sha256", "sha384", "sha512").contains(method)) {
            return bad(name + " 要写成 sha256=十六进制", name + " must be sha256= and hexadecimal digits");
        }
        if (shown.secret().isEmpty()) {
            return bad("核对 " + name + " 需要订阅时给的密钥", "to check " + name + " the subscription's secret is needed");
        }
        byte[] secret = shown.secret().getBytes(StandardCharsets.UTF_8);
        for (Variant variant : Variant.of(shown.body())) {
            byte[] right = mac("HmacSHA" + method.substring(3), secret, variant.body());
            if (isSame(parts[1].toLowerCase(Locale.ROOT), HexFormat.of().formatHex(right))) {
                return variant.finding();
            }
        }
        return bad(name + " 不符：密钥不对，或正文被改过", name + " does not match: another secret, or the body was changed");
    }

    /** A body as it may have been before it was pasted here. */
    private record Variant(String body, Finding finding) {

        static List<Variant> of(String body) {
            String lines = body.replace("\r\n", "\n");
            return List.of(
                    new Variant(body, good("签名相符", "the signature matches")),
                    new Variant(lines, good("签名相符（换行为 LF）", "the signature matches, with LF as line ends")),
                    new Variant(
                            lines.stripTrailing(),
                            good("签名相符（不含末尾空白）", "the signature matches, without the white space at the end")),
                    new Variant(
                            lines + "\n", good("签名相符（末尾多一个换行）", "the signature matches, with a line end at the end")));
        }
    }

    private static byte[] mac(String algorithm, byte[] secret, String text) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(secret, algorithm));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has " + algorithm, impossible);
        }
    }

    private static boolean isSame(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    private static Finding good(String chinese, String english) {
        return new Finding(true, chinese, english);
    }

    private static Finding bad(String chinese, String english) {
        return new Finding(false, chinese, english);
    }
}
