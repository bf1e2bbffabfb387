package org.yizhan.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.yizhan.Row;

/** S18: how fast strangers have us work, and call. */
@Row("S18")
class PublishRateTest {

    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    @Test
    void soManyASecondAndNoMore() {
        // a clock that is about to turn over
        long start = Long.MAX_VALUE - MILLI;
        var rate = new PublishRate(10, start);

        assertThat(rate.isOpenFor(20, start)).isTrue();
        assertThat(rate.isOpenFor(1, start)).isFalse();
        assertThat(rate.isOpenFor(1, start + 99 * MILLI)).isFalse();
        assertThat(rate.isOpenFor(1, start + 100 * MILLI)).isTrue();
        assertThat(rate.isOpenFor(6, start + 600 * MILLI)).isFalse();
        assertThat(rate.isOpenFor(5, start + 600 * MILLI)).isTrue();
        assertThat(rate.isOpenFor(21, start + 90_000 * MILLI)).isFalse();
        assertThat(rate.isOpenFor(20, start + 90_000 * MILLI)).isTrue();
    }

    @Test
    void aPlaceHasItsTurnsWhateverElseTheNameLeadsTo() {
        long start = Long.MAX_VALUE - MILLI;
        var turns = new Turns(50);

        assertThat(turns.next(List.of("a"), start)).isEqualTo(start);
        assertThat(turns.next(List.of("b", "a"), start)).isEqualTo(start + 20 * MILLI);
        assertThat(turns.next(List.of("b"), start)).isEqualTo(start + 20 * MILLI);
        assertThat(turns.next(List.of("a"), start + 50 * MILLI)).isEqualTo(start + 50 * MILLI);
        assertThat(turns.next(List.of(), start)).isEqualTo(start);
    }
}
