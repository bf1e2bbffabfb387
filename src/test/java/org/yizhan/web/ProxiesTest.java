package org.yizhan.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProxiesTest {

    private static final Proxies TWO = Proxies.parse("127.0.0.1, 10.1.0.0/16 ::1");

    @Test
    void nobodyIsBelievedWhereNoProxyIsKnown() {
        assertThat(Proxies.NONE.client("127.0.0.1", List.of("192.0.2.7"))).isEqualTo("127.0.0.1");
        assertThat(Proxies.parse("").client("198.51.100.4", List.of("192.0.2.7")))
                .isEqualTo("198.51.100.4");
    }

    @Test
    void whoComesPastTheProxiesIsNotBelieved() {
        assertThat(TWO.client("198.51.100.4", List.of("192.0.2.7", "10.1.0.2"))).isEqualTo("198.51.100.4");
    }

    @Test
    void theRightMostAddressThatIsNoProxyAsks() {
        assertThat(TWO.client("127.0.0.1", List.of("10.1.9.9", "192.0.2.7", "10.1.0.2")))
                .as("what stands left of it anybody may have written")
                .isEqualTo("192.0.2.7");
        assertThat(TWO.client("127.0.0.1", List.of("203.0.113.1", "192.0.2.7"))).isEqualTo("192.0.2.7");
    }

    @Test
    void aProxyAsksForItselfWhereItNamesNobody() {
        assertThat(TWO.client("127.0.0.1", List.of())).isEqualTo("127.0.0.1");
        assertThat(TWO.client("127.0.0.1", List.of("10.1.0.2"))).isEqualTo("10.1.0.2");
        assertThat(TWO.client("127.0.0.1", List.of("192.0.2.7", "unknown"))).isEqualTo("127.0.0.1");
        assertThat(TWO.client("127.0.0.1", List.of("192.0.2.7", "localhost", "10.1.0.2")))
                .isEqualTo("10.1.0.2");
    }

    @Test
    void oneAddressIsOneHoweverItIsWritten() {
        assertThat(TWO.client("0:0:0:0:0:0:0:1", List.of(" 192.0.2.7:4711 "))).isEqualTo("192.0.2.7");
        assertThat(TWO.client("127.0.0.1", List.of("::ffff:192.0.2.7"))).isEqualTo("192.0.2.7");
        assertThat(TWO.client("127.0.0.1", List.of("[2001:DB8:0::7]:4711")))
                .isEqualTo(TWO.client("127.0.0.1", List.of("2001:db8::7")))
                .isEqualTo("2001:db8:0:0:0:0:0:7");
    }

    @Test
    void whatIsNoAddressIsRefusedByName() {
        assertThatThrownBy(() -> Proxies.parse("127.0.0.1, proxy.example"))
                .hasMessageContaining("'proxy.example' is no block of addresses");
    }
}
