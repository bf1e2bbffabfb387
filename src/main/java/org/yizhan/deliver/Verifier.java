package org.yizhan.deliver;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yizhan.article.WebAddress;
import org.yizhan.fetch.HttpSender;
import org.yizhan.fetch.Letter;
import org.yizhan.fetch.Sent;

/**
 * Asks a callback whether it means what was requested in its name (W3C WebSub §5.3), and tells it when a subscription is
 * ended by us (§5.2). It is asked once, with a challenge that is good for this once. Safe for concurrent use.
 */
final class Verifier {

    private static final int CHALLENGE_BYTES = 32;

    private final HttpSender sender;
    private final SecureRandom random;

    Verifier(HttpSender sender, SecureRandom random) {
        this.sender = sender;
        this.random = random;
    }

    /** Where its callback is, see {@link HttpSender#places}. */
    Set<String> places(Request request) {
        return WebAddress.of(request.callback()).map(sender::places).orElse(Set.of());
    }

    /** What the callback made of the question. */
    sealed interface Reply {
        record Meant() implements Reply {}

        /** It answered otherwise. */
        record Refused(String how) implements Reply {}

        record Unreachable(String why) implements Reply {}
    }

    Reply ask(Request request) {
        return ask(request.callback(), request.mode(), request.written(), request.lease());
    }

    /** Asks a subscriber once more what it has confirmed already; whatever it says changes nothing. */
    Reply ask(Subscription subscription, Duration left) {
        return ask(subscription.callback(), "subscribe", subscription.written(), left);
    }

    private Reply ask(String callback, String mode, String written, Duration lease) {
        String challenge = challenge();
        String question = "hub.mode=" + mode
                + "&hub.topic=" + encoded(written)
                + "&hub.challenge=" + challenge
                + (mode.equals("subscribe") ? "&hub.lease_seconds=" + lease.toSeconds() : "");
        return switch (get(callback, question, challenge.length() + 1)) {
            case Sent.Failed failed -> new Reply.Unreachable(failed.detail());
            case Sent.Answered answered -> reply(answered, challenge);
        };
    }

    private static Reply reply(Sent.Answered answered, String challenge) {
        if (!answered.isSuccess()) {
            return new Reply.Refused("HTTP " + answered.status());
        }
        return MessageDigest.isEqual(answered.body(), challenge.getBytes(StandardCharsets.US_ASCII))
                ? new Reply.Meant()
                : new Reply.Refused("its body was not the challenge");
    }

    /** Says that the subscription has ended, once; nobody waits for the answer. */
    void deny(String callback, String written, String reason) {
        get(callback, "hub.mode=denied&hub.topic=" + encoded(written) + "&hub.reason=" + encoded(reason), 0);
    }

    private Sent get(String callback, String question, int most) {
        char joint = callback.indexOf('?') < 0 ? '?' : '&';
        return sender.send(new Letter(callback + joint + question, Map.of("Accept", "*/*"), Optional.empty()), most);
    }

    private String challenge() {
        byte[] bytes = new byte[CHALLENGE_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
