package org.yizhan.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;
import org.yizhan.search.Wanted.Order;

class FollowerTest {

    @TempDir
    Path folder;

    private final Shelf shelf = new Shelf();
    private Follower follower;

    @BeforeEach
    void open() {
        follower = Follower.of(folder, shelf);
    }

    @AfterEach
    void close() throws IOException, InterruptedException {
        follower.close();
    }

    private void catchUp() {
        while (follower.follow()) {
            // until nothing is left
        }
    }

    private void reopen() throws IOException, InterruptedException {
        follower.close();
        open();
    }

    private static Wanted wanted(String text, Order order, String... feeds) {
        var read = (QuestionReader.Read.Understood) QuestionReader.read(text);
        return new Wanted(
                read.question(), List.of(feeds), Optional.empty(), Optional.empty(), order, Optional.empty(), 50);
    }

    private List<Integer> found(String text, String... feeds) {
        return numbers(follower.find(wanted(text, Order.NEWEST, feeds)).hits());
    }

    private static void remove(Path index) throws IOException {
        try (var files = Files.list(index)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(index);
    }

    private static List<Integer> numbers(List<Wanted.Hit> hits) {
        return hits.stream()
                .map(hit -> (int) hit.story().getLeastSignificantBits())
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "养老|3 2 1",
                "養老|3 2 1",
                "养老院|3",
                "养老服务|2 1",
                "养|3 2 1",
                "院|3",
                "站|1",
                "老服|2 1",
                "养院|",
                "养老 食堂|2 1",
                "服务站 食堂|1",
                "食堂 -服务站|2",
                "-养老|4",
                "养老 -食堂|3",
                "养老院 OR 食堂|3 2 1",
                "河长 OR 养老院|4 3",
                "(养老 食堂) OR 河长|4 2 1",
                "`\"开门，食堂\"`|",
                "`\"食堂 开门\"`|2",
                "`\"g20，人\"`|",
                "`\"服务站：站里\"`|1",
                "`\"下午、new york\"`|4",
                "g20|3",
                "Ｇ２０|3",
                "G2|",
                "11月|4",
                "11月23日|4",
                "23日|4",
                "月23|4",
                "11月24日|",
                "1月|",
                "`，。`|",
                "covid-19|4",
                "`\"new york\"`|4",
                "york new|4"
            })
    void findsWhatIsAskedFor(String text, String numbers) {
        shelf.put(
                Shelf.story(1, "养老服务站", "站里有食堂。"),
                Shelf.story(2, "養老服務", "食堂开门\n"),
                Shelf.story(3, "养老院", "迎接Ｇ20的人", "region/620000"),
                Shelf.story(4, "河长巡河", "11月23日下午，New York 的covid-19"));
        catchUp();
        List<Integer> expected = numbers == null
                ? List.of()
                : java.util.Arrays.stream(numbers.split(" "))
                        .map(Integer::valueOf)
                        .toList();
        assertThat(found(text)).isEqualTo(expected);
        assertThat(numbers(follower.find(wanted(text, Order.RELEVANCE)).hits()))
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void agreesWithWhoeverLooksAtTheTextsThemselves() {
        var random = new Random(3);
        String characters = "甲乙丙丁戊己";
        List<StoryDocument> stories = IntStream.range(1, 400)
                .mapToObj(number -> Shelf.story(number, text(random, characters, 6), text(random, characters, 30)))
                .toList();
        shelf.put(stories.toArray(StoryDocument[]::new));
        catchUp();
        for (int round = 0; round < 300; round++) {
            String word = text(random, characters, 1 + random.nextInt(6)).replace("，", "");
            List<Integer> expected = word.isEmpty()
                    ? List.of()
                    : stories.reversed().stream()
                            .filter(story ->
                                    story.title().contains(word) || story.text().contains(word))
                            .map(story -> (int) story.id().getLeastSignificantBits())
                            .limit(50)
                            .toList();
            if (!word.isEmpty()) {
                assertThat(found(word)).as(word).isEqualTo(expected);
            }
        }
    }

    private static String text(Random random, String characters, int length) {
        var text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(random.nextInt(8) == 0 ? '，' : characters.charAt(random.nextInt(characters.length())));
        }
        return text.toString();
    }

    @Test
    void narrowsByFeedsAndTime() {
        shelf.put(
                Shelf.story(1, "养老", "", "region/620000", "topic/a"),
                Shelf.story(2, "养老", "", "region/620000"),
                Shelf.story(3, "养老", "", "topic/a"));
        catchUp();
        assertThat(found("养老", "region/620000")).containsExactly(2, 1);
        assertThat(found("养老", "region/620000", "topic/a")).containsExactly(1);
        assertThat(found("养老", "region/62")).isEmpty();
        var wanted = new Wanted(
                new Question.Words("养老", false),
                List.of(),
                Optional.of(Shelf.MORNING.plusSeconds(2)),
                Optional.of(Shelf.MORNING.plusSeconds(3)),
                Order.NEWEST,
                Optional.empty(),
                9);
        assertThat(numbers(follower.find(wanted).hits())).containsExactly(2);
    }

