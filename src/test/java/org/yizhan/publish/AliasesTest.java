package org.yizhan.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.yizhan.publish.Aliases.Joined;

class AliasesTest {

    private static UUID id(long number) {
        return new UUID(0, number);
    }

    private static Joined joined(long from, long into) {
        return new Joined(id(from), id(into));
    }

    @Test
    void resolveWhatWasNeverMergedToItself() {
        assertThat(Aliases.of(List.of()).resolve(id(1))).isEqualTo(id(1));
    }

    @Test
    void followChainsAgainstTheOrderOfIds() {
        var aliases = Aliases.of(List.of(joined(1, 2), joined(2, 3)));
        assertThat(List.of(aliases.resolve(id(1)), aliases.resolve(id(2)), aliases.resolve(id(3))))
                .containsOnly(id(3));
    }

    @Test
    void letTheSmallestStandWhereMergersConflict() {
        var aliases = Aliases.of(List.of(joined(1, 3), joined(1, 2)));
        assertThat(aliases.resolve(id(3))).isEqualTo(id(2));
        assertThat(aliases.resolve(id(1))).isEqualTo(id(2));
    }

    @Test
    void letTheSmallestStandInACircle() {
        var aliases = Aliases.of(List.of(joined(5, 4), joined(4, 6), joined(6, 5)));
        assertThat(aliases.resolve(id(6))).isEqualTo(id(4));
        assertThat(aliases.resolve(id(4))).isEqualTo(id(4));
    }

    @Test
    void forgetAMergerOfAStoryIntoItself() {
        assertThat(Aliases.of(List.of(joined(1, 1))).into()).isEmpty();
    }

    @Test
    void doNotDependOnOrderAndNeverPointAtAnAlias() {
        var random = new Random(20261124);
        for (int round = 0; round < 200; round++) {
            List<Joined> mergers = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                mergers.add(joined(random.nextInt(10), random.nextInt(10)));
            }
            var aliases = Aliases.of(mergers);
            Collections.shuffle(mergers, random);
            assertThat(Aliases.of(mergers)).isEqualTo(aliases);
            assertThat(aliases.into().values())
                    .doesNotContainAnyElementsOf(aliases.into().keySet());
        }
    }
}
