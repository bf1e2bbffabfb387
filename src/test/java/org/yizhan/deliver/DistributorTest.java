package org.yizhan.deliver;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Clock;
import org.junit.jupiter.api.Test;

class DistributorTest {

    /** As where a setting that is read later on is refused. */
    @Test
    void stopsThoughItNeverBegan() {
        var distributor = new Distributor(null, null, null, null, settlement -> null, null, Clock.systemUTC());

        assertThatCode(distributor::close).doesNotThrowAnyException();
    }
}
