package org.yizhan.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Optional;
import org.yizhan.article.WebAddress;
import org.yizhan.fuzz.Cost;
import org.yizhan.fuzz.Given;

/** Any first line as an address, and what stands behind it as a reference in a document found there. */
public final class AddressFuzz {

    private AddressFuzz() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        Given given = Given.of(bytes);
        Cost.bounded(bytes.length, () -> {
            Optional<WebAddress> address = WebAddress.of(given.head());
            address.ifPresent(AddressFuzz::check);
            address.flatMap(base -> base.resolve(given.text())).ifPresent(AddressFuzz::check);
        });
    }

    private static void check(WebAddress address) {
        String text = address.toString();
        assertThat(WebAddress.of(text)).map(WebAddress::toString).contains(text);
        assertThat(WebAddress.of(text)).contains(address);
        assertThat(text.length()).isLessThanOrEqualTo(WebAddress.LONGEST);
        assertThat(text).matches("https?://[!-~]+");
        assertThat(address.port()).isBetween(1, 65_535);
        assertThat(address.host()).isNotEmpty().matches("[a-z0-9._-]+|\\[[0-9a-f:.]+]");
        assertSeenAlike(address);
        assertJudged(address);
    }

    /** Another parser sees the same host, port and path. */
    private static void assertSeenAlike(WebAddress address) {
        try {
            var other = new URI(address.withoutFragment());
            assertThat(other.getRawAuthority()).isEqualTo(address.authority());
            assertThat(other.getRawPath()).isEqualTo(address.path());
            assertThat(other.getRawUserInfo()).isNull();
        } catch (URISyntaxException e) {
            throw new AssertionError("no address to another parser: " + address, e);
        }
    }

    /** What is inside is refused however it is written; a name is judged by where it leads, which no test here asks. */
    private static void assertJudged(WebAddress address) {
        String host = address.host().replaceAll("[\\[\\]]", "");
        String last = host.substring(host.lastIndexOf('.') + 1);
        if (last.matches("[0-9]+|0x[0-9a-f]*")) {
            assertThat(host).matches("(?:[0-9]{1,3}\\.){3}[0-9]{1,3}|[0-9a-f:.]*:[0-9a-f:.]*");
        }
        if (host.contains(":") || host.matches("[0-9.]+")) {
            InetAddress asked = literal(host);
            assertThat(AllowList.NONE.refusal(address.host(), asked, 80).isPresent() || !isInside(asked))
                    .as("%s is asked", address)
                    .isTrue();
        }
    }

    private static InetAddress literal(String host) {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new AssertionError(host, e);
        }
    }

    private static boolean isInside(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean shared = bytes.length == 4 && bytes[0] == 100 && (bytes[1] & 0xC0) == 64;
        boolean unique = bytes.length == 16 && (bytes[0] & 0xFE) == 0xFC;
        return shared
                || unique
                || address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress();
    }
}
