package org.yizhan.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MisspeltTest {

    private static final List<String> NAMES = List.of("url", "link", "item", "page-body", "region");

    @Test
    void findsWhatALetterTooManyTooFewOrSwappedWasMeantToBe() {
        assertThat(Misspelt.of("urll", NAMES)).contains("url");
        assertThat(Misspelt.of("ulr", NAMES)).contains("url");
        assertThat(Misspelt.of("itm", NAMES)).contains("item");
        assertThat(Misspelt.of("pagebody", NAMES)).contains("page-body");
        assertThat(Misspelt.of("regoin", NAMES)).contains("region");
    }

    @Test
    void guessesNothingWhereNoNameIsNear() {
        assertThat(Misspelt.of("selector", NAMES)).isEmpty();
        assertThat(Misspelt.of("a", NAMES)).isEmpty();
        assertThat(Misspelt.of("", NAMES)).isEmpty();
    }
}
