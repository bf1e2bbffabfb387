package org.yizhan.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yizhan.article.Message;

class PublishTogetherIT {

    private static final int ROUNDS = 6;

    @TempDir
    static Path temporary;

    private static Newsdesk desk;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @BeforeAll
    static void open() throws IOException, InterruptedException {
        desk = Newsdesk.in(temporary);
    }

    @AfterAll
    static void close() {
        desk.close();
    }

    @BeforeEach
    void empty() throws SQLException {
        desk.empty();
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    /** Publishes everything twice at the same time, in two orders. */
    private void publishTwiceAtOnce(History history, long seed) throws InterruptedException, ExecutionException {
        List<Future<?>> running = new ArrayList<>();
        for (int thread = 0; thread < 2; thread++) {
            List<List<Message>> batches = history.inBatches(new Random(seed * 2 + thread));
            running.add(threads.submit(() -> batches.forEach(desk::publish)));
        }
        for (Future<?> thread : running) {
            thread.get();
        }
    }

    @Test
    void twoPublishersOfTheSameStoriesEndInTheSameAsOne() throws Exception {
        for (long seed = 1; seed <= ROUNDS; seed++) {
            var history = new History(seed);
            desk.empty();
            desk.publish(history.inSomeOrder(new Random(seed)));
            Readable expected = Readable.of(desk.stories, history);
            desk.empty();
            publishTwiceAtOnce(history, seed);
            assertThat(Readable.of(desk.stories, history)).isEqualTo(expected);
            assertThat(desk.number(PublishOrderIT.WRONG_COUNTS)).isZero();
        }
    }

    private static Message[] batch(Message... messages) {
        return messages;
    }

    /** Publishes these at the same time, so that none sees what the others have written when it reads. */
    private void publishAtOnce(Message[]... batches) throws Exception {
        List<Future<?>> running = new ArrayList<>();
        try (var holder = desk.database().getConnection()) {
            holder.setAutoCommit(false);
            new Turn(holder).take();
            for (Message[] batch : batches) {
                running.add(threads.submit(() -> desk.publish(batch)));
            }
            await().until(
                            () -> desk.number("select count(*) from pg_locks where not granted"),
                            waiting(batches.length));
            holder.rollback();
        }
        for (Future<?> thread : running) {
            thread.get();
        }
    }

    private static Predicate<Long> waiting(int publishers) {
        return count -> count == publishers;
    }

    @Test
    void whatIsSaidOfAnArticleWhileItComesIsNotLost() throws Exception {
        var older = Draft.of("cac", "1");
        var article = Draft.of("mca", "2");
        for (int round = 0; round < ROUNDS; round++) {
            desk.empty();
            desk.publish(older.tagged());
            publishAtOnce(
                    batch(article.tagged()),
                    batch(article.withdrawn(20, "错")),
                    batch(article.repostOf(older).moved(2)));
            var stored = desk.stories.article(article.id()).orElseThrow();
            assertThat(stored.storyId()).isEqualTo(older.id());
            assertThat(stored.withdrawn()).isTrue();
        }
    }

    @Test
    void anArticleErasedWhileItComesIsNotKept() throws Exception {
        var article = Draft.of("mca", "2");
        for (int round = 0; round < ROUNDS; round++) {
            desk.empty();
            publishAtOnce(batch(article.tagged()), batch(article.erased()), batch(article.moved(3)));
            assertThat(desk.stories.article(article.id())).isEmpty();
            assertThat(desk.feed("all")).isEmpty();
            assertThat(desk.number("select count(*) from early_verdict")).isZero();
        }
    }

    @Test
    void aMemberThatChangesBetweenReadingAndLockingIsReadAgain() throws Exception {
        var first = Draft.of("cac", "1");
        var copy = Draft.of("mca", "2").repostOf(first);
        desk.publish(first.tagged(), copy.tagged());
        try (var other = desk.database().getConnection()) {
            other.setAutoCommit(false);
            var withdrawal = new Arrivals(List.of(Newsdesk.envelope(copy.withdrawn(20, ""))));
            new Publication(other, Draft.minute(99), withdrawal, Crowd.NOBODY).publish();
            var late = threads.submit(() -> desk.publish(
                    copy.tagged(), Draft.of("nmg", "3").repostOf(first).tagged()));
            await().until(() -> desk.number("select count(*) from pg_locks where not granted"), waiting(1));
            other.commit();
            late.get();
        }
        assertThat(desk.feed("source/nmg")).containsExactly(first.id());
        assertThat(desk.feed("source/mca")).isEmpty();
        assertThat(desk.number(PublishOrderIT.WRONG_COUNTS)).isZero();
    }

    @Test
    void aReaderWhoAsksForWhatCameSinceMissesNothing() throws Exception {
        var finished = new AtomicBoolean();
        Map<UUID, Long> seen = new HashMap<>();
        List<Long> numbers = new ArrayList<>();
        Future<?> reader = threads.submit(() -> {
            long since = 0;
            boolean last = false;
            while (!last) {
                last = finished.get();
                List<ExportRow> rows = new ArrayList<>();
                desk.stories.export(since, rows::add);
                for (ExportRow row : rows) {
                    seen.put(row.articleId(), row.seq());
                    numbers.add(row.seq());
                    since = row.seq();
                }
            }
        });
        for (long seed = 1; seed <= ROUNDS; seed++) {
            publishTwiceAtOnce(new History(seed), seed);
        }
        finished.set(true);
        reader.get();
        Map<UUID, Long> stored = new HashMap<>();
        desk.stories.export(0, row -> stored.put(row.articleId(), row.seq()));
        assertThat(seen).isEqualTo(stored);
        assertThat(numbers).isSorted().doesNotHaveDuplicates();
    }
}
