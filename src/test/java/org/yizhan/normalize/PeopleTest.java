package org.yizhan.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeopleTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    周明                        | 周明
                    周明 林知远                  | 周明、林知远
                    周明、林知远                 | 周明、林知远
                    张 枫 林知远                 | 张枫、林知远
                    张 枫 李 京                  | 张枫、李京
                    周明周明                     | 周明
                    周明等                       | 周明
                    阿依古丽·买买提              | 阿依古丽·买买提
                    周明 送签:林知远             | 周明
                    周明 文字编辑:冯思           | 周明
                    周明]    阅读下一篇          | 周明
                    周明)                       | 周明
                    周明报道                     | 周明
                    赵晓和                       | 赵晓
                    """)
    void readsNames(String text, String names) {
        assertThat(String.join("、", People.names(text))).isEqualTo(names);
    }

    @Test
    void tellsReportersFromCorrespondents() {
        assertThat(People.cast("本报记者 周明 林知远 通讯员 张 枫")).isEqualTo(new People.Cast(List.of("周明", "林知远"), List.of("张枫")));
        assertThat(People.cast("通讯员 张枫").leading()).containsExactly("张枫");
        assertThat(People.cast("没有人").all()).isEmpty();
    }
}
