package org.yizhan.article;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApprovalTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2025-07-02/                       | 2025-07-01 | false
            2025-07-02/                       | 2025-07-02 | true
            2025-07-02/                       | 2099-01-01 | true
            /2021-10-20                       | 1999-01-01 | true
            /2021-10-20                       | 2021-10-20 | false
            2016-01-01/2021-10-20,2025-07-02/ | 2021-10-19 | true
            2016-01-01/2021-10-20,2025-07-02/ | 2021-10-20 | false
            2016-01-01/2021-10-20,2025-07-02/ | 2025-07-02 | true
            true                              | 1990-01-01 | true
            false                             | 2026-01-01 | false
            ''                                | 2026-01-01 | false
            """)
    void judgesByTheListOfTheDay(String approved, LocalDate day, boolean isApproved) {
        assertThat(Approval.parse(approved).isApprovedOn(day)).isEqualTo(isApproved);
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "false", "2025-07-02/", "/2021-10-20", "2016-01-01/2021-10-20,2021-10-20/"})
    void isWrittenAsItIsRead(String approved) {
        assertThat(Approval.parse(approved)).hasToString(approved);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"yes", "2025", "2025-13-01/", "2025-07-02/2021-10-20", "2021-10-20/,2016-01-01/2021-10-20", "/,"
            })
    void refusesWhatIsNoIntervalAndSaysSo(String approved) {
        assertThatThrownBy(() -> Approval.parse(approved))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("(?s).*(day|interval).*");
    }

    @Test
    void showsDaysOnlyWhereThereAreSome() {
        assertThat(Approval.parse("2016-01-01/2021-10-20, 2025-07-02/").days())
                .isEqualTo("2016-01-01/2021-10-20, 2025-07-02/");
        assertThat(Approval.ALWAYS.days()).isEmpty();
        assertThat(Approval.NEVER.days()).isEmpty();
    }
}
