package org.yizhan.article;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class IdentityTest {

    /** Composed and decomposed é. */
    private static final String COMPOSED = "caf\u00e9";

    private static final String DECOMPOSED = "cafe\u0301";

    @Test
    void staysTheSameForEver() {
        assertThat(Identity.article("cac", "2026-0001")).hasToString("ddef6d9c-61cf-863f-aedb-853167cf22f2");
        assertThat(Identity.article("央视网·新闻联播", "第七条")).hasToString("ddb15dc8-37e3-81b4-bb4e-07e36832bf73");
        assertThat(Identity.contentHash("驿站")).isEqualTo("6214411ed9ba73f984c19427f016dc7b");
    }

    @Test
    void isAVersionEightUuid() {
        UUID id = Identity.article("cac", "1");

        assertThat(id.version()).isEqualTo(8);
        assertThat(id.variant()).isEqualTo(2);
    }

    @Test
    void looksThroughUnicodeFormAndOuterSpace() {
        assertThat(Identity.article(DECOMPOSED, " 1 ")).isEqualTo(Identity.article(COMPOSED, "1"));
        assertThat(Identity.nfc(" " + DECOMPOSED + "\n")).isEqualTo(COMPOSED);
    }

    @Test
    void keepsCaseAndInnerSpaceApart() {
        assertThat(Identity.article("CAC", "1")).isNotEqualTo(Identity.article("cac", "1"));
        assertThat(Identity.article("cac", "1 2")).isNotEqualTo(Identity.article("cac", "12"));
    }

    @Test
    void doesNotMixSourceAndId() {
        assertThat(Identity.article("ab", "c")).isNotEqualTo(Identity.article("a", "bc"));
    }

    @Test
    void differsForThousandsOfIds() {
        Set<UUID> ids = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            ids.add(Identity.article("source-" + i % 7, String.valueOf(i)));
        }
        assertThat(ids).hasSize(10_000);
    }
}
