package org.yizhan.ingest.poll;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The proof that a delivery is from the hub: {@code X-Hub-Signature: method=hex}, an HMAC over the body (W3C WebSub §8). */
final class HubSignature {

    private static final Map<String, String> ALGORITHMS =
            Map.of("sha1", "HmacSHA1", "sha256", "HmacSHA256", "sha384", "HmacSHA384", "sha512", "HmacSHA512");

    private HubSignature() {}

    /**
     * Whether {@code header} signs {@code body}, compared in constant time.
     *
     * @param sha1 whether the weakest method counts
     */
    static boolean isRight(String header, byte[] body, String secret, boolean sha1) {
        String[] parts = header.strip().split("=", 2);
        String method = parts[0].strip().toLowerCase(Locale.ROOT);
        if (parts.length < 2 || !isTaken(method, sha1)) {
            return false;
        }
        try {
            return MessageDigest.isEqual(
                    HexFormat.of().parseHex(parts[1].strip().toLowerCase(Locale.ROOT)), hmac(method, body, secret));
        } catch (IllegalArgumentException notHexadecimal) {
            return false;
        }
    }

    private static boolean isTaken(String method, boolean sha1) {
        return ALGORITHMS.containsKey(method) && (sha1 || !method.equals("sha1"));
    }

    static byte[] hmac(String method, byte[] body, String secret) {
        String algorithm = ALGORITHMS.getOrDefault(method, method);
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), algorithm));
            return mac.doFinal(body);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has " + algorithm, impossible);
        }
    }
}
