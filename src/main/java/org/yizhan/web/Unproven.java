package org.yizhan.web;

import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.Map;

/**
 * How many bytes are held of those who have proved nothing yet: those that came, not those that were announced, and of one
 * address a third of them all at the most, so that nobody keeps others out. Safe for concurrent use.
 */
final class Unproven {

    private static final long MOST = 60_000_000;
    private static final long MOST_EACH = 20_000_000;
    private static final String KEY = Unproven.class.getName();

    private final Proxies proxies;
    private final Map<String, Long> held = new HashMap<>();
    private long all;

    /** @param proxies whose word is taken for who asks */
    Unproven(Proxies proxies) {
        this.proxies = proxies;
    }

    /** Whether so many more may be held for this request; they are, until it is answered. */
    boolean isRoomFor(RoutingContext context, int bytes) {
        Share share = context.get(KEY);
        if (share == null) {
            share = new Share(proxies.client(context.request()));
            context.put(KEY, share);
            Share begun = share;
            context.addEndHandler(done -> release(begun));
        }
        return take(share, bytes);
    }

    private synchronized boolean take(Share share, int bytes) {
        long each = held.getOrDefault(share.address, 0L) + bytes;
        if (all + bytes > MOST || each > MOST_EACH) {
            return false;
        }
        all += bytes;
        share.bytes += bytes;
        held.put(share.address, each);
        return true;
    }

    private synchronized void release(Share share) {
        all -= share.bytes;
        held.computeIfPresent(
                share.address, (address, each) -> each > share.bytes ? Long.valueOf(each - share.bytes) : null);
        share.bytes = 0;
    }

    /** What is held for one request. */
    private static final class Share {
        private final String address;
        private long bytes;

        Share(String address) {
            this.address = address;
        }
    }
}
