package org.yizhan.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yizhan.Row;

class CsvTest {

    @ParameterizedTest
    @Row("S22")
    @ValueSource(
            strings = {
                "=1+1",
                "+1",
                "-1",
                "@SUM(A1)",
                "＝1+1",
                "＋1",
                "－1",
                "＠SUM(A1)",
                "\t=1+1",
                "\r=1+1",
                "\n=1+1",
                " =1+1",
                "\u001b=1+1",
                "\u202e=1+1"
            })
    void leavesNoFormulaToASpreadsheet(String text) {
        assertThat(Csv.cell(text)).startsWith("'").doesNotContain("\u001b", "\u202e", "\n", "\r", "\t");
    }

    @Test
    void quotesWhatWouldEndACell() {
        assertThat(Csv.cell("=cmd|'/c calc'!A1,\"x\"")).isEqualTo("\"'=cmd|'/c calc'!A1,\"\"x\"\"\"");
        assertThat(Csv.cell("甘州区民政局 a-b")).isEqualTo("甘州区民政局 a-b");
        assertThat(Csv.cell("")).isEmpty();
    }

    @Test
    void isOneLineARow() {
        var table = new Csv();
        table.line(List.of("a", "b\r\nc"));

        assertThat(table.toString()).isEqualTo("\uFEFFa,b  c\r\n");
    }
}
