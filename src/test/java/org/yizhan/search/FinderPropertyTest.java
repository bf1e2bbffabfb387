package org.yizhan.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yizhan.search.Wanted.Order;

/** What is found is what somebody finds who reads every story. */
class FinderPropertyTest {

    private static final String CHARACTERS = "甲乙丙丁戊";
    private static final int STORIES = 200;

    @TempDir
    Path folder;

    private final Random random = new Random(17);
    private final List<StoryDocument> stories =
            IntStream.range(0, STORIES).mapToObj(this::story).toList();
    private Follower follower;

    @BeforeEach
    void open() {
        follower = Follower.of(folder, new Shelf().put(stories.toArray(StoryDocument[]::new)));
        while (follower.follow()) {
            // until nothing is left
        }
    }

    @AfterEach
    void close() throws IOException, InterruptedException {
        follower.close();
    }

    /** Several are of one time, as where sites date by the day. */
    private StoryDocument story(int number) {
        return new StoryDocument(
                Shelf.id(number),
                List.of(Shelf.id(number)),
                text(8),
                text(20),
                List.of(),
                List.of("region/" + random.nextInt(3), "topic/" + random.nextInt(2)),
                Shelf.MORNING.plusSeconds(random.nextInt(40)));
    }

    private String text(int length) {
        var text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            boolean isGap = random.nextInt(9) == 0;
            text.append(isGap ? '，' : CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
        }
        return text.toString();
    }

    @Test
    void findsEachStoryThatAnswersOnceOverAllPages() {
        int answered = 0;
        for (int round = 0; round < 400; round++) {
            Question question = spelled(question(3));
            Wanted wanted = wanted(question);
            List<UUID> expected = stories.stream()
                    .filter(story -> answers(story, wanted))
                    .sorted(Comparator.comparing(StoryDocument::publishedAt)
                            .reversed()
                            .thenComparing(story -> story.id().toString()))
                    .map(StoryDocument::id)
                    .toList();
            answered += expected.isEmpty() ? 0 : 1;
            List<UUID> paged = paged(wanted);
            if (wanted.order() == Order.NEWEST) {
                assertThat(paged).as(wanted.toString()).isEqualTo(expected);
            } else {
                assertThat(paged).as(wanted.toString()).containsExactlyInAnyOrderElementsOf(expected);
            }
            assertThat(follower.tally(wanted).stories()).as(wanted.toString()).isEqualTo(expected.size());
        }
        assertThat(answered).isBetween(150, 400);
    }

    /** As it is read from its own spelling. */
    private static Question spelled(Question question) {
        return ((QuestionReader.Read.Understood) QuestionReader.read(question.toString())).question();
    }

    private Question question(int depth) {
        int kind = depth == 0 ? 0 : random.nextInt(6);
        return switch (kind) {
            case 1, 2 -> new Question.All(List.of(question(depth - 1), question(depth - 1)));
            case 3 -> new Question.Any(List.of(question(depth - 1), question(depth - 1)));
            case 4 -> new Question.All(List.of(question(depth - 1), new Question.Without(word())));
            default -> word();
        };
    }

    private Question word() {
        var word = new StringBuilder();
        for (int length = 1 + random.nextInt(3); length > 0; length--) {
            word.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
        }
        return new Question.Words(word.toString(), random.nextBoolean());
    }

    private Wanted wanted(Question question) {
        List<String> feeds = Stream.of("region/" + random.nextInt(3), "topic/" + random.nextInt(2))
                .filter(feed -> random.nextInt(3) == 0)
                .toList();
        return new Wanted(
                question,
                feeds,
                random.nextInt(3) == 0 ? Optional.of(Shelf.MORNING.plusSeconds(random.nextInt(20))) : Optional.empty(),
                random.nextInt(3) == 0
                        ? Optional.of(Shelf.MORNING.plusSeconds(20 + random.nextInt(20)))
                        : Optional.empty(),
                Order.values()[random.nextInt(2)],
                Optional.empty(),
                1 + random.nextInt(20));
    }

    private List<UUID> paged(Wanted first) {
        List<UUID> paged = new ArrayList<>();
        Wanted next = first;
        List<Wanted.Hit> page = follower.find(next).hits();
        while (!page.isEmpty()) {
            assertThat(page).hasSizeLessThanOrEqualTo(first.limit());
            page.forEach(hit -> paged.add(hit.story()));
            next = next.behind(page.getLast());
            page = follower.find(next).hits();
        }
        return paged;
    }

    private static boolean answers(StoryDocument story, Wanted wanted) {
        Instant at = story.publishedAt();
        return answers(story, wanted.question())
                && story.feeds().containsAll(wanted.feeds())
                && wanted.from().stream().noneMatch(at::isBefore)
                && wanted.until().stream().allMatch(at::isBefore);
    }

    private static boolean answers(StoryDocument story, Question question) {
        return switch (question) {
            case Question.Anything anything -> true;
            case Question.Words words ->
                story.title().contains(words.text()) || story.text().contains(words.text());
            case Question.All all -> all.parts().stream().allMatch(part -> answers(story, part));
            case Question.Any any -> any.parts().stream().anyMatch(part -> answers(story, part));
            case Question.Without without -> !answers(story, without.part());
        };
    }

    static List<String> hardTexts() {
        return List.of(
                "字".repeat(200),
                "甲 ".repeat(32),
                "甲*",
                "*",
                "甲?乙",
                "~甲^2",
                "\"甲乙",
                "“甲乙",
                "((甲",
                "甲))",
                "OR OR",
                "AND - | ( )",
                "- - -",
                "\"\"",
                "甲",
                "a",
                "😀",
                "甲😀乙",
                "\u0000",
                "甲\u0000乙",
                "\uD840",
                "title:甲",
                "[甲 TO 乙]",
                "甲\\",
                "'; drop table story; --");
    }

    @ParameterizedTest
    @MethodSource("hardTexts")
    void anythingThatCanBeReadHasAnAnswer(String text) {
        var read = (QuestionReader.Read.Understood) QuestionReader.read(text);
        for (Order order : Order.values()) {
            var wanted = new Wanted(
                    read.question(), List.of(), Optional.empty(), Optional.empty(), order, Optional.empty(), 200);
            assertThat(follower.find(wanted).hits())
                    .hasSize((int) follower.tally(wanted).stories());
        }
        Marker marker = Marker.of(read.question());
        assertThat(marker.all(text).stream().map(Run::text).reduce("", String::concat))
                .isEqualTo(text);
    }
}
