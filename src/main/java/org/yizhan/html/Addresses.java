package org.yizhan.html;

import java.util.Optional;
import org.yizhan.article.WebAddress;

/** Compares the hosts of addresses. Stateless. */
final class Addresses {

    private Addresses() {}

    /** Whether both stand on the same host, {@code www.} and {@code m.} aside. */
    static boolean isSameSite(String one, String other) {
        String host = host(one);
        return !host.isEmpty() && host.equals(host(other));
    }

    /** Whether both name the same page of the same site; scheme and query aside. */
    static boolean isSamePage(String one, String other) {
        return isSameSite(one, other) && path(one).equals(path(other));
    }

    private static Optional<String> path(String address) {
        return WebAddress.of(address).map(WebAddress::path);
    }

    private static String host(String address) {
        return WebAddress.of(address).map(WebAddress::host).orElse("").replaceFirst("^(?:www|m|wap)\\.", "");
    }
}
