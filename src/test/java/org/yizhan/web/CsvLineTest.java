package org.yizhan.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yizhan.Row;

class CsvLineTest {

    @ParameterizedTest
    @Row("S22")
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "＝1+1", "＋1", "－1", "＠SUM(A1)"})
    void leavesNoFormulaToASpreadsheet(String text) {
        assertThat(new CsvLine().cell(text).toString()).isEqualTo("'" + text + "\r\n");
    }

    @Test
    void takesNumbersOfOursAsTheyAre() {
        assertThat(new CsvLine().cell("a").number(Optional.of(-5L)).toString()).isEqualTo("a,-5\r\n");
    }
}
