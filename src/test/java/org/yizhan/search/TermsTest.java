package org.yizhan.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TermsTest {

    private static String terms(String text) {
        return Terms.of(text).stream()
                .map(placed -> placed.position() + placed.term())
                .collect(Collectors.joining(" "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "养老院|0养老 1老院 2院",
                "養老院|0养老 1老院 2院",
                "院|0院",
                "养老，院|0养老 1老 2¶ 3院",
                "养老，“院|0养老 1老 2¶ 3院",
                "通 知|0通知 1知",
                "通　知|0通知 1知",
                "Ｇ２０峰会|0g20 0g20峰 1峰会 2会",
                "11月23日起|011 011月 1月 223 223日 3日起 4起",
                "New York|0new 1york",
                "covid-19|0covid 1¶ 219",
                "`，养老`|0养老 1老",
                "カタカナ|0カタ 1タカ 2カナ 3ナ",
                "ｶﾀ|0カタ 1タ",
                "𠀀𠀁|0𠀀𠀁 1𠀁",
                "①号|01 01号 1号",
                "ئۇيغۇر|0ئۇيغۇر"
            })
    void cutsTextsIntoTerms(String text, String terms) {
        assertThat(terms(text)).isEqualTo(terms);
    }

    @Test
    void aParagraphEndsWhatStandsTogether() {
        assertThat(terms("养老\n院")).isEqualTo("0养老 1老 2¶ 3院");
    }

    @Test
    void endlessRunsAreCut() {
        assertThat(terms("a".repeat(10_000) + "甲")).hasSizeLessThan(150);
    }

    @Test
    void signsAndBrokenCharactersAreNothing() {
        assertThat(terms("，。%_\\ \uD840 \u0000")).isEmpty();
        assertThat(terms("")).isEmpty();
    }
}
