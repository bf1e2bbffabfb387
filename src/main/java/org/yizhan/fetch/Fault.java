package org.yizhan.fetch;

import java.util.Locale;

/** The classes of failure, as metrics, tables and pages name them. */
public enum Fault {
    /** No address for the name. */
    DNS,
    /** The name leads to an address that may not be asked: inside, local, reserved. */
    FORBIDDEN_ADDRESS,
    /** Nobody answers at the address. */
    CONNECT,
    /** The certificate or the handshake is bad. */
    TLS,
    /** A time limit was met. */
    TIMEOUT,
    /** The answer broke off or is no HTTP. */
    PROTOCOL,
    /** Too many redirects, in a circle, or to nowhere. */
    REDIRECT,
    /** 403 or 401: not for us. */
    HTTP_403,
    /** 404. */
    HTTP_404,
    /** 410: gone for good. */
    HTTP_410,
    /** 429: too often. */
    HTTP_429,
    /** Another 4xx. */
    HTTP_4XX,
    /** 5xx. */
    HTTP_5XX,
    /** Larger than the limits, packed or unpacked. */
    TOO_LARGE;

    /** The class as it is written: {@code http-5xx}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
