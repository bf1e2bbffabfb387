package org.yizhan.ops.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.yizhan.http.Language;
import org.yizhan.ops.Audit;
import org.yizhan.ops.Operator;

class SettingChangesTest {

    private static final Screen SCREEN =
            new Screen(Language.ZH, "", "", Optional.empty(), Operator.NOBODY, Instant.EPOCH);

    private static List<DeedChange> changes(String action, String detail) {
        return DeedChange.of(SCREEN, new Audit.Line(1, Instant.EPOCH, "ops", action, "4 sources", "", detail));
    }

    @Test
    void showsIntervalsBeforeAndAfterAndHowManyMore() {
        var changes = changes("set-source-intervals", """
                {"count":5,"value":"2h","ids":["a","b","c","d","e"],
                 "former":{"a":"","b":"600","c":"600","d":"600","e":"600"},
                 "later":{"a":"7200","b":"7200","c":"7200","d":"7200","e":"7200"}}
                """);

        assertThat(changes).hasSize(5);
        assertThat(changes.get(0)).isEqualTo(new DeedChange("设为", "", "2h"));
        assertThat(changes.get(1)).isEqualTo(new DeedChange("a", "按来源文件", "2 小时"));
        assertThat(changes.get(2)).isEqualTo(new DeedChange("b", "10 分钟", "2 小时"));
        assertThat(changes.get(4).after()).isEqualTo("另有 2 个");
    }

    @Test
    void saysThatTagsWereAdded() {
        assertThat(changes("set-source-tags", """
                {"count":1,"value":"重点","ids":["a"],"former":{"a":""},"later":{"a":"重点"}}
                """))
                .containsExactly(new DeedChange("加减", "", "重点"), new DeedChange("a", "（无）", "重点"));
    }

    @Test
    void saysTheSizeOfBytesThatWereMended() {
        assertThat(changes("replay-mended-dead-letter", """
                {"before":{"message.body":"48 bytes, checksum 00000001"},"after":{"message.body":"51 bytes, checksum 00000002"}}
                """))
                .containsExactly(new DeedChange("message.body", "48 字节，校验和 00000001", "51 字节，校验和 00000002"));
    }
}
