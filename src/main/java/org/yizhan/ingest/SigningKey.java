package org.yizhan.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key from which each push key's signing secret is derived (HMAC-SHA256 of the push key's id, one block of HKDF-Expand,
 * RFC 5869 §2.3): what has to be known to verify a signature is then nowhere stored, and ends with its push key. All
 * instances on one database need the same.
 */
public final class SigningKey {

    /** Fewer bits could be guessed. */
    private static final int FEWEST_BYTES = 32;

    private static final String ALGORITHM = "HmacSHA256";
    private static final String PREFIX = "whsec_";
    private static final int MARK = 6;

    private final SecretKeySpec master;

    private SigningKey(byte[] master) {
        this.master = new SecretKeySpec(master, ALGORITHM);
    }

    /**
     * @param text at least 32 bytes in base64 or base64url
     * @throws IllegalArgumentException that says what is wrong with it, and nothing of it
     */
    public static SigningKey of(String text) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder()
                    .decode(text.strip().replace('+', '-').replace('/', '_').replaceFirst("=+$", ""));
        } catch (IllegalArgumentException notBase64) {
            throw new IllegalArgumentException("the signing key must be base64", notBase64);
        }
        if (bytes.length < FEWEST_BYTES) {
            throw new IllegalArgumentException(
                    "the signing key has %d bytes; it must have %d at least, such as `openssl rand -base64 32` prints"
                            .formatted(bytes.length, FEWEST_BYTES));
        }
        return new SigningKey(bytes);
    }

    /** What the holder of this push key signs with, as Standard Webhooks writes it: {@code whsec_} and base64. */
    String secret(String keyId) {
        return PREFIX + Base64.getEncoder().encodeToString(derived("push " + keyId + "\u0001"));
    }

    /** The bytes that {@code secret} stands for. */
    static byte[] bytes(String secret) {
        return Base64.getDecoder().decode(secret.substring(PREFIX.length()));
    }

    /** Tells this key from others, and nothing else of it. */
    String mark() {
        return HexFormat.of().formatHex(derived("mark\u0001"), 0, MARK);
    }

    private byte[] derived(String info) {
        return hmac(ALGORITHM, master, info.getBytes(UTF_8));
    }

    static byte[] hmac(String algorithm, byte[] secret, byte[]... parts) {
        return hmac(algorithm, new SecretKeySpec(secret, algorithm), parts);
    }

    private static byte[] hmac(String algorithm, SecretKeySpec secret, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(secret);
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has " + algorithm, impossible);
        }
    }

    @Override
    public String toString() {
        return "SigningKey[" + mark() + "]";
    }
}
