package org.yizhan.ops;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WrittenDocumentTest {

    private static final Charset GB18030 = Charset.forName("GB18030");
    private static final String PAGE = "<html><head><meta charset=gbk></head>\n<body>灯塔改建工程验收</body></html>";

    private static byte[] record(String encoding, String body) {
        return """
                {"schema":1,"kind":"received","checksum":"00000000",
                 "message":{"form":"HTML","contentType":"text/html","encoding":"%s","body":%s,"hints":{"title":"旧题","column":"要闻"}}}
                """.formatted(encoding, Answer.JSON.valueToTree(body)).getBytes(UTF_8);
    }

    private static byte[] page(byte[] document) {
        return record("BASE64", Base64.getEncoder().encodeToString(document));
    }

    private static JsonNode message(byte[] record) throws IOException {
        return Answer.JSON.readTree(record).path("message");
    }

    private static JsonNode written(byte[] record, String text) throws IOException {
        return message(new WrittenDocument(Optional.of(text), Map.of()).into(record));
    }

    private static byte[] bytes(JsonNode message) {
        return Base64.getDecoder().decode(message.path("body").asText());
    }

    @Test
    void writesADocumentInTheCharsetItCameIn() throws Exception {
        String mended = PAGE.replace("<body>", "<body><h1>题目</h1>");

        JsonNode message = written(page(PAGE.getBytes(GB18030)), mended.replace("\n", "\r\n"));

        assertThat(new String(bytes(message), GB18030)).isEqualTo(mended);
        assertThat(message.path("hints").path("title").asText()).isEqualTo("旧题");
    }

    @Test
    void keepsTheByteOrderMarkAndTheLineEnds() throws Exception {
        byte[] message = ("\uFEFF" + PAGE.replace("\n", "\r\n")).getBytes(UTF_8);

        String mended = new String(bytes(written(page(message), PAGE.replace("工程", "项目"))), UTF_8);

        assertThat(mended).isEqualTo("\uFEFF" + PAGE.replace("\n", "\r\n").replace("工程", "项目"));
    }

    @Test
    void leavesTheBytesWhereOnlyTheLineEndsOfTheFormDiffer() throws Exception {
        byte[] record = page(PAGE.getBytes(GB18030));

        assertThat(written(record, PAGE.replace("\n", "\r\n"))).isEqualTo(message(record));
    }

    @Test
    void writesTextAsItIs() throws Exception {
        JsonNode message = written(record("TEXT", "{\"title\":\"\"}"), "{\"title\":\"题目\"}");

        assertThat(message.path("body").asText()).isEqualTo("{\"title\":\"题目\"}");
    }

    @Test
    void setsAndTakesAwayHints() throws Exception {
        byte[] mended = new WrittenDocument(
                        Optional.empty(), Map.of("title", "新题", "column", " ", "url", "https://a.cn/"))
                .into(page(PAGE.getBytes(GB18030)));

        assertThat(message(mended).path("hints").toString()).isEqualTo("{\"title\":\"新题\",\"url\":\"https://a.cn/\"}");
        assertThat(bytes(message(mended))).isEqualTo(PAGE.getBytes(GB18030));
    }

    @Test
    void refusesWhatTheCharsetOrTheRecordCanNotHave() {
        byte[] western = "<meta charset=windows-1252><p>caf\u00e9".getBytes(Charset.forName("windows-1252"));
        byte[] broken = "<meta charset=utf-8>灯塔改建工程验收灯塔改建工程验收".getBytes(UTF_8);
        broken[23] = '?';

        assertThatThrownBy(() -> written(page(western), "灯塔")).hasMessageContaining("windows-1252");
        assertThatThrownBy(() -> written(
                        page(broken),
                        LetterDocument.of(page(broken)).orElseThrow().text() + "x"))
                .hasMessageContaining("write over them");
        assertThatThrownBy(() -> written("{\"schema\":1".getBytes(UTF_8), "灯塔")).hasMessageContaining("no document");
    }
}
