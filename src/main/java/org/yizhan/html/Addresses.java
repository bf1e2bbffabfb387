package org.yizhan.html;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

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
        try {
            URI uri = new URI(address);
            return String.valueOf(uri.getPath()).length() <= 1 && uri.getRawQuery() == null;
        } catch (URISyntaxException malformed) {
            return false;
        }
    }

    private static String host(String address) {
        try {
            String host = new URI(address).getHost();
            return host == null ? "" : host.toLowerCase(Locale.ROOT).replaceFirst("^(?:www|m|wap)\\.", "");
        } catch (URISyntaxException malformed) {
            return "";
        }
    }
}
