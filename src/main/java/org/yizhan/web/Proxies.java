package org.yizhan.web;

import io.netty.util.NetUtil;
import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.yizhan.fetch.Network;

/**
 * The proxies in front of this program, whose word is taken for who asks them; nobody else's is. Immutable.
 *
 * <p>Each proxy puts whoever asked it behind what it was told ({@code X-Forwarded-For}; RFC 7239 §5.2), so that the list is
 * true from its right end up to the first address that is no proxy of ours: that one asks, and what stands left of it
 * anybody may have written.
 */
public final class Proxies {

    /** None: who connects is who asks. */
    public static final Proxies NONE = new Proxies(List.of());

    private static final String HEADER = "X-Forwarded-For";

    /** An address, with a port perhaps: {@code 192.0.2.7:4711}, {@code [2001:db8::7]:4711}. */
    private static final Pattern HOP = Pattern.compile("\\[([^\\]]*)](?::\\d+)?|([0-9.]+):\\d+|(.*)");

    private final List<Network> trusted;

    private Proxies(List<Network> trusted) {
        this.trusted = trusted;
    }

    /**
     * Reads addresses and blocks of them, parted by commas or blanks: {@code 127.0.0.1, ::1, 10.1.0.0/16}.
     *
     * @throws IllegalArgumentException that names what is none
     */
    public static Proxies parse(String text) {
        return new Proxies(Stream.of(text.split("[,\\s]+", -1))
                .filter(entry -> !entry.isEmpty())
                .map(Network::of)
                .toList());
    }

    /** The address of whoever asks. */
    String client(HttpServerRequest request) {
        var remote = request.remoteAddress();
        String peer = remote == null ? "" : String.valueOf(remote.hostAddress());
        // several lines are one list (RFC 9110 §5.3)
        List<String> hops = request.headers().getAll(HEADER).stream()
                .flatMap(line -> Stream.of(line.split(",", -1)))
                .toList();
        return client(peer, hops);
    }

    /** @param hops as the header lists them, the nearest last */
    String client(String peer, List<String> hops) {
        Optional<InetAddress> client = address(peer);
        for (String hop : hops.reversed()) {
            Optional<InetAddress> before = address(hop);
            // a proxy that hides whom it asks for ("unknown", RFC 7239 §6.2) → the proxy itself
            if (client.filter(this::isTrusted).isEmpty() || before.isEmpty()) {
                break;
            }
            client = before;
        }
        return client.map(InetAddress::getHostAddress).orElse(peer);
    }

    private boolean isTrusted(InetAddress address) {
        return trusted.stream().anyMatch(network -> network.contains(address));
    }

    /** Never asks for a name: what is no address is empty. */
    private static Optional<InetAddress> address(String hop) {
        Matcher matcher = HOP.matcher(hop.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String text = Stream.of(1, 2, 3)
                .map(matcher::group)
                .filter(found -> found != null)
                .findFirst()
                .orElse("");
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(text);
        if (bytes == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByAddress(bytes));
        } catch (UnknownHostException impossible) {
            return Optional.empty();
        }
    }
}
