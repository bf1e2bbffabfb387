package org.yizhan.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The drills in which processes are killed, in whatever length. */
final class Kills {

    private final Station station;
    private final int perSecond;

    /** How many articles are taken between two kills, at least; at most twice as many. */
    private final int between;

    Kills(Station station, int perSecond, int between) {
        this.station = station;
        this.perSecond = perSecond;
        this.between = between;
    }

    /** R1: the program. The slowest milliseconds until it was ready again. */
    long program(int times) throws Exception {
        Drill drill = station.drill("R1", perSecond);
        List<Long> ready = new ArrayList<>();
        for (int kill = 0; kill < times; kill++) {
            drill.awaitSome(between, 2 * between);
            drill.recover(() -> {
                station.program().kill();
                long began = System.nanoTime();
                station.program().start().awaitReady();
                ready.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
            });
        }
        drill.awaitMore(between);
        drill.end("ready_ms=" + ready);
        return ready.stream().mapToLong(Long::longValue).max().orElseThrow();
    }

    /** R2: the broker. The slowest milliseconds until there was progress. */
    long broker(int times) throws Exception {
        Drill drill = station.drill("R2", perSecond);
        for (int kill = 0; kill < times; kill++) {
            drill.awaitSome(between, 2 * between);
            drill.recover(() -> {
                station.kafka().kill();
                station.kafka().startAgain();
            });
        }
        drill.awaitMore(between);
        drill.end();
        return drill.slowest();
    }

    /** R3: the database. The slowest milliseconds until there was progress. */
    long database(int times, Drill.Fault kill) throws Exception {
        Drill drill = station.drill("R3", perSecond);
        for (int time = 0; time < times; time++) {
            drill.awaitSome(between, 2 * between);
            drill.recover(kill);
        }
        drill.awaitMore(between);
        drill.end();
        return drill.slowest();
    }

    /** R4: all three at once. The slowest milliseconds until there was progress. */
    long everything(int times) throws Exception {
        Drill drill = station.drill("R4", perSecond);
        for (int kill = 0; kill < times; kill++) {
            drill.awaitSome(between, 2 * between);
            drill.recover(() -> {
                station.program().kill();
                station.kafka().kill();
                station.postgres().killForGood();
                station.program().start();
                station.kafka().startAgain();
                station.postgres().startAgain();
                station.program().awaitReady();
            });
        }
        drill.awaitMore(between);
        drill.end();
        return drill.slowest();
    }

    /** R18: another instance comes and goes, by turns told to and killed. */
    void instances(int times) throws Exception {
        Drill drill = station.drill("R18", perSecond);
        Program other = station.another("second");
        for (int time = 0; time < times; time++) {
            other.start().awaitReady();
            drill.target(other);
            drill.awaitSome(between, 2 * between);
            drill.target(station.program());
            if (time % 2 == 0) {
                other.stop();
            } else {
                other.kill();
            }
            drill.recover(() -> {});
        }
        drill.end("instances=" + times);
    }
}
