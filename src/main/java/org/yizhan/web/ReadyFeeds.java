package org.yizhan.web;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/**
 * Answers requests for feeds of which there is a good copy, by their exact address and before any route is looked for;
 * leaves all others, also those for the same feed in another spelling, to {@link Feeds}. Safe for concurrent use.
 */
public final class ReadyFeeds {

    private final FeedCache cache;
    private final HttpDate date;

    public ReadyFeeds(FeedCache cache, HttpDate date) {
        this.cache = cache;
        this.date = date;
    }

    /** Whether it has answered. */
    public boolean answer(HttpServerRequest request) {
        if (!request.method().equals(HttpMethod.GET)) {
            return false;
        }
        Optional<FeedCache.Served> copy = key(request.uri()).flatMap(cache::ready);
        if (copy.isPresent() && copy.get().answer() instanceof Answer.Rendered rendered) {
            CopySender.document(request, rendered, copy.get(), date.now());
            return true;
        }
        return false;
    }

    /**
     * The copy that a plain address names; empty for one with a query, an escape, a dotted segment or more than a kind
     * and a value, since of those a name may be spelt in several ways.
     */
    static Optional<FeedCache.Key> key(String address) {
        int dot = address.lastIndexOf('.');
        if (!address.startsWith(Feeds.PREFIX) || !isPlain(address, dot)) {
            return Optional.empty();
        }
        return FeedFormat.ofSuffix(address.substring(dot + 1))
                .map(format -> new FeedCache.Key(address.substring(Feeds.PREFIX.length(), dot), format.suffix()));
    }

    private static boolean isPlain(String address, int end) {
        int slashes = 0;
        for (int at = Feeds.PREFIX.length(); at < end; at++) {
            char c = address.charAt(at);
            slashes += c == '/' ? 1 : 0;
            if (slashes > 1 || !isPlain(c)) {
                return false;
            }
        }
        return end > Feeds.PREFIX.length();
    }

    private static boolean isPlain(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '/' || c == '-' || c == '_';
    }
}
