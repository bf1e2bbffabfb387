package org.yizhan.deliver;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.yizhan.article.WebAddress;

/** Reads what a subscriber wants (W3C WebSub §5.1); refuses with words that say what is to be mended. */
final class RequestReader {

    static final Duration LEASE = Duration.ofDays(10);
    static final Duration SHORTEST = Duration.ofMinutes(5);
    static final Duration LONGEST = Duration.ofDays(30);

    private static final int LONGEST_ADDRESS = 2_048;

    /** §5.1: "This parameter MUST be less than 200 bytes in length." */
    private static final int SECRET_BYTES = 200;

    private final Topics topics;
    private final Function<WebAddress, Optional<String>> refusal;

    /** @param refusal why a callback is none that may be called; empty where it may */
    RequestReader(Topics topics, Function<WebAddress, Optional<String>> refusal) {
        this.topics = topics;
        this.refusal = refusal;
    }

    /** What is wrong with a request. */
    static final class Unfit extends Exception {
        private static final long serialVersionUID = 1L;

        private final int status;

        Unfit(int status, String words) {
            super(words);
            this.status = status;
        }

        HubAnswer answer() {
            return HubAnswer.refused(status, String.valueOf(getMessage()));
        }
    }

    Request read(HubForm form, boolean subscribe) throws Unfit {
        WebAddress callback = callback(form);
        Optional<String> secret = secret(form);
        Duration lease = lease(form);
        String written = form.value("hub.topic")
                .orElseThrow(() -> new Unfit(400, "hub.topic is missing: the address of one of our feeds"));
        return new Request(
                subscribe, topic(written), written, callback.withoutFragment(), callback.host(), secret, lease);
    }

    /** The feed of ours that an address names. */
    Topic topic(String written) throws Unfit {
        if (written.length() > LONGEST_ADDRESS) {
            throw new Unfit(400, "hub.topic is longer than " + LONGEST_ADDRESS + " characters");
        }
        return switch (topics.find(written)) {
            case Topics.Found.Feed feed -> feed.topic();
            case Topics.Found.None none -> throw new Unfit(404, "hub.topic: " + none.why());
        };
    }

    private WebAddress callback(HubForm form) throws Unfit {
        String written = form.value("hub.callback")
                .orElseThrow(() -> new Unfit(400, "hub.callback is missing: the address at which you are to be told"));
        if (written.length() > LONGEST_ADDRESS) {
            throw new Unfit(400, "hub.callback is longer than " + LONGEST_ADDRESS + " characters");
        }
        WebAddress callback = WebAddress.of(written)
                .filter(address -> !address.hadCredentials())
                .orElseThrow(() ->
                        new Unfit(400, "hub.callback is no absolute http or https address without user and password"));
        Optional<String> refused = refusal.apply(callback);
        if (refused.isPresent()) {
            throw new Unfit(403, "hub.callback can't be called: " + refused.get());
        }
        return callback;
    }

    private static Optional<String> secret(HubForm form) throws Unfit {
        Optional<String> secret = form.values("hub.secret").stream()
                .filter(value -> !value.isEmpty())
                .findFirst();
        if (secret.filter(value -> value.getBytes(StandardCharsets.UTF_8).length >= SECRET_BYTES)
                .isPresent()) {
            throw new Unfit(400, "hub.secret must be shorter than " + SECRET_BYTES + " bytes");
        }
        return secret.map(value -> value.replace('\0', '\uFFFD'));
    }

    private static Duration lease(HubForm form) throws Unfit {
        Optional<String> wanted = form.value("hub.lease_seconds").map(String::strip);
        if (wanted.isEmpty()) {
            return LEASE;
        }
        if (!wanted.get().matches("0*[1-9][0-9]*")) {
            throw new Unfit(400, "hub.lease_seconds must be a whole number of seconds above 0");
        }
        Duration lease = wanted.get().length() > 9 ? LONGEST : Duration.ofSeconds(Long.parseLong(wanted.get()));
        Duration notShorter = lease.compareTo(SHORTEST) < 0 ? SHORTEST : lease;
        return notShorter.compareTo(LONGEST) > 0 ? LONGEST : notShorter;
    }
}
