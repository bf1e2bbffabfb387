package org.yizhan.fetch;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;

/**
 * The addresses that anybody may ask: those of the IANA special-purpose registries (RFC 6890) left out, and those that
 * carry another address inside (IPv4-mapped and -compatible, NAT64, 6to4, Teredo) with them. Of IPv6 only global unicast
 * is open.
 */
final class PublicAddresses {

    private static final List<Network> CLOSED = networks(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4",
            "2001::/23",
            "2001:db8::/32",
            "2002::/16",
            "3fff::/20");

    private static final Network GLOBAL_UNICAST = Network.of("2000::/3");

    private PublicAddresses() {}

    private static List<Network> networks(String... blocks) {
        return List.of(blocks).stream().map(Network::of).toList();
    }

    static boolean contains(InetAddress address) {
        return (address instanceof Inet4Address || GLOBAL_UNICAST.contains(address))
                && CLOSED.stream().noneMatch(block -> block.contains(address));
    }
}
