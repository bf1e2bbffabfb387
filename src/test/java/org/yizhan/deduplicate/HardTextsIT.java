package org.yizhan.deduplicate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yizhan.deduplicate.Prints.MONDAY;
import static org.yizhan.deduplicate.Prints.article;
import static org.yizhan.deduplicate.Prints.hours;
import static org.yizhan.deduplicate.Prints.key;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.yizhan.article.Article;

/** Texts and floods that comparing has a hard time with, on a real PostgreSQL. */
class HardTextsIT {

    @RegisterExtension
    static final Store STORE = new Store();

    private final Readers readers = new Readers();

    /** A table with a price a row. */
    private static String table(int seed) {
        return IntStream.range(0, 40)
                .mapToObj(row -> "第%d行 %d.%02d 元 %d 张"
                        .formatted(row, 3 + (row * seed + 7) % 90, (row * 31 * seed) % 100, 11 + row * seed % 400))
                .reduce("", (rows, row) -> rows + row + "\n");
    }

    @Test
    void keepsTablesApartThatDifferInTheirNumbers() {
        readers.hear(STORE.process(
                article("站", "1", "价格公示", table(3), MONDAY), article("站", "2", "价格公示", table(5), hours(24))));
        assertThat(readers.groups()).hasSize(2);
    }

    @Test
    void keepsAThousandNoticesOfOneTitleApart() {
        for (int batch = 0; batch < 4; batch++) {
            int first = 250 * batch;
            readers.hear(STORE.process(IntStream.range(first, first + 250)
                    .mapToObj(i -> article("站" + i % 40, "n" + i, "公告", Prints.text(i, 1 + i % 4), hours(i % 300)))
                    .toArray(Article[]::new)));
        }
        assertThat(readers.groups()).hasSize(1000);
    }

    @Test
    void keepsArticlesOfNothingButOneFootApart() {
        String foot = "本网站所刊登的各种新闻信息和专题资料均为本站版权所有未经协议授权禁止下载使用或者建立镜像";
        for (int i = 0; i < 6; i++) {
            readers.hear(STORE.process(article("站", "i" + i, "图片新闻第" + i + "期", foot, hours(24 * i))));
        }
        // until a third, different article shows the line to be boilerplate, equal texts count as one piece
        for (int i = 0; i < 4; i++) {
            readers.hear(STORE.process(article("站", "t" + i, "报道" + i, Prints.text(i, 3) + "\n" + foot, hours(i))));
        }
        assertThat(readers.story(key("站", "t1"))).isNotEqualTo(readers.story(key("站", "t2")));
        assertThat(readers.story(key("站", "i1"))).isNotEqualTo(readers.story(key("站", "t2")));
    }

    @Test
    void takesTextsOfAMegabyteAndOfOneCharacter() {
        String huge = Prints.text(1, 12_000);
        readers.hear(STORE.process(
                article("站", "1", "全文", huge, MONDAY),
                article("另站", "1", "全文", huge + "（转自站）", hours(1)),
                article("站", "2", "一个字", "啊".repeat(50_000), MONDAY),
                article("站", "3", "别的字", "哦".repeat(50_000), MONDAY)));
        assertThat(huge.length()).isGreaterThan(340_000);
        assertThat(readers.story(key("另站", "1"))).isEqualTo(key("站", "1"));
        assertThat(readers.groups()).hasSize(3);
    }

    /** The pool, counting the statements that go through it. */
    private static DataSource counting(AtomicInteger statements) {
        return (DataSource) Proxy.newProxyInstance(
                HardTextsIT.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    Object answer = method.invoke(STORE.database(), arguments);
                    return answer instanceof Connection connection ? counting(connection, statements) : answer;
                });
    }

    private static Connection counting(Connection connection, AtomicInteger statements) {
        return (Connection) Proxy.newProxyInstance(
                HardTextsIT.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("prepareStatement")) {
                        statements.incrementAndGet();
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Test
    void needsAsManyStatementsForFiveHundredAsForFifty() {
        var statements = new AtomicInteger();
        var stage = new Deduplicator(counting(statements), Store.CLOCK);
        stage.process(List.of(Prints.envelope(article("站", "0", "暖机", Prints.text(9_999, 5), MONDAY))));
        int[] needed = new int[2];
        for (int round = 0; round < 2; round++) {
            int size = round == 0 ? 50 : 500;
            int base = 1_000 * round;
            statements.set(0);
            readers.hear(stage.process(IntStream.range(0, size)
                    .mapToObj(i -> article(
                            "站" + i % 30,
                            "s" + (base + i),
                            "题" + (base + i),
                            Prints.text(base + i / 5, 8) + "转".repeat(i % 5),
                            hours(i)))
                    .map(Prints::envelope)
                    .toList()));
            needed[round] = statements.get();
        }
        assertThat(readers.groups()).hasSize(110);
        assertThat(needed[1]).isEqualTo(needed[0]).isLessThan(40);
    }
}
