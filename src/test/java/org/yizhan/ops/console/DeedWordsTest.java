package org.yizhan.ops.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.yizhan.http.Language;
import org.yizhan.ops.Audit;

class DeedWordsTest {

    @Test
    void everyActionHasAChineseName() {
        assertThat(Arrays.stream(Audit.Action.values()).map(Audit.Action::word))
                .allSatisfy(action -> assertThat(DeedWords.say(Language.ZH, action))
                        .as(action)
                        .matches("\\p{IsHan}+"));
    }
}