    @Test
    void pagesShowEachStoryOnceInEitherOrder() {
        for (int number = 1; number <= 57; number++) {
            StoryDocument story = Shelf.story(number, "养老".repeat(1 + number % 3), "");
            // many of one time: the id decides, as PostgreSQL orders ids
            shelf.put(new StoryDocument(
                    story.id(),
                    story.members(),
                    story.title(),
                    "",
                    List.of(),
                    List.of(),
                    Shelf.MORNING.plusSeconds(number / 10)));
        }
        catchUp();
        for (Order order : Order.values()) {
            List<Wanted.Hit> all = follower.find(wanted("养老", order).with(100)).hits();
            List<Wanted.Hit> paged = new ArrayList<>();
            List<Wanted.Hit> page;
            do {
                var next = wanted("养老", order).with(10);
                page = follower.find(paged.isEmpty() ? next : next.behind(paged.getLast()))
                        .hits();
                paged.addAll(page);
            } while (!page.isEmpty());
            assertThat(paged).isEqualTo(all).hasSize(57).doesNotHaveDuplicates();
        }
    }

    @Test
    void titlesWeighMoreThanTexts() {
        shelf.put(Shelf.story(1, "养老服务条例", "全文如下"), Shelf.story(2, "全文如下", "养老服务条例"));
        catchUp();
        assertThat(numbers(follower.find(wanted("养老服务", Order.RELEVANCE)).hits()))
                .containsExactly(1, 2);
    }

    @Test
    void whatIsWithdrawnOrChangedIsFoundAsItIs() {
        shelf.put(Shelf.story(1, "养老", ""), Shelf.story(2, "养老", ""));
        catchUp();
        shelf.withdraw(1);
        shelf.put(Shelf.story(2, "河长", ""));
        catchUp();
        assertThat(found("养老")).isEmpty();
        assertThat(found("河长")).containsExactly(2);
    }

    @Test
    void aStoryThatAnArticleLeftIsReadAgain() {
        UUID mover = Shelf.id(9);
        StoryDocument old = Shelf.story(1, "养老", "");
        shelf.put(
                new StoryDocument(
                        old.id(),
                        List.of(old.id(), mover),
                        "养老",
                        "",
                        List.of(),
                        List.of("source/x"),
                        old.publishedAt()),
                Shelf.story(2, "河长", ""));
        catchUp();
        assertThat(found("养老", "source/x")).containsExactly(1);
        shelf.move(
                mover,
                old,
                new StoryDocument(
                        Shelf.id(2),
                        List.of(Shelf.id(2), mover),
                        "河长",
                        "",
                        List.of(),
                        List.of("source/x"),
                        old.publishedAt()));
        catchUp();
        assertThat(found("养老", "source/x")).isEmpty();
        assertThat(found("养老")).containsExactly(1);
        assertThat(found("河长", "source/x")).containsExactly(2);
    }

    @Test
    void aStoryThatIsGoneWithItsLastArticleIsNotFound() {
        StoryDocument old = Shelf.story(1, "养老", "");
        shelf.put(old);
        catchUp();
        var nothing = new StoryDocument(old.id(), List.of(), "", "", List.of(), List.of(), old.publishedAt());
        StoryDocument into = Shelf.story(2, "河长", "");
        shelf.move(old.id(), nothing, into);
        catchUp();
        assertThat(found("养老")).isEmpty();
    }

