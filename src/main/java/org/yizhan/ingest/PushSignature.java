package org.yizhan.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A signature over a push instead of a Bearer key: whoever has the push key's signing secret can make one. */
public sealed interface PushSignature {

    /** More would only make us compute. */
    int MOST_SIGNATURES = 8;

    /** Every header that it may stand in. */
    List<String> HEADERS = List.of(Webhook.ID, Webhook.TIMESTAMP, Webhook.SIGNATURE, Hub.HEADER);

    /** The one of them that takes several signatures. */
    String LIST = Webhook.SIGNATURE;

    /** Whether {@code secret} ({@code whsec_…}) made it for {@code body}; compared in constant time. */
    boolean isMadeWith(String secret, byte[] body);

    /** Whether its time is within five minutes of now; one without a time always is. */
    boolean isFresh(Clock clock);

    /** What tells this message from others of its sender, where it has such a name. */
    Optional<String> message();

    /**
     * What a request's headers are signed with, all that is there; empty where there is nothing.
     *
     * @param header the value of a header by its name, empty where it is missing
     * @throws Refused 400 where headers are missing or can't be read
     */
    static Optional<PushSignature> in(Function<String, Optional<String>> header) throws Refused {
        Optional<String> hub = header.apply(Hub.HEADER);
        if (Stream.of(Webhook.ID, Webhook.TIMESTAMP, Webhook.SIGNATURE)
                .map(header)
                .noneMatch(Optional::isPresent)) {
            return hub.isPresent() ? Optional.of(Hub.read(hub.get())) : Optional.empty();
        }
        Webhook webhook = Webhook.read(header);
        return Optional.of(hub.isPresent() ? new Both(webhook, Hub.read(hub.get())) : webhook);
    }

    /** As Standard Webhooks 1.0 has it: HMAC-SHA256 over {@code id.timestamp.body}, in base64 behind {@code v1,}. */
    record Webhook(String id, long timestamp, List<byte[]> signatures) implements PushSignature {

        private static final String ID = "webhook-id";
        private static final String TIMESTAMP = "webhook-timestamp";
        private static final String SIGNATURE = "webhook-signature";
        private static final Duration TOLERANCE = Duration.ofMinutes(5);

        /** A full stop parts the signed pieces, so that an id with one could be read in two ways. */
        private static final Pattern IDS = Pattern.compile("[!-~&&[^.]]{1,256}");

        private static final Pattern SECONDS = Pattern.compile("[0-9]{1,11}");

        private static Webhook read(Function<String, Optional<String>> header) throws Refused {
            String id = wanted(header, ID);
            if (!IDS.matcher(id).matches()) {
                throw new Refused(400, ID + " must be 1 to 256 visible ASCII characters without a full stop");
            }
            String seconds = wanted(header, TIMESTAMP);
            if (!SECONDS.matcher(seconds).matches()) {
                throw new Refused(400, TIMESTAMP + " must be the seconds since 1970, in digits");
            }
            return new Webhook(id, Long.parseLong(seconds), signatures(wanted(header, SIGNATURE)));
        }

        private static String wanted(Function<String, Optional<String>> header, String name) throws Refused {
            Optional<String> value = header.apply(name);
            if (value.isEmpty()) {
                throw new Refused(
                        400, "the header %s is missing; send %s, %s and %s".formatted(name, ID, TIMESTAMP, SIGNATURE));
            }
            return value.get().strip();
        }

        /** Observed fact: senders add versions that we don't know → those are passed over. */
        private static List<byte[]> signatures(String written) {
            return Arrays.stream(written.split(" +", MOST_SIGNATURES + 1))
                    .limit(MOST_SIGNATURES)
                    .filter(one -> one.startsWith("v1,"))
                    .flatMap(one -> base64(one.substring("v1,".length())).stream())
                    .toList();
        }

        private static Optional<byte[]> base64(String text) {
            try {
                return Optional.of(Base64.getDecoder().decode(text));
            } catch (IllegalArgumentException notBase64) {
                return Optional.empty();
            }
        }

        @Override
        public boolean isMadeWith(String secret, byte[] body) {
            byte[] right = SigningKey.hmac(
                    "HmacSHA256", SigningKey.bytes(secret), (id + "." + timestamp + ".").getBytes(UTF_8), body);
            boolean found = false;
            for (byte[] signature : signatures) {
                found |= MessageDigest.isEqual(right, signature);
            }
            return found;
        }

        @Override
        public boolean isFresh(Clock clock) {
            return Duration.between(Instant.ofEpochSecond(timestamp), clock.instant())
                            .abs()
                            .compareTo(TOLERANCE)
                    <= 0;
        }

        @Override
        public Optional<String> message() {
            return Optional.of(id);
        }
    }

    /** GitHub's {@code X-Hub-Signature-256}: HMAC-SHA256 of the body, in hexadecimal; it names no message and no time. */
    record Hub(byte[] digest) implements PushSignature {

        private static final String HEADER = "x-hub-signature-256";
        private static final Pattern WRITTEN = Pattern.compile("sha256=([0-9a-f]{64})");

        private static Hub read(String header) throws Refused {
            var written = WRITTEN.matcher(header.strip().toLowerCase(Locale.ROOT));
            if (!written.matches()) {
                throw new Refused(400, "X-Hub-Signature-256 must be sha256= and 64 hexadecimal digits");
            }
            return new Hub(HexFormat.of().parseHex(written.group(1)));
        }

        /** Such senders take a secret as the text that it is. */
        @Override
        public boolean isMadeWith(String secret, byte[] body) {
            return MessageDigest.isEqual(digest, SigningKey.hmac("HmacSHA256", secret.getBytes(UTF_8), body));
        }

        @Override
        public boolean isFresh(Clock clock) {
            return true;
        }

        @Override
        public Optional<String> message() {
            return Optional.empty();
        }
    }

    /** One of each kind over one push, by one secret. */
    record Both(Webhook webhook, Hub hub) implements PushSignature {

        @Override
        public boolean isMadeWith(String secret, byte[] body) {
            boolean isWebhook = webhook.isMadeWith(secret, body);
            boolean isHub = hub.isMadeWith(secret, body);
            return isWebhook && isHub;
        }

        @Override
        public boolean isFresh(Clock clock) {
            return webhook.isFresh(clock);
        }

        @Override
        public Optional<String> message() {
            return webhook.message();
        }
    }
}
