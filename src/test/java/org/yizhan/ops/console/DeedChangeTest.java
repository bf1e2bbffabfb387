package org.yizhan.ops.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yizhan.http.Language;
import org.yizhan.ingest.poll.SourceState;
import org.yizhan.ops.Audit;
import org.yizhan.ops.LetterOrder;
import org.yizhan.ops.Operator;
import org.yizhan.ops.Trouble;

/** What the audit says in Chinese of words that are our own. */
class DeedChangeTest {

    private static String said(Audit.Action action, String field, String word) {
        var screen = new Screen(Language.ZH, "", "", Optional.empty(), Operator.NOBODY, Instant.EPOCH);
        String detail = "{\"before\":{\"%s\":\"%s\"},\"after\":{}}".formatted(field, word);
        return DeedChange.of(screen, new Audit.Line(1, Instant.EPOCH, "ops", action.word(), "x", "", detail))
                .getFirst()
                .before();
    }

    @Test
    void noStateOrKindIsAWordOfOurs() {
        assertThat(Arrays.stream(SourceState.values()))
                .allSatisfy(state -> assertThat(said(Audit.Action.RESUME_SOURCE, "state", state.word()))
                        .containsPattern("\\p{IsHan}"));
        assertThat(Arrays.stream(LetterOrder.State.values()))
                .allSatisfy(state -> assertThat(said(Audit.Action.CANCEL_ORDER, "state", state.word()))
                        .containsPattern("\\p{IsHan}"));
        assertThat(Arrays.stream(Trouble.Kind.values()))
                .allSatisfy(kind -> assertThat(said(Audit.Action.SILENCE_ALERT, "kind", kind.word()))
                        .containsPattern("\\p{IsHan}"));
    }

    @ParameterizedTest
    @CsvSource({
        "POLL_SOURCES, next, scheduled, 按计划",
        "POLL_SOURCES, next, now, 尽快",
        "PAUSE_SOURCE, next, never, 不再问",
        "PAUSE_SOURCE, state, fresh, 正常",
        "CANCEL_ORDER, state, open, 进行中",
        "PUT_ACCOUNT, state, open, 可用",
        "SILENCE_ALERT, kind, route, 路由没有运行",
    })
    void aWordMeansWhatItsDeedMeans(Audit.Action action, String field, String word, String chinese) {
        assertThat(said(action, field, word)).isEqualTo(chinese);
    }
}
