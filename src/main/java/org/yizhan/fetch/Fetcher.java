package org.yizhan.fetch;

/** Fetches documents; implementations are safe for concurrent use, block the caller, and never throw for what a server does. */
@FunctionalInterface
public interface Fetcher {

    /** Fetches once, redirects followed; every outcome is an answer. */
    Fetched fetch(Fetch wanted);
}
