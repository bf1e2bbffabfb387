package org.yizhan.deliver;

import java.util.Optional;

/**
 * How much of the hub there is for one host, for one address however many names it has, and for all, so that nobody can make us storm somebody, fill our tables or
 * take what others need.
 *
 * @param searchesOfAHost different searches that callbacks at one host may be subscribed to; 0: as many as there may be in
 *     all
 */
public record Shares(int searchesOfAHost) {

    static final int SUBSCRIPTIONS_OF_A_HOST = 2_000;
    static final int PENDING_OF_A_HOST = 1_000;
    static final int SEARCHES = 500;
    static final int SUBSCRIPTIONS = 20_000;
    static final int PENDING = 5_000;

    /** Why a callback that has confirmed is not subscribed. */
    static final String FULL_PLACE = "the address that this callback's name leads to has " + SUBSCRIPTIONS_OF_A_HOST
            + " subscriptions; end some first";

    private static final int RETRY_SECONDS = 30;

    public Shares {
        if (searchesOfAHost < 0) {
            throw new IllegalArgumentException("searchesOfAHost must not be negative, but is " + searchesOfAHost);
        }
    }

    /** Why there is no room for a request; empty where there is. Renewing and ending need none. */
    Optional<HubAnswer> refusal(Request request, RequestTable.Crowd crowd) {
        if (crowd.pending() >= PENDING_OF_A_HOST) {
            return Optional.of(new HubAnswer(
                    429, "this host has " + PENDING_OF_A_HOST + " requests still to be verified", RETRY_SECONDS));
        }
        if (crowd.allPending() >= PENDING) {
            return Optional.of(
                    new HubAnswer(429, "as many requests wait to be verified as we can keep", RETRY_SECONDS));
        }
        return request.subscribe() && !crowd.known()
                ? full(request, crowd).map(why -> HubAnswer.refused(403, why))
                : Optional.empty();
    }

    private Optional<String> full(Request request, RequestTable.Crowd crowd) {
        if (crowd.subscriptions() >= SUBSCRIPTIONS_OF_A_HOST) {
            return Optional.of("this host has " + SUBSCRIPTIONS_OF_A_HOST + " subscriptions; end some first");
        }
        if (crowd.allSubscriptions() >= SUBSCRIPTIONS) {
            return Optional.of("as many are subscribed as we can tell; ask again another day");
        }
        if (!request.topic().isSearch()) {
            return Optional.empty();
        }
        if (searchesOfAHost > 0 && crowd.ownSearches() >= searchesOfAHost) {
            return Optional.of("this host is subscribed to " + searchesOfAHost
                    + " searches, as many as one may; end some first, or subscribe to a feed instead");
        }
        return crowd.searches() >= SEARCHES
                ? Optional.of("as many searches are subscribed to as we can follow; subscribe to a feed instead")
                : Optional.empty();
    }
}
