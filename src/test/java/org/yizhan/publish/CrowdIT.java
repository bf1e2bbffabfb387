package org.yizhan.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yizhan.article.Message;

/** Stories with so many members that a publisher remembers them. */
class CrowdIT {

    private static final int MEMBERS = 50;
    private static final Draft FIRST = Draft.of("cac", "1").published(1);

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

    @BeforeEach
    void crowd() throws SQLException {
        desk.empty();
        desk.publish(Stream.concat(Stream.of(FIRST), copies(0, MEMBERS))
                .map(Draft::tagged)
                .toList());
        desk.publish(copy(MEMBERS).tagged());
    }

    private static Stream<Draft> copies(int from, int to) {
        return IntStream.range(from, to).mapToObj(CrowdIT::copy);
    }

    private static Draft copy(int number) {
        return Draft.of("mca", "copy-" + number).repostOf(FIRST).published(10 + number);
    }

    /** Another instance, which remembers nothing. */
    private static void elsewhere(Message... messages) {
        var other = new Publisher(desk.database(), Clock.fixed(Draft.minute(600), ZoneOffset.UTC));
        other.process(Stream.of(messages).map(Newsdesk::envelope).toList());
    }

    private static List<UUID> withdrawn() {
        return desk.entry(FIRST.id()).copies().stream()
                .filter(Copy::withdrawn)
                .map(Copy::articleId)
                .toList();
    }

    @Test
    void whatAnotherInstanceChangedMeanwhileIsSeen() {
        elsewhere(copy(7).withdrawn(500, "误发"));
        desk.publish(copy(MEMBERS + 1).tagged());
        assertThat(withdrawn()).containsExactly(copy(7).id());
        assertThat(desk.entry(FIRST.id()).copies()).hasSize(MEMBERS + 2);
    }

    @Test
    void whoLeftMeanwhileIsNotTakenForAMember() {
        Draft alone = Draft.of("mca", "copy-7").published(17);
        elsewhere(alone.moved(2));
        desk.publish(copy(MEMBERS + 1).tagged());
        assertThat(desk.entry(FIRST.id()).copies())
                .extracting(Copy::articleId)
                .hasSize(MEMBERS + 1)
                .doesNotContain(alone.id());
        assertThat(desk.feed("all")).containsExactlyInAnyOrder(FIRST.id(), alone.id());
    }

    @Test
    void onlyThoseThatChangedAreReadAgain() throws SQLException {
        var crowd = new Crowd(1_000);
        try (var connection = desk.database().getConnection()) {
            var table = new ArticleTable(connection);
            crowd.keep(table.members(List.of(FIRST.id()), crowd).values());
            var again = table.members(List.of(FIRST.id()), crowd);
            var state = again.get(copy(5).id());
            assertThat(crowd.find(copy(5).id(), state.seq())).containsSame(state);
            elsewhere(copy(5).withdrawn(500, "误发"));
            var later = table.members(List.of(FIRST.id()), crowd);
            assertThat(later.values().stream()
                            .filter(member -> again.get(member.id()) != member)
                            .map(ArticleState::id))
                    .containsExactly(copy(5).id());
        }
    }

    @Test
    void aStoryOfAFewIsNotRemembered() throws SQLException {
        Draft lone = Draft.of("nmg", "2");
        desk.publish(lone.tagged());
        var crowd = new Crowd(1_000);
        try (var connection = desk.database().getConnection()) {
            var members = new ArticleTable(connection).members(List.of(lone.id()), crowd);
            crowd.keep(members.values());
            assertThat(crowd.find(lone.id(), members.get(lone.id()).seq())).isEmpty();
        }
    }
}
