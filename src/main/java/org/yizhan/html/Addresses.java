package org.yizhan.html;

import org.yizhan.article.WebAddress;

/** Compares the hosts of addresses. Stateless. */
final class Addresses {

    private Addresses() {}

    /** Whether both stand on the same host, {@code www.} and {@code m.} aside. */
    static boolean isSameSite(String one, String other) {
        String host = host(one);
        return !host.isEmpty() && host.equals(host(other));
    }

    /** Whether {@code address} is a site's first page: some systems call it the canonical one of every page. */
    static boolean isHome(String address) {
        return WebAddress.of(address)
                .filter(found -> found.path().length() <= 1 && found.query().isEmpty())
                .isPresent();
    }

    private static String host(String address) {
        return WebAddress.of(address).map(WebAddress::host).orElse("").replaceFirst("^(?:www|m|wap)\\.", "");
    }
}
