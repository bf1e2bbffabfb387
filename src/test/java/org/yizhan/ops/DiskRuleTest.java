package org.yizhan.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yizhan.embedded.DiskRoom.Shortage;

class DiskRuleTest {

    private static DiskRule of(DiskRule.Disk disk, Optional<Shortage> shortage) {
        return new DiskRule(disk, () -> shortage, 15, 5);
    }

    @ParameterizedTest
    @CsvSource({"15, ''", "14, warning", "5, warning", "4, critical"})
    void saysHowMuchIsLeft(long free, String severity) {
        var rule = of(() -> new DiskRule.Room(free, 100), Optional.empty());

        assertThat(rule.look().troubles().stream()
                        .map(trouble -> trouble.severity().word())
                        .findFirst()
                        .orElse(""))
                .isEqualTo(severity);
        assertThat(rule.check().isUp()).isTrue();
    }

    @Test
    void whereNothingIsTakenInTheProgramIsNotReady() {
        var rule = of(
                () -> new DiskRule.Room(90, 100),
                Optional.of(new Shortage(Path.of("/data/kafka"), 12_000_000, 320_000_000)));

        assertThat(rule.check().isUp()).isFalse();
        assertThat(Chinese.sentence(rule.check().reason())).hasValue("/data/kafka 所在磁盘只剩 12 MB，需要 320 MB：不再收稿");
        assertThat(rule.look().troubles()).singleElement().satisfies(trouble -> {
            assertThat(trouble.severity()).isEqualTo(Trouble.Severity.CRITICAL);
            assertThat(trouble.english()).contains("/data/kafka has 12 MB left", "507", "320 MB");
            assertThat(trouble.chinese()).contains("/data/kafka 只剩 12 MB", "507", "320 MB");
        });
    }

    @Test
    void aDiskThatCannotBeAskedIsNotSaidToBeWell() {
        var rule = of(
                () -> {
                    throw new IOException("gone");
                },
                Optional.empty());

        assertThat(rule.look()).isEqualTo(new Look(java.util.List.of(), Set.of(Trouble.Kind.DISK)));
    }
}
