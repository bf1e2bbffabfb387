package org.yizhan.ops.alert;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.yizhan.fetch.HttpSender;
import org.yizhan.fetch.Letter;
import org.yizhan.fetch.Sent;

/**
 * Posts alerts to an address, signed as Standard Webhooks has it where there is a secret: {@code webhook-id},
 * {@code webhook-timestamp}, {@code webhook-signature: v1,} and the base64 of an HMAC-SHA256 over
 * {@code id.timestamp.body}. 2xx is arrived; everything else is tried again, a redirect too. Safe for concurrent use.
 */
public final class Webhook implements Output {

    private static final String ALGORITHM = "HmacSHA256";
    private static final String PREFIX = "whsec_";

    private final HttpSender sender;
    private final String address;
    private final Optional<SecretKeySpec> secret;
    private final Clock clock;

    /**
     * @param sender judges every address before it is dialled; stays the caller's to close
     * @param secret as {@code whsec_} and base64; empty: nothing is signed
     */
    public Webhook(HttpSender sender, String address, String secret, Clock clock) {
        this.sender = sender;
        this.address = address;
        this.secret = secret.isEmpty() ? Optional.empty() : Optional.of(key(secret));
        this.clock = clock;
    }

    private static SecretKeySpec key(String secret) {
        try {
            byte[] bytes =
                    Base64.getDecoder().decode(secret.startsWith(PREFIX) ? secret.substring(PREFIX.length()) : "");
            if (bytes.length >= 24) {
                return new SecretKeySpec(bytes, ALGORITHM);
            }
        } catch (IllegalArgumentException notBase64) {
            // said below, like a secret that is too short
        }
        throw new IllegalArgumentException("it must be whsec_ and the base64 of 24 bytes or more");
    }

    @Override
    public String name() {
        return "webhook";
    }

    @Override
    public Optional<String> send(Parcel parcel) {
        byte[] body = parcel.body().getBytes(StandardCharsets.UTF_8);
        return switch (sender.send(new Letter(address, headers(parcel, body), Optional.of(body)), 0)) {
            case Sent.Answered answered ->
                answered.isSuccess() ? Optional.empty() : Optional.of("HTTP " + answered.status());
            case Sent.Failed failed -> Optional.of(failed.fault().word() + ": " + failed.detail());
        };
    }

    private Map<String, String> headers(Parcel parcel, byte[] body) {
        String id = "msg_" + parcel.id();
        String timestamp = String.valueOf(clock.instant().getEpochSecond());
        var headers = new LinkedHashMap<String, String>();
        headers.put("Content-Type", "application/json");
        headers.put("webhook-id", id);
        headers.put("webhook-timestamp", timestamp);
        secret.ifPresent(
                key -> headers.put("webhook-signature", "v1," + signature(key, id + "." + timestamp + ".", body)));
        return headers;
    }

    private static String signature(SecretKeySpec key, String head, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(head.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, impossible);
        }
    }
}