    @Test
    void erasedWordsAreInNoFile() throws IOException {
        shelf.put(Shelf.story(1, "张三丰 zhangsanfeng", ""), Shelf.story(2, "河长", ""));
        catchUp();
        shelf.erase(1);
        catchUp();
        assertThat(found("河长")).containsExactly(2);
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                assertThat(new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain("zhangsanfeng");
            }
        }
    }

    @Test
    void goesOnFromWhereItWasClosed() throws Exception {
        shelf.put(Shelf.story(1, "养老", ""));
        catchUp();
        reopen();
        assertThat(follower.isComplete()).isFalse();
        assertThat(found("养老")).containsExactly(1);
        shelf.put(Shelf.story(2, "养老", ""));
        catchUp();
        assertThat(follower.isComplete()).isTrue();
        assertThat(found("养老")).containsExactly(2, 1);
    }

    @Test
    void isMadeAnewForAnotherStoreOrOneThatWentBack() throws Exception {
        shelf.put(Shelf.story(1, "养老", ""));
        catchUp();
        shelf.name = "other";
        reopen();
        assertThat(found("养老")).isEmpty();
        catchUp();
        assertThat(found("养老")).containsExactly(1);
        shelf.put(Shelf.story(1, "养老", ""));
        catchUp();
        shelf.goBack();
        shelf.put(Shelf.story(2, "河长", ""));
        catchUp();
        assertThat(found("养老 OR 河长")).containsExactly(2);
    }

    /** As a full disk does: nothing can be written. */
    @Test
    void restsLongerEachTimeItCantWriteTellsItOnceAndGoesOnByItself() throws Exception {
        Path own = folder.resolve("own");
        var disk = new Trouble(Duration.ofMillis(10), Duration.ofMillis(50));
        var logger = (Logger) LoggerFactory.getLogger(Trouble.class);
        var told = new ListAppender<ILoggingEvent>();
        told.start();
        logger.addAppender(told);
        try (var index = new Follower(own, shelf, disk)) {
            shelf.put(Shelf.story(1, "养老", ""));
            while (index.follow()) {
                // until nothing is left
            }
            remove(own);
            Files.createFile(own);
            shelf.put(Shelf.story(2, "养老", ""));
            List<Duration> pauses = new ArrayList<>();
            for (int round = 0; round < 20; round++) {
                assertThat(index.follow()).isTrue();
                pauses.add(disk.pause());
            }
            assertThat(index.isComplete()).isFalse();
            assertThat(pauses).isSorted().doesNotContain(Duration.ZERO).endsWith(Duration.ofMillis(50));
            assertThat(told.list).as("a line a change").hasSizeBetween(1, 2);

            Files.delete(own);
            while (index.follow()) {
                // until nothing is left
            }
            assertThat(index.isComplete()).isTrue();
            assertThat(numbers(index.find(wanted("养老", Order.NEWEST)).hits())).containsExactly(2, 1);
            assertThat(disk.pause()).isZero();
            assertThat(told.list.getLast().getFormattedMessage()).isEqualTo("the search index follows again");
        } finally {
            logger.detachAppender(told);
        }
    }

    /** The thread rests, and is not stopped by that. */
    @Test
    void followsAgainOnceThereIsRoom() throws Exception {
        Path own = folder.resolve("own");
        try (var index = new Follower(own, shelf, new Trouble(Duration.ofMillis(10), Duration.ofMillis(50)))) {
            remove(own);
            Files.createFile(own);
            shelf.put(Shelf.story(1, "养老", ""));
            index.start();
            await().until(() -> index.behind() > 0);
            Files.delete(own);
            await().until(index::isComplete);
            assertThat(numbers(index.find(wanted("养老", Order.NEWEST)).hits())).containsExactly(1);
        }
    }

    @Test
    void triesTwiceAsLateEachTimeUpToFiveMinutes() {
        var disk = new Trouble(Duration.ofSeconds(2), Duration.ofMinutes(5));
        List<Long> pauses = new ArrayList<>();
        for (int times = 0; times < 10; times++) {
            disk.met("can't be made anew", new IOException("No space left on device"));
            pauses.add(disk.pause().toSeconds());
        }
        assertThat(pauses).containsExactly(2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 300L, 300L);
        disk.over();
        disk.met("is made anew", new IOException("No space left on device"));
        assertThat(disk.pause()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void isMadeAnewWhereItsFilesAreDamaged() throws Exception {
        shelf.put(Shelf.story(1, "养老", ""));
        catchUp();
        follower.close();
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.write(file, new byte[] {1, 2, 3});
            }
        }
        open();
        catchUp();
        assertThat(found("养老")).containsExactly(1);
    }

    @Test
    void followsOnItsOwnThread() {
        follower.start();
        shelf.put(Shelf.story(1, "养老", ""));
        await().untilAsserted(() -> assertThat(found("养老")).containsExactly(1));
        assertThat(follower.isComplete()).isTrue();
    }

    @Test
    void answersWhileItIsMade() {
        IntStream.range(1, 2_500).forEach(number -> shelf.put(Shelf.story(number, "养老", "")));
        assertThat(follower.follow()).isTrue();
        assertThat(follower.find(wanted("养老", Order.NEWEST)).complete()).isFalse();
        assertThat(follower.behind()).isPositive();
        catchUp();
        assertThat(follower.find(wanted("养老", Order.NEWEST)).complete()).isTrue();
        assertThat(follower.behind()).isZero();
        assertThat(found("养老").getFirst()).isEqualTo(2_499);
    }
}
