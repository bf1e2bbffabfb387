package org.yizhan.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.yizhan.search.Question;
import org.yizhan.search.StoryDocument;
import org.yizhan.search.Wanted;

class LiveTest {

    private static final Live.Pace PACE =
            new Live.Pace(Duration.ofMillis(10), Duration.ofMillis(400), Duration.ofMillis(50), 20);

    private final Log log = new Log();
    private final Live live = new Live(log, new Deaf(), new Live.Room(10, 0), PACE, System::nanoTime).start();

    @AfterEach
    void close() throws InterruptedException {
        live.close();
    }

    /** Changes in memory that count how often they are read. */
    private static final class Log implements LiveNews {

        private final List<Changed> changes = new CopyOnWriteArrayList<>();
        private final AtomicInteger readings = new AtomicInteger();
        private final AtomicInteger written = new AtomicInteger();
        private final AtomicInteger searched = new AtomicInteger();

        UUID add(String... feeds) {
            addAtOnce(1, feeds);
            return changes.getLast().story();
        }

        /** So that no reading comes between them. */
        void addAtOnce(int many, String... feeds) {
            long last = changes.size();
            changes.addAll(LongStream.rangeClosed(last + 1, last + many)
                    .mapToObj(seq ->
                            new Changed(UUID.randomUUID(), seq, seq, Set.of(feeds), Set.of(), false, Optional.empty()))
                    .toList());
        }

        @Override
        public Latest after(long seq) {
            readings.incrementAndGet();
            List<Changed> known = List.copyOf(changes);
            return new Latest(
                    seq,
                    known.size(),
                    known.stream().filter(change -> change.seq() > seq).toList());
        }

        @Override
        public List<StoryDocument> texts(Collection<UUID> stories) {
            searched.addAndGet(stories.size());
            return stories.stream()
                    .map(id ->
                            new StoryDocument(id, List.of(id), "养老院开门", "", List.of(), List.of("all"), Instant.EPOCH))
                    .toList();
        }

        @Override
        public Map<UUID, Told> told(Collection<UUID> stories) {
            return stories.stream().collect(Collectors.toMap(Function.identity(), this::told));
        }

        private Told told(UUID id) {
            written.incrementAndGet();
            return (seq, fresh, language) -> "\"" + id + "\"";
        }
    }

    private static final class Deaf implements LiveWatch {

        @Override
        public void open(int readers) {}

        @Override
        public void told(String event, int readers) {}

        @Override
        public void turnedAway(String reason) {}
    }

    private static final class Reader implements LiveReader {

        private final StringBuffer text = new StringBuffer();
        private volatile boolean away;
        private volatile boolean cut;

        @Override
        public boolean take(Buffer passage) {
            text.append(passage.toString(StandardCharsets.UTF_8));
            return !away;
        }

        @Override
        public void end() {
            away = true;
        }

        @Override
        public void cut() {
            cut = true;
        }

        boolean has(String words) {
            return text.indexOf(words) >= 0;
        }
    }

    private static LiveList list(Question question, String... feeds) {
        return new LiveList(
                new Wanted(
                        question,
                        List.of(feeds),
                        Optional.empty(),
                        Optional.empty(),
                        Wanted.Order.NEWEST,
                        Optional.empty(),
                        1),
                Optional.empty());
    }

    private Reader reader(LiveList list) {
        var reader = new Reader();
        assertThat(live.admit(list, LivePlace.at(log.changes.size()), "here", reader))
                .isPresent();
        return reader;
    }

    @Test
    void readsNothingWhileNobodyHasAListOpen() {
        log.add("all");
        live.wake();
        Reader reader = reader(list(new Question.Anything()));
        await().until(() -> reader.has("id: 1"));
        assertThat(log.written).hasValue(0);
        assertThat(log.readings.get()).isLessThanOrEqualTo(2);
    }

    @Test
    void writesAStoryOnceForAllReaders() {
        List<Reader> readers = List.of(
                reader(list(new Question.Anything())),
                reader(list(new Question.Anything())),
                reader(list(new Question.Anything(), "topic/a")),
                reader(list(new Question.Words("养老", false))));
        UUID story = log.add("all", "topic/a");
        live.wake();
        await().until(() -> readers.stream().allMatch(reader -> reader.has(story.toString())));
        assertThat(log.written).hasValue(1);
        assertThat(log.searched).hasValue(1);
    }

    @Test
    void looksThroughNoTextWhereNobodyAsksForWords() {
        Reader reader = reader(list(new Question.Anything(), "topic/a"));
        UUID story = log.add("all", "topic/a");
        live.wake();
        await().until(() -> reader.has(story.toString()));
        assertThat(log.searched).hasValue(0);
    }

    @Test
    void oneWhoTakesNothingIsCutAndTheOthersAreTold() {
        Reader slow = reader(list(new Question.Anything()));
        Reader other = reader(list(new Question.Anything()));
        slow.away = true;
        UUID story = log.add("all");
        live.wake();
        await().until(() -> slow.cut && other.has(story.toString()));
    }

    @Test
    void givesAListNoMoreThanItsEventsAndCountsTheRest() {
        Reader reader = reader(list(new Question.Anything()));
        log.addAtOnce(50, "all");
        live.wake();
        await().until(() -> reader.has("event: more"));
        assertThat(reader.text.toString().split("event: story", -1)).hasSizeLessThanOrEqualTo(23);
        assertThat(reader.text).containsPattern("\"count\":\\d\\d,\"unread\":false");
    }

    @Test
    void saysFromWhereToGoOnThoughNothingConcernsTheList() {
        Reader reader = reader(list(new Question.Anything(), "topic/none"));
        log.add("all");
        live.wake();
        await().until(() -> reader.has(":\nid: 1\n\n"));
        assertThat(reader.text).doesNotContain("event:");
    }

    @Test
    void letsNobodyInOnceItHasDismissedAll() {
        Reader reader = reader(list(new Question.Anything()));
        live.dismiss();
        assertThat(reader.away).isTrue();
        assertThat(live.admit(list(new Question.Anything()), LivePlace.NOW, "here", new Reader()))
                .isEmpty();
    }
}
