package org.yizhan.ops;

import io.netty.util.NetUtil;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The names under which operators reach the management port. A browser takes a page of any other name for another site's
 * own, even where that name leads here: whoever owns it could read health and metrics by it (DNS rebinding). Addresses
 * and {@code localhost} nobody else can own. Immutable.
 *
 * @param names in lower case, without a port
 */
public record OwnNames(Set<String> names) {

    /** Addresses and {@code localhost} only. */
    public static final OwnNames NONE = new OwnNames(Set.of());

    static final String LOCALHOST = "localhost";

    public OwnNames {
        names = Set.copyOf(names);
    }

    /** These, in whatever case. */
    public static OwnNames of(Collection<String> names) {
        return new OwnNames(names.stream().map(OwnNames::plain).collect(Collectors.toUnmodifiableSet()));
    }

    /** @param host as a request names it, without the port */
    boolean has(String host) {
        String name = plain(host);
        return name.equals(LOCALHOST) || names.contains(name) || isAddress(name);
    }

    /** As browsers write it: four numbers, or an address of IPv6 in brackets, which no name can have. */
    private static boolean isAddress(String host) {
        return NetUtil.isValidIpV4Address(host) || NetUtil.isValidIpV6Address(host);
    }

    /** The dot of the root says nothing more. */
    private static String plain(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }
}
