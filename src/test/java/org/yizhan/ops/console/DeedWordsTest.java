package org.yizhan.ops.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.yizhan.http.Language;
import org.yizhan.ops.Audit;
import org.yizhan.ops.Role;

class DeedWordsTest {

    @Test
    void everyActionHasAChineseName() {
        assertThat(Arrays.stream(Audit.Action.values()).map(Audit.Action::word))
                .allSatisfy(action -> assertThat(DeedWords.say(Language.ZH, action))
                        .as(action)
                        .matches("\\p{IsHan}+"));
    }

    private static Audit.Line line(Audit.Action action, String object) {
        return new Audit.Line(7, Instant.EPOCH, "ops", action.word(), object, "", "{}");
    }

    @Test
    void leadsToWhatADeedWasDoneTo() {
        assertThat(DeedWords.link(line(Audit.Action.PAUSE_SOURCE, "cac"), Role.VIEWER))
                .hasValue("/ops/sources/cac");
        assertThat(DeedWords.link(line(Audit.Action.PAUSE_SOURCES, "25 sources"), Role.VIEWER))
                .hasValue("/ops/source-orders/7");
        assertThat(DeedWords.link(line(Audit.Action.POLL_SOURCES, "cac-list"), Role.VIEWER))
                .hasValue("/ops/sources/cac-list");
        assertThat(DeedWords.link(line(Audit.Action.DISCARD_FILE, "bao"), Role.VIEWER))
                .hasValue("/ops/sources/bao");
        assertThat(DeedWords.link(line(Audit.Action.DISCARD_DEAD_LETTERS, "a-b"), Role.VIEWER))
                .hasValue("/ops/dead-letters/orders/a-b");
        assertThat(DeedWords.link(line(Audit.Action.SILENCE_ALERT, "disk"), Role.VIEWER))
                .hasValue("/ops/alerts");
        assertThat(DeedWords.link(line(Audit.Action.DISCARD_DEAD_LETTER, "9"), Role.VIEWER))
                .hasValue("/ops/trace?q=9");
    }

    @Test
    void leadsNobodyWhereHeMayNotGo() {
        assertThat(DeedWords.link(line(Audit.Action.REPLAY_DEAD_LETTER, "9"), Role.VIEWER))
                .isEmpty();
        assertThat(DeedWords.link(line(Audit.Action.REPLAY_DEAD_LETTER, "9"), Role.OPERATOR))
                .hasValue("/ops/dead-letters/9");
        assertThat(DeedWords.link(line(Audit.Action.PUT_ACCOUNT, "kan"), Role.OPERATOR))
                .isEmpty();
        assertThat(DeedWords.link(line(Audit.Action.PUT_ACCOUNT, "kan"), Role.ADMIN))
                .hasValue("/ops/accounts/kan");
    }
}
