package org.yizhan.chaos;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** R1 to R4 and R18 in full length: 60,000 articles in five minutes, besides the time that is lost to the faults. */
class KilledProcessesIT extends LongDrill {

    private static final Duration LOAD = Duration.ofMinutes(5);

    /** So many kills within the load, one to two parts of it between two. */
    private Kills kills(int times) {
        long articles = Length.of(LOAD).toSeconds() * Length.rate();
        return new Kills(station(), Length.rate(), (int) (articles / (1.5 * times + 1)));
    }

    @Test
    void r1ProgramWithEverythingInItIsKilledTenTimes() throws Exception {
        whole(Map.of());
        Bar.of("R1", "ready_ms", Duration.ofSeconds(15)).hold(kills(10).program(10));
    }

    @Test
    void r1ProgramIsKilledTenTimes() throws Exception {
        apart();
        Bar.of("R1", "ready_ms", Duration.ofSeconds(15)).hold(kills(10).program(10));
    }

    @Test
    void r2BrokerIsKilledFiveTimes() throws Exception {
        apart();
        Bar.of("R2", "progress_ms", Duration.ofSeconds(10)).hold(kills(5).broker(5));
    }

    @Test
    void r3EmbeddedDatabaseIsKilledFiveTimes() throws Exception {
        whole(Map.of());
        Path files = station().program().data().resolve("postgres");
        Bar.of("R3", "progress_ms", Duration.ofSeconds(5)).hold(kills(5).database(5, () -> Postgres.kill(files)));
    }

    @Test
    void r4EverythingIsKilledAtOnceThreeTimes() throws Exception {
        apart();
        Bar.of("R4", "progress_ms", Duration.ofSeconds(30)).hold(kills(3).everything(3));
    }

    @Test
    void r18InstancesComeAndGoTenTimes() throws Exception {
        apart();
        kills(10).instances(10);
    }
}
