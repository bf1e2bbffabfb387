package org.yizhan.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yizhan.article.Message;

class PublishOrderIT {

    private static final int ORDERS = 3;
    static final String WRONG_COUNTS = """
            select count(*) from (select feed, count(*) as stories from feed_entry group by feed) e
            full join (select feed, stories from feed_count where stories <> 0) c using (feed)
            where e.stories is distinct from c.stories
            """;

    private static final String LEFT_OF_ERASED = """
            select (select count(*) from article where id in (select article_id from erased_article))
                 + (select count(*) from early_verdict where article_id in (select article_id from erased_article))
                 + (select count(*) from early_withdrawal where article_id in (select article_id from erased_article))
            """;

    @TempDir
    static Path temporary;

    private static Newsdesk desk;

    @BeforeAll
    static void open() throws IOException, InterruptedException {
        desk = Newsdesk.in(temporary);
    }

    @AfterAll
    static void close() {
        desk.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void everyOrderOfArrivalEndsInTheSame(long seed) throws SQLException {
        var history = new History(seed);
        desk.empty();
        for (Message message : history.inSomeOrder(new Random(seed))) {
            desk.publish(message);
        }
        Readable expected = Readable.of(desk.stories, history);
        assertThat(expected.articles())
                .hasSize(history.articles().size() + history.erased().size());
        assertThat(history.erased()).isNotEmpty();
        assertThat(expected.stories().values()).anyMatch(line -> line.startsWith("merged"));
        for (int order = 0; order < ORDERS; order++) {
            desk.empty();
            history.inBatches(new Random(seed * 31 + order)).forEach(desk::publish);
            assertThat(Readable.of(desk.stories, history)).as("order %s", order).isEqualTo(expected);
            assertThat(desk.number(WRONG_COUNTS)).isZero();
            assertThat(desk.number(LEFT_OF_ERASED)).isZero();
        }
    }

    @Test
    void deliveringEverythingAgainChangesNothing() throws SQLException {
        var history = new History(99);
        desk.empty();
        var all = history.inSomeOrder(new Random(99));
        desk.publish(all);
        long seq = desk.stories.seq();
        Readable before = Readable.of(desk.stories, history);
        assertThat(desk.publish(all)).isEmpty();
        assertThat(desk.stories.seq()).isEqualTo(seq);
        assertThat(Readable.of(desk.stories, history)).isEqualTo(before);
    }
}
