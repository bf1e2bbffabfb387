package org.yizhan.ingest.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SeenItemsTest {

    private static Item item(String key, String version) {
        return new Item(key, version, "", Optional.empty(), Map.of());
    }

    @Test
    void tellsNewFromChangedFromKnown() {
        SeenItems seen = SeenItems.of(
                SeenItems.none().with(List.of(item("a", "1"), item("b", "1"))).stored());

        var sorted = seen.sort(List.of(item("c", "1"), item("a", "1"), item("b", "2"), item("c", "9")));

        assertThat(sorted.fresh()).containsExactly(item("c", "1"));
        assertThat(sorted.changed()).containsExactly(item("b", "2"));
    }

    @Test
    void remembersWhatIsNamedAndAsMuchAgain() {
        SeenItems seen = SeenItems.none();
        for (int from = 0; from < 10_000; from += 100) {
            int first = from;
            seen = seen.with(IntStream.range(0, 300)
                    .mapToObj(n -> item("k" + (first + n), "1"))
                    .toList());
        }

        assertThat(seen.stored()).hasSize(600 * 24);
        assertThat(seen.sort(List.of(item("k10199", "1"), item("k0", "1"))).fresh())
                .containsExactly(item("k0", "1"));
    }
}
