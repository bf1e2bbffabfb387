package org.yizhan.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BodyRetentionIT {

    private static final Draft OLD = Draft.of("cac", "1").received(10).saying("旧文。");
    private static final Draft NEW = Draft.of("mca", "2").received(30).saying("新文。");

    @TempDir
    static Path temporary;

    private static Newsdesk desk;
    private static BodyRetention retention;

    @BeforeAll
    static void open() throws IOException, InterruptedException {
        desk = Newsdesk.in(temporary);
        retention = new BodyRetention(desk.database());
    }

    @AfterAll
    static void close() {
        desk.close();
    }

    @BeforeEach
    void fill() throws SQLException {
        desk.empty();
        desk.publish(OLD.tagged(), NEW.tagged());
    }

    @Test
    void dropsTheTextOfWhatIsOlderAndNothingElse() {
        var before = desk.entry(OLD.id());
        assertThat(retention.drop(Draft.minute(20))).isEqualTo(1);
        assertThat(retention.drop(Draft.minute(20))).isZero();
        var after = desk.entry(OLD.id());
        assertThat(after.html()).isEqualTo("<p>正文已过保存期限，本站不再保存。</p>");
        assertThat(after.summary()).isEmpty();
        assertThat(after.images()).isEmpty();
        assertThat(after.origin()).isEqualTo(before.origin());
        assertThat(after.title()).isEqualTo(before.title());
        assertThat(after.updatedAt()).isEqualTo(before.updatedAt());
        assertThat(desk.entry(NEW.id()).html()).isEqualTo("<p>新文。</p>");
        assertThat(desk.stories.seq()).isEqualTo(2);
    }

    @Test
    void keepsWhatNamesTheArticle() throws SQLException {
        retention.drop(Draft.minute(20));
        var stored = desk.stories.article(OLD.id()).orElseThrow();
        assertThat(stored.article().paragraphs()).isEmpty();
        assertThat(stored.article().images()).isEmpty();
        assertThat(stored.article().warnings()).contains("the text is no longer kept");
        assertThat(stored.article())
                .usingRecursiveComparison()
                .ignoringFields("paragraphs", "images", "warnings")
                .isEqualTo(OLD.article());
        assertThat(stored.verdict()).isEqualTo(OLD.verdict());
        assertThat(desk.number("select count(*) from article where strpos(text, '旧文') > 0"))
                .isZero();
    }

    @Test
    void leavesTheArticleOpenToNewContent() {
        retention.drop(Draft.minute(20));
        assertThat(desk.publish(OLD.received(40).tagged())).isEmpty();
        desk.publish(OLD.received(41).saying("改好了。").tagged());
        assertThat(desk.entry(OLD.id()).html()).isEqualTo("<p>改好了。</p>");
        assertThat(retention.drop(Draft.minute(20))).isZero();
        assertThat(retention.drop(Draft.minute(42))).isEqualTo(2);
    }

    @Test
    void isSilentInSearchesForWords() {
        retention.drop(Draft.minute(20));
        var query = new StoryQuery(
                "旧文",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                9);
        assertThat(desk.stories.search(query).content().entries()).isEmpty();
    }

    @Test
    void goesThroughManyInSmallSteps() {
        desk.publish(IntStream.range(0, 450)
                .mapToObj(i -> Draft.of("many", "" + i).received(i % 7).tagged())
                .toList());
        List<Integer> steps = new ArrayList<>();
        do {
            steps.add(retention.drop(Draft.minute(8)));
        } while (steps.getLast() > 0);
        assertThat(steps).containsExactly(200, 200, 50, 0);
    }
}
