package org.yizhan.deduplicate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yizhan.deduplicate.Prints.MONDAY;
import static org.yizhan.deduplicate.Prints.REPORT;
import static org.yizhan.deduplicate.Prints.article;
import static org.yizhan.deduplicate.Prints.hours;
import static org.yizhan.deduplicate.Prints.key;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.yizhan.article.Article;
import org.yizhan.article.Mending;
import org.yizhan.article.Mending.Action;

/** Stories split and merged by hand, on a real PostgreSQL. */
class MenderIT {

    @RegisterExtension
    static final Store STORE = new Store();

    private final Readers readers = new Readers();

    private static final UUID A = key("晚报", "1");
    private static final UUID B = key("网站", "1");
    private static final UUID C = key("论坛", "1");
    private static final UUID D = key("门户", "1");

    private static Article report(String source, int hour, String end) {
        return article(source, "1", "长者食堂一年不涨价", REPORT + end, hours(hour));
    }

    private void threeCopies() {
        readers.hear(STORE.process(report("晚报", 0, ""), report("网站", 1, "（转自晚报）"), report("论坛", 2, "")));
        assertThat(readers.groups()).containsExactly(Set.of(A, B, C));
    }

    private static Mending mending(int no, Action action, UUID... articles) {
        return new Mending(
                new UUID(7, no), action, List.of(articles), Optional.empty(), "ops", "两件事", MONDAY.plusSeconds(no));
    }

    private static Mending undo(int no, Mending undone) {
        return new Mending(
                new UUID(7, no),
                Action.UNDO,
                List.of(),
                Optional.of(undone.key()),
                "ops",
                "弄错了",
                MONDAY.plusSeconds(no));
    }

    private static Mendings log() {
        return new Mendings(STORE.database());
    }

    @Test
    void takesAnArticleOutOfItsStory() {
        threeCopies();
        readers.hear(STORE.process(mending(1, Action.SPLIT, B)));
        assertThat(readers.groups()).containsExactlyInAnyOrder(Set.of(A, C), Set.of(B));
        assertThat(readers.verdict(B).reasons()).anyMatch(reason -> reason.contains("两件事"));
    }

    @Test
    void takesOutACopyWhoseTextAnotherRepeats() {
        threeCopies();
        readers.hear(STORE.process(mending(1, Action.SPLIT, C)));
        assertThat(readers.groups()).containsExactlyInAnyOrder(Set.of(A, B), Set.of(C));
    }

    @Test
    void takesOutTheOneWhoseTextOthersRepeat() {
        threeCopies();
        readers.hear(STORE.process(mending(1, Action.SPLIT, A)));
        assertThat(readers.groups()).containsExactlyInAnyOrder(Set.of(A), Set.of(B, C));
        assertThat(readers.story(C)).as("named by the oldest member left").isEqualTo(B);
    }

    @Test
    void isNotUndoneByWhatComesLater() {
        threeCopies();
        readers.hear(STORE.process(mending(1, Action.SPLIT, B)));
        readers.hear(STORE.process(report("网站", 1, "（转自晚报）"), report("门户", 3, "（转自晚报）")));
        readers.hear(STORE.process(report("晚报", 0, "")));
        assertThat(readers.story(A)).isEqualTo(readers.story(C)).isNotEqualTo(readers.story(B));
        Article revised = article("网站", "1", "长者食堂一年不涨价", REPORT.replace("七十三", "七十二"), hours(1));
        readers.hear(STORE.process(revised));
        assertThat(readers.story(B)).isEqualTo(B);
        assertThat(readers.groups()).hasSize(2);
        assertThat(readers.articles()).contains(D);
    }

    @Test
    void isTakenBackWithoutATrace() throws Exception {
        threeCopies();
        var before = readers.groups();
        for (UUID one : List.of(A, B, C)) {
            Mending split = mending(one.equals(A) ? 1 : one.equals(B) ? 2 : 3, Action.SPLIT, one);
            readers.hear(STORE.process(split));
            assertThat(readers.groups()).as("split " + one).hasSize(2);
            readers.hear(STORE.process(undo(10 + (int) split.key().getLeastSignificantBits(), split)));
            assertThat(readers.groups()).as("undone " + one).isEqualTo(before);
        }
        assertThat(STORE.count("mended")).isZero();
    }

    @Test
    void joinsWhatIsNotAlike() {
        Article other = article("门户", "1", "食堂之外", Prints.text(5, 9), hours(4));
        threeCopies();
        readers.hear(STORE.process(other));
        Mending merge = mending(1, Action.MERGE, A, D);
        readers.hear(STORE.process(merge));
        assertThat(readers.groups()).containsExactly(Set.of(A, B, C, D));
        assertThat(readers.verdict(D).rule()).isEqualTo("by-hand");
        readers.hear(STORE.process(other));
        assertThat(readers.story(D)).isEqualTo(A);
        readers.hear(STORE.process(undo(2, merge)));
        assertThat(readers.groups()).containsExactlyInAnyOrder(Set.of(A, B, C), Set.of(D));
    }

    @Test
    void letsTheLaterWordCount() {
        threeCopies();
        readers.hear(STORE.process(mending(1, Action.SPLIT, B)));
        readers.hear(STORE.process(mending(2, Action.MERGE, A, B)));
        assertThat(readers.groups()).containsExactly(Set.of(A, B, C));
        readers.hear(STORE.process(mending(3, Action.SPLIT, B, C)));
        assertThat(readers.groups()).containsExactlyInAnyOrder(Set.of(A), Set.of(B, C));
    }

    @Test
    void isDoneOnceHoweverOftenItComes() throws Exception {
        threeCopies();
        Mending split = mending(1, Action.SPLIT, B);
        readers.hear(STORE.process(split));
        var again = new Readers();
        again.hear(STORE.process(split));
        assertThat(again.articles()).as("told again").containsExactly(B);
        assertThat(again.verdict(B)).isEqualTo(readers.verdict(B));
        assertThat(STORE.count("mending")).isEqualTo(1);
    }

    @Test
    void isOnRecordWithWhatCameOfIt() {
        threeCopies();
        Mending split = mending(1, Action.SPLIT, B);
        STORE.process(split);
        Mending undo = undo(2, split);
        STORE.process(undo);
        STORE.process(mending(3, Action.SPLIT, key("nobody", "0")));
        assertThat(log().find(split.key())).hasValueSatisfying(kept -> {
            assertThat(kept.mending()).isEqualTo(split);
            assertThat(kept.outcome()).isEqualTo("moved 1 article");
            assertThat(kept.undoneBy()).contains(undo.key());
        });
        assertThat(log().latest(List.of(), MONDAY.plusSeconds(99), 10))
                .extracting(Mendings.Kept::outcome)
                .containsExactly(
                        "changed nothing: none of the articles is known", "moved 1 article", "moved 1 article");
        assertThat(log().latest(List.of(B), MONDAY.plusSeconds(99), 10)).hasSize(2);
        assertThat(log().latest(List.of(D), MONDAY.plusSeconds(99), 10)).isEmpty();
    }

    @Test
    void leavesAStoryOfOneAlone() {
        readers.hear(STORE.process(report("晚报", 0, "")));
        STORE.process(mending(1, Action.SPLIT, A));
        assertThat(log().find(new UUID(7, 1)))
                .hasValueSatisfying(kept -> assertThat(kept.outcome()).contains("nothing would be left"));
    }
}
