package org.yizhan.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.yizhan.publish.Entry;

class AttachedTest {

    private static Attached of(String html) {
        return Attached.of(Entries.withBody(Entries.entry(0), html));
    }

    @Test
    void documentsAreWhatLinksLeadToByAddressOrPrintedName() {
        Attached attached = of("""
                <p><a href="https://x.example/a/通知.PDF?v=1">附件1：通知</a></p>
                <p><a href="https://x.example/download?id=7">申报表.xlsx（23 KB）</a>
                <a href="https://x.example/b.ofd#page=2"></a><a href="https://x.example/p.htm">附件说明</a></p>
                <p><a href="javascript:x.pdf">假.pdf</a><a href="mailto:a@x.example">a.zip 信箱</a></p>
                <p><a href="https://x.example/a/通知.PDF?v=1">再来一次</a></p>""");
        assertThat(attached.documents())
                .containsExactly(
                        new Attached.Document(
                                "https://x.example/a/%E9%80%9A%E7%9F%A5.PDF?v=1", "application/pdf", "附件1：通知"),
                        new Attached.Document(
                                "https://x.example/download?id=7",
                                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                                "申报表.xlsx（23 KB）"),
                        new Attached.Document("https://x.example/b.ofd#page=2", "application/ofd", "b.ofd"));
        assertThat(attached.files()).extracting(Attached.File::type).endsWith("image/jpeg");
    }

    @Test
    void picturesHaveTheSizeThatTheTextGivesThem() {
        Attached attached =
                of("<p><img src=\"https://www.cac.example/0.jpg\" width=\"640\" height=\"auto\"><img src=\"x\"></p>");
        assertThat(attached.pictures())
                .containsExactly(new Attached.Picture(
                        "https://www.cac.example/0.jpg",
                        Optional.of("image/jpeg"),
                        "议事亭",
                        OptionalInt.of(640),
                        OptionalInt.empty()));
    }

    @Test
    void aTextThatBringsNothingHasNothing() {
        Entry entry = Entries.withBody(Entries.pictured(Entries.entry(0), List.of()), "<p>文中提到 report.pdf 而已。</p>");
        assertThat(Attached.of(entry)).isEqualTo(new Attached(List.of(), List.of()));
    }
}
