package org.yizhan.fetch;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.yizhan.article.WebAddress;

/**
 * Decides which address may be asked at which port: public ones at the ports of the web, and what the deployment opens
 * besides. Immutable.
 */
public final class AllowList {

    /** Nothing but the public web. */
    public static final AllowList NONE = new AllowList("yizhan.fetch.allow", List.of());

    private static final Pattern ENTRY =
            Pattern.compile("(\\[[^\\]/]+]|[^:/\\[\\]]+)(?:/([0-9]{1,3}))?(?::([0-9]{1,5}|\\*))?");
    private static final Pattern BARE_IPV6 = Pattern.compile("([0-9A-Fa-f.]*:[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*)(/.*)?");
    private static final Pattern ADDRESS = Pattern.compile("\\[.*]|[0-9.]+");

    private final String setting;
    private final List<Entry> entries;

    /** What is opened: a host by name, or a block of addresses whatever name led there. */
    private record Entry(String host, Optional<Network> network, IntPredicate ports) {

        boolean opens(String asked, InetAddress address, int port) {
            boolean meant = network.isPresent() ? network.get().contains(address) : host.equals(asked);
            return meant && ports.test(port);
        }
    }

    private AllowList(String setting, List<Entry> entries) {
        this.setting = setting;
        this.entries = entries;
    }

    /** The same as another setting has it, which a refusal names. */
    public AllowList as(String setting) {
        return new AllowList(setting, entries);
    }

    /**
     * Reads a list parted by commas or blanks: {@code intranet.example.cn}, {@code 10.1.2.3:8090}, {@code 10.0.0.0/8},
     * {@code [fd00::]/8:8080}. An entry without a port opens the ports of the web; {@code :*} opens all.
     *
     * @throws IllegalArgumentException that names the entry that is none
     */
    public static AllowList parse(String text) {
        return new AllowList(
                NONE.setting,
                Stream.of(text.split("[,\\s]+", -1))
                        .filter(entry -> !entry.isEmpty())
                        .map(AllowList::entry)
                        .toList());
    }

    private static Entry entry(String text) {
        Matcher bare = BARE_IPV6.matcher(text);
        Matcher matcher = ENTRY.matcher(bare.matches() ? bare.replaceFirst("[$1]$2") : text);
        if (!matcher.matches()) {
            throw wrong(text);
        }
        String host = matcher.group(1);
        Optional<String> bits = Optional.ofNullable(matcher.group(2));
        IntPredicate ports = ports(Optional.ofNullable(matcher.group(3)).orElse(""));
        if (ADDRESS.matcher(host).matches()) {
            String address = host.replaceAll("[\\[\\]]", "");
            return new Entry(
                    "", Optional.of(Network.of(address + bits.map(b -> "/" + b).orElse(""))), ports);
        }
        Optional<WebAddress> named = WebAddress.of("http://" + host);
        if (named.isEmpty() || bits.isPresent()) {
            throw wrong(text);
        }
        return new Entry(named.get().host(), Optional.empty(), ports);
    }

    private static IntPredicate ports(String text) {
        return switch (text) {
            case "" -> AllowList::isOfTheWeb;
            case "*" -> port -> true;
            default -> {
                int only = Integer.parseInt(text);
                yield port -> port == only;
            }
        };
    }

    private static IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException(
                "'" + text + "' is no host, host:port or block of addresses such as 10.0.0.0/8");
    }

    /** 80, 443 and 8000 to 8999: where sites are, and neither mail, databases nor brokers. */
    private static boolean isOfTheWeb(int port) {
        return port == 80 || port == 443 || port >= 8_000 && port <= 8_999;
    }

    /**
     * Why {@code address} is not to be asked; empty where it may be.
     *
     * @param host the name that led to it, as {@link WebAddress#host} writes it
     */
    Optional<String> refusal(String host, InetAddress address, int port) {
        if (entries.stream().anyMatch(entry -> entry.opens(host, address, port))) {
            return Optional.empty();
        }
        if (!PublicAddresses.contains(address)) {
            return Optional.of(host + " leads to an address that is inside, local or reserved ("
                    + address.getHostAddress() + "); " + setting + " opens inside sites");
        }
        return isOfTheWeb(port)
                ? Optional.empty()
                : Optional.of("port " + port + " of " + host + " is none of 80, 443 and 8000 to 8999; " + setting
                        + " opens others");
    }
}
