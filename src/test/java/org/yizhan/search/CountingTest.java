package org.yizhan.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountingTest {

    @TempDir
    Path folder;

    private static Wanted wanted(String text, String... feeds) {
        var read = (QuestionReader.Read.Understood) QuestionReader.read(text);
        return new Wanted(
                read.question(),
                List.of(feeds),
                Optional.empty(),
                Optional.empty(),
                Wanted.Order.RELEVANCE,
                Optional.empty(),
                1);
    }

    @Test
    void agreesWithWhoeverCountsTheStoriesThemselves() throws IOException, InterruptedException {
        var random = new Random(9);
        var shelf = new Shelf();
        List<StoryDocument> stories = IntStream.range(1, 1_300)
                .mapToObj(number -> Shelf.story(
                        number,
                        random.nextBoolean() ? "养老" : "河长",
                        "",
                        "region/" + random.nextInt(5),
                        "topic/" + random.nextInt(40)))
                .toList();
        try (var follower = Follower.of(folder, shelf)) {
            for (StoryDocument story : stories) {
                shelf.put(story);
                if (random.nextInt(300) == 0) {
                    follower.follow();
                }
            }
            shelf.withdraw(7);
            while (follower.follow()) {
                // until nothing is left
            }
            for (String region : List.of("region/0", "region/4")) {
                Map<String, Long> expected = stories.stream()
                        .filter(story -> !story.id().equals(Shelf.id(7)))
                        .filter(story ->
                                story.title().equals("养老") && story.feeds().contains(region))
                        .flatMap(story -> story.feeds().stream())
                        .collect(Collectors.groupingBy(feed -> feed, Collectors.counting()));
                Tally tally = follower.tally(wanted("养老", region));
                assertThat(tally).isEqualTo(new Tally(expected.get(region), expected, Tally.Precision.EXACT, true));
            }
            assertThat(follower.tally(wanted("无此", "region/0")))
                    .isEqualTo(new Tally(0, Map.of(), Tally.Precision.EXACT, true));
        }
    }

    @Test
    void ofVeryManyASampleIsLookedAt() throws IOException, InterruptedException {
        var shelf = new Shelf();
        int many = 2 * Counting.MOST + 1_000;
        shelf.put(IntStream.range(0, many)
                .mapToObj(number -> Shelf.story(number, "养老", "", "topic/" + number % 10))
                .toArray(StoryDocument[]::new));
        try (var index = StoryIndex.open(folder, "shelf")) {
            List<StoryDocument> stories = shelf.all();
            index.write(List.of(), stories, many);
            index.refresh();
            Tally tally = index.ask((lookup, reached) -> lookup.tally(wanted("养老"), true));
            assertThat(tally.stories()).isEqualTo(many);
            assertThat(tally.precision()).isEqualTo(Tally.Precision.ABOUT);
            assertThat(tally.feeds()).hasSize(10);
            assertThat(tally.feeds().values())
                    .allSatisfy(number -> assertThat(number).isBetween(9_000L, 11_500L));
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "7, 7", "99, 99", "123, 120", "125, 130", "999, 1000", "10449, 10000", "10500, 11000"})
    void roundsToTwoDigits(long number, long rounded) {
        assertThat(Counting.rounded(number)).isEqualTo(rounded);
    }
}
