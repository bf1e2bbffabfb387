package org.yizhan.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The short form of the drills, on one program with its servers apart: minutes together, at a low rate. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ChaosIT {

    private static final int RATE = 40;

    @TempDir
    private static Path folder;

    private static Station station;
    private static Kills kills;

    @BeforeAll
    static void open() throws Exception {
        station = Station.clocked(folder);
        kills = new Kills(station, RATE, 40);
    }

    @AfterAll
    static void close() throws Exception {
        station.close();
    }

    @Test
    @Order(1)
    void r1ProgramIsKilled() throws Exception {
        Bar.of("R1", "ready_ms", Duration.ofSeconds(15)).hold(kills.program(2));
    }

    @Test
    @Order(2)
    void r2BrokerIsKilled() throws Exception {
        Bar.of("R2", "progress_ms", Duration.ofSeconds(10)).hold(kills.broker(1));
    }

    @Test
    @Order(3)
    void r3DatabaseIsKilled() throws Exception {
        Bar.of("R3", "progress_ms", Duration.ofSeconds(5)).hold(kills.database(2, station.postgres()::kill));
    }

    @Test
    @Order(4)
    void r4EverythingIsKilledAtOnce() throws Exception {
        Bar.of("R4", "progress_ms", Duration.ofSeconds(30)).hold(kills.everything(1));
    }

    @Test
    @Order(8)
    void r8OneInAHundredIsPoison() throws Exception {
        new Poison(station, station.servers()).drill(RATE, 200);
    }

    @Test
    @Order(9)
    void r9DeadLettersAreReplayedWhileTheProgramIsKilled() throws Exception {
        new Replays(station, station.servers()).drill(RATE, 120, 30);
    }

    @Test
    @Order(13)
    void r13ClockIsPut() throws Exception {
        new Skew(station).drill(RATE);
    }

    @Test
    @Order(99)
    void inTheEndEverythingStandsOnceInEveryFeed() throws Exception {
        Comparison comparison = station.checker().settled(station.promised(), Duration.ofMinutes(1), Checker.Depth.ALL);
        System.out.printf(
                "R1-R18 acked=%d published=%d lost=%d dup=%d%n",
                comparison.acked(),
                comparison.published(),
                comparison.lost().size(),
                comparison.twice().size());
        assertThat(station.promised().rows())
                .as("the rows that were promised something before")
                .containsExactlyInAnyOrder("r1", "r2", "r3", "r4", "r8", "r9", "r13", "r18");
        assertThat(comparison.acked()).isPositive().isEqualTo(comparison.published());
        assertThat(comparison.faults()).isEmpty();
    }

    @Test
    @Order(18)
    void r18InstancesComeAndGo() throws Exception {
        kills.instances(2);
    }
}
