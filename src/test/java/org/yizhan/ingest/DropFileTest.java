package org.yizhan.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yizhan.article.Channel;
import org.yizhan.article.Identity;
import org.yizhan.article.Received;
import org.yizhan.article.Received.Form;
import org.yizhan.pdf.Press;

class DropFileTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-26T02:00:00Z"), ZoneOffset.UTC);
    private static final Channel FOLDER = new Channel(
            "shgb-folder",
            Channel.Kind.DROP_FOLDER,
            "shgb",
            Map.of("folder", "in", "column", "要闻", "page-body", "#zoom", "page-time", ""));

    private final DropFile files = new DropFile(new Intake(new SourceRegistry(NoDatabase.source()), CLOCK), CLOCK);

    private Intake.Taken take(String name, String text) throws Refused {
        return files.take(FOLDER, name, text.getBytes(StandardCharsets.UTF_8));
    }

    private Received received(String name, String text) throws Refused {
        return (Received) take(name, text).messages().getFirst();
    }

    @Test
    void takesArticlesForTheFoldersSource() throws Refused {
        Intake.Taken taken = take("a.ndjson", """
                {"id":"1","title":"一","text":"正文"}
                {"id":"2","text":"没有标题"}
                """);
        assertThat(taken.accepted()).containsExactly(new Intake.Accepted("1", Identity.article("shgb", "1")));
        assertThat(taken.rejected()).containsExactly(new Intake.Rejected("2", "title is missing or blank"));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-23_4.txt, 2026-11-23/4",
        "20261123-04.txt, 2026-11-23/4",
        "社会工作报2026-11-23_12.TXT, 2026-11-23/12"
    })
    void takesAPageByTheDateAndNumberInItsName(String name, String id) throws Refused {
        Received page = received(name, "党建动态\n标题\n正文");
        assertThat(page.form()).isEqualTo(Form.PAGE);
        assertThat(page.source()).isEqualTo("shgb");
        assertThat(page.externalId()).isEqualTo(id);
    }

    @Test
    void takesAWebPageUnderItsNameWithTheSitesSelectors() throws Refused {
        byte[] bytes = "<title>通知</title>".getBytes(Charset.forName("GBK"));
        var page =
                (Received) files.take(FOLDER, "tz-2026.html", bytes).messages().getFirst();
        assertThat(page.form()).isEqualTo(Form.HTML);
        assertThat(page.externalId()).isEqualTo("tz-2026");
        assertThat(page.bytes()).isEqualTo(bytes);
        assertThat(page.hints()).containsExactlyInAnyOrderEntriesOf(Map.of("column", "要闻", "page-body", "#zoom"));
    }

    @Test
    void takesAFeedUnderItsChannel() throws Refused {
        Received feed = received("export.xml", "<rss/>");
        assertThat(feed.form()).isEqualTo(Form.FEED);
        assertThat(feed.externalId()).isEqualTo("shgb-folder");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            page.txt         | x | a page's name is to end in its date and number, as 2026-11-23_4.txt does
            2026-13-40_1.txt | x | date is '2026-13-40'; give it as 2026-11-23
            photo.jpg        | x | the file's name tells no kind; let it end in .json, .ndjson, .txt, .pdf, .html, .xml, .rss or .atom
            README           | x | the file's name tells no kind; let it end in .json, .ndjson, .txt, .pdf, .html, .xml, .rss or .atom
            a.html           | '' | the file is empty
            """)
    void saysWhatIsWrongWithAFile(String name, String text, String reason) {
        Refused refused = catchThrowableOfType(Refused.class, () -> take(name, text));
        assertThat(refused.detail()).isEqualTo(reason);
    }

    @Test
    void refusesAFileLargerThanAPushMayBe() {
        Refused refused =
                catchThrowableOfType(Refused.class, () -> files.take(FOLDER, "a.html", new byte[DropFile.LARGEST + 1]));
        assertThat(refused.status()).isEqualTo(413);
    }

    @Test
    void tellsAPageOfADigitalPaperFromAnArticleByNameAndMarks() throws Refused {
        String marked = "<html><body><div id='ozoom'><p>天一黑，渡口边就亮起灯来。</p></div></body></html>";
        String plain = "<html><body><h1>题</h1><p>天一黑，渡口边就亮起灯来。</p></body></html>";

        assertThat(received("2026-11-23_4.html", marked))
                .extracting(Received::form, Received::externalId)
                .containsExactly(Form.PAGE, "2026-11-23/4");
        assertThat(received("2026-11-23_4.html", plain).form()).isEqualTo(Form.HTML);
        assertThat(received("渡口.html", marked).form()).isEqualTo(Form.HTML);
    }

    @Test
    void refusesThePageThatOnlyListsItsArticles() {
        var refused = catchThrowableOfType(
                Refused.class,
                () -> take("2026-11-23_4.html", "<ul id='titleList'><li><a href='content_1.htm'>渡口边的夜校</a></li></ul>"));

        assertThat(refused.detail()).contains("without their texts", "渡口边的夜校 content_1.htm", "poll-list");
    }

    @Test
    void takesAPdfSheetBySheet() throws Exception {
        var press = new Press();
        press.text(40, 60, 24, "水渠修好以后村里的变化").text(40, 90, 10, "大家都说方便了许多。").sheet();
        press.text(40, 60, 24, "图书馆周末开放到很晚").text(40, 90, 10, "孩子们可以借书。").sheet();

        Intake.Taken taken = files.take(FOLDER, "2026-11-23_4.pdf", press.print());

        assertThat(taken.accepted()).extracting(Intake.Accepted::id).containsExactly("2026-11-23/4", "2026-11-23/5");
        assertThat(taken.messages()).hasSize(1);
    }
}
