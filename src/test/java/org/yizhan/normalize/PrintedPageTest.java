package org.yizhan.normalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yizhan.article.PageType;
import org.yizhan.article.Sources;
import org.yizhan.article.Unreadable;
import org.yizhan.pdf.Composed;
import org.yizhan.pdf.Composed.Truth;
import org.yizhan.pdf.Press;

class PrintedPageTest {

    private static final int SHEETS = 15;

    private final PageDocument pages = new PageDocument(Sources.NONE);

    private List<NewspaperPage.Reading> read(byte[] pdf) {
        return pages.read(pdf, PageType.PDF, "application/pdf", "");
    }

    private List<Piece> pieces(byte[] pdf) {
        return read(pdf).stream().flatMap(page -> page.pieces().stream()).toList();
    }

    private String error(byte[] pdf) {
        return catchThrowableOfType(Unreadable.class, () -> read(pdf)).error();
    }

    private static Press column(Press press, double x, double y, int width, String... paragraphs) {
        List<String> lines = Press.lines(List.of(paragraphs), width);
        for (int i = 0; i < lines.size(); i++) {
            press.text(x, y + 15 * i, 10, lines.get(i));
        }
        return press;
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5})
    void readsSheetsLaidOutByChance(int columns) throws IOException {
        int set = 0;
        int read = 0;
        int right = 0;
        int headlines = 0;
        int kickers = 0;
        int paragraphs = 0;
        int found = 0;
        for (int seed = 1; seed <= SHEETS; seed++) {
            Composed sheet = Composed.of(31L * seed + columns, columns);
            List<Piece> pieces = pieces(sheet.pdf());
            set += sheet.articles().size();
            read += pieces.size();
            for (Truth truth : sheet.articles()) {
                paragraphs += truth.paragraphs().size();
                Set<String> whole = new HashSet<>(truth.paragraphs());
                Piece match = pieces.stream()
                        .filter(piece -> piece.title().equals(Optional.of(truth.title())))
                        .findFirst()
                        .orElse(null);
                if (match != null) {
                    headlines++;
                    kickers += match.kicker().orElse("").equals(truth.kicker())
                                    && match.subtitle().orElse("").equals(truth.subtitle())
                            ? 1
                            : 0;
                    List<String> same =
                            match.paragraphs().stream().filter(whole::contains).toList();
                    found += same.size();
                    right += match.paragraphs().equals(truth.paragraphs()) ? 1 : 0;
                }
            }
        }
        System.out.printf(
                "PDF %d columns: set %d read %d exact %d headlines %d kicker+subtitle %d paragraphs %d/%d%n",
                columns, set, read, right, headlines, kickers, found, paragraphs);
        assertThat(2.0 * right / (set + read)).as("piece F1").isGreaterThanOrEqualTo(0.95);
        assertThat((double) headlines / set).as("headlines").isGreaterThanOrEqualTo(0.95);
        assertThat((double) kickers / set).as("kickers and subtitles").isGreaterThanOrEqualTo(0.95);
        assertThat((double) found / paragraphs).as("paragraphs").isGreaterThanOrEqualTo(0.95);
    }

    @Test
    void goesOnInTheNextColumnWhereANarrowerHeadlineStandsBelow() throws IOException {
        var press = new Press();
        press.text(40, 60, 24, "两栏宽的大标题在这里");
        column(press, 40, 90, 20, "第一篇的第一段写的是水渠修好以后村里的变化，大家都说方便了许多。", "第一篇的第二段在这一栏里还没有写完，它要到");
        column(press, 300, 90, 20).text(300, 90, 10, "右边一栏才结束。");
        column(press, 300, 105, 20, "第一篇的第三段也印在右边一栏，一直向下排到页脚的地方才停住。", "第四段接着它往下排，讲的是明年的打算和今年的账目。");
        press.text(40, 200, 18, "一栏宽的小标题");
        column(press, 40, 225, 20, "第二篇讲的是图书馆周末开放，孩子们可以借书。");

        List<Piece> pieces = pieces(press.sheet().print());

        assertThat(pieces).extracting(piece -> piece.title().orElse("-")).containsExactly("两栏宽的大标题在这里", "一栏宽的小标题");
        assertThat(pieces.getFirst().paragraphs()).hasSize(4).element(1).isEqualTo("第一篇的第二段在这一栏里还没有写完，它要到右边一栏才结束。");
        assertThat(pieces.getLast().paragraphs()).containsExactly("第二篇讲的是图书馆周末开放，孩子们可以借书。");
    }

    @Test
    void readsEverySheetAsAPageOfItsOwn() throws IOException {
        var press = new Press();
        press.text(40, 60, 24, "第一页的标题");
        column(press, 40, 90, 20, "第一页的正文写的是水渠修好以后村里的变化。").sheet();
        press.text(40, 60, 24, "第二页的标题");
        column(press, 40, 90, 20, "第二页的正文写的是图书馆周末开放的事情。").sheet();

        assertThat(read(press.print()))
                .hasSize(2)
                .extracting(page -> page.pieces().getFirst().title().orElse("-"))
                .containsExactly("第一页的标题", "第二页的标题");
    }

    @Test
    void readsTheCharactersThatABrowsersRadicalsStandFor() throws IOException {
        var press = new Press().named();
        press.text(40, 60, 24, "⽢州区⽼年⻝堂开到家⻔⼝");
        column(press, 40, 90, 20, "⼈⺠日报讯⽼⻢的⻋停在⾃家院⾥⸺⻝堂的⻩⻥⾯上桌了。");

        Piece piece = pieces(press.sheet().print()).getFirst();

        assertThat(piece.title()).contains("甘州区老年食堂开到家门口");
        assertThat(piece.paragraphs()).containsExactly("人民日报讯老马的车停在自家院里——食堂的黄鱼面上桌了。");
    }

    @Test
    void saysWhatStandsAtAnAngleOrInVerticalType() throws IOException {
        var press = new Press();
        press.text(40, 60, 24, "平排的标题");
        column(press, 40, 90, 20, "正文写的是水渠修好以后村里的变化，大家都说方便了许多。");
        press.down(700, 100, 20, "竖排标题").turned(800, 500, 12, "斜着的字");

        NewspaperPage.Reading page = read(press.sheet().print()).getFirst();

        assertThat(page.pieces()).hasSize(1);
        assertThat(page.warnings())
                .contains(
                        "4 characters in vertical type were left out",
                        "4 characters that stand at an angle were left out");
    }

    @Test
    void namesOcrWhereNoTextLayerIs() throws IOException {
        byte[] scan = new Press().box(10, 10, 500, 700).sheet().print();

        var unreadable = catchThrowableOfType(Unreadable.class, () -> read(scan));

        assertThat(unreadable.error()).isEqualTo("no-text-layer");
        assertThat(unreadable).hasMessageContaining("OCR");
    }

    @Test
    void saysThatAPdfIsEncryptedOrBroken() throws IOException {
        var press = new Press();
        column(press, 40, 90, 20, "正文写的是水渠修好以后村里的变化，大家都说方便了许多。").sheet();
        press.document().protect(new StandardProtectionPolicy("owner", "user", new AccessPermission()));
        assertThat(error(press.print())).isEqualTo("encrypted-pdf");
        assertThat(error("%PDF-1.7\nnothing of the kind".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo("broken-pdf");
        byte[] whole = Composed.of(1, 4).pdf();
        assertThat(error(Arrays.copyOf(whole, 60))).isEqualTo("broken-pdf");
    }

    @Test
    void refusesWhatUnpacksToFarMoreThanItIs() throws IOException {
        var press = new Press();
        for (int i = 0; i < 20; i++) {
            press.text(40, 60, 24, "水");
        }
        press.sheet();
        var bomb = new PDStream(press.document());
        try (var out = bomb.createOutputStream(COSName.FLATE_DECODE)) {
            var spaces = new byte[1_000_000];
            Arrays.fill(spaces, (byte) ' ');
            for (int i = 0; i < 120; i++) {
                out.write(spaces);
            }
        }
        press.document().getPage(0).setContents(bomb);

        assertThat(error(press.print())).isEqualTo("pdf-too-large");
    }

    @Test
    void refusesMoreSheetsThanANewspaperHas() throws IOException {
        var press = new Press();
        for (int i = 0; i < 65; i++) {
            press.text(40, 60, 24, "水").sheet();
        }

        assertThat(error(press.print())).isEqualTo("pdf-too-large");
    }
}
