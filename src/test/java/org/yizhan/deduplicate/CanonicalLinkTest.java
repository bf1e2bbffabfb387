package org.yizhan.deduplicate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalLinkTest {

    @ParameterizedTest
    @CsvSource({
        "http://www.example.cn/a/t1.htm, https://example.cn/a/t1.htm",
        "https://Example.CN:443/a/, https://example.cn/a",
        "https://example.cn/a?id=1&utm_source=x&spm=1.2, https://example.cn/a?id=1",
        "https://example.cn/a?b=2&a=1#s, https://example.cn/a?a=1&b=2",
    })
    void isOneForAddressesOfOnePage(String one, String other) {
        assertThat(CanonicalLink.of(one)).isEqualTo(CanonicalLink.of(other));
        assertThat(CanonicalLink.hash(one)).isEqualTo(CanonicalLink.hash(other)).isNotZero();
    }

    @ParameterizedTest
    @CsvSource({
        "https://example.cn/a?id=1, https://example.cn/a?id=2",
        "https://example.cn/a, https://example.cn/A",
        "https://example.cn:8080/a, https://example.cn/a",
    })
    void staysApartForOtherPages(String one, String other) {
        assertThat(CanonicalLink.of(one)).isNotEqualTo(CanonicalLink.of(other));
    }

    @Test
    void leavesWhatIsNoAddressAsItIs() {
        assertThat(CanonicalLink.of("no address [")).isEqualTo("no address [");
    }
}
