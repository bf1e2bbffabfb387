package org.yizhan.ops.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PieceTest {

    private static final Instant AT = Instant.parse("2026-11-24T02:23:05Z");

    @Test
    void findsTheTimesOfASentenceInWhateverFormTheyWereWritten() {
        assertThat(Piece.of("自 2026-11-24 10:23:05 +08:00 起失败"))
                .containsExactly(
                        new Piece("自 ", Optional.empty()),
                        new Piece("2026-11-24 10:23:05 +08:00", Optional.of(AT)),
                        new Piece(" 起失败", Optional.empty()));
        assertThat(Piece.of("halted at 2026-11-24T02:23:05Z").getLast().at()).hasValue(AT);
        assertThat(Piece.of("2026-11-24T10:23:05.5+08:00").getFirst().at()).hasValue(AT.plusMillis(500));
    }

    @Test
    void whatIsNoTimeStaysAsItStands() {
        assertThat(Piece.of("2026-13-45 99:99:99 +08:00"))
                .containsExactly(new Piece("2026-13-45 99:99:99 +08:00", Optional.empty()));
        assertThat(Piece.of("第 2026-11-24 版")).hasSize(1);
        assertThat(Piece.of("")).isEmpty();
    }
}
