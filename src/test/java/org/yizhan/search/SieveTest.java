package org.yizhan.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SieveTest {

    private static final Instant NOON = Instant.parse("2026-11-23T04:00:00Z");
    private static final UUID HOME = new UUID(1, 1);
    private static final UUID WASTE = new UUID(-2, 2);
    private static final UUID NOTHING = new UUID(3, 3);

    private static StoryDocument story(UUID id, String title, String topic) {
        return new StoryDocument(id, List.of(id), title, "居民议事。", List.of("中国网信网"), List.of("all", topic), NOON);
    }

    private static Wanted wanted(String words, Optional<Instant> from, String... feeds) {
        Question question = ((QuestionReader.Read.Understood) QuestionReader.read(words)).question();
        return new Wanted(question, List.of(feeds), from, Optional.empty(), Wanted.Order.NEWEST, Optional.empty(), 1);
    }

    @Test
    void keepsWhatTheIndexWouldFind() {
        try (var sieve = new Sieve(List.of(story(HOME, "养老院开门", "topic/a"), story(WASTE, "垃圾分类", "topic/b")))) {
            assertThat(sieve.passing(wanted("养老", Optional.empty()))).containsExactly(HOME);
            assertThat(sieve.passing(wanted("养老 OR 垃圾", Optional.empty()))).containsExactlyInAnyOrder(HOME, WASTE);
            assertThat(sieve.passing(wanted("议事 -养老", Optional.empty()))).containsExactly(WASTE);
            assertThat(sieve.passing(wanted("网信", Optional.empty(), "topic/b"))).containsExactly(WASTE);
            assertThat(sieve.passing(wanted("", Optional.empty(), "topic/a"))).containsExactly(HOME);
            assertThat(sieve.passing(wanted("", Optional.of(NOON.plusSeconds(1)))))
                    .isEmpty();
        }
    }

    /** Words of one character, that go on in a text or end it, and such as only a part of a question needs. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "养",
                "门",
                "院开门",
                "老院",
                "\"养老院 开门\"",
                "养老 (火灾 OR 开门)",
                "养老 -垃圾",
                "网",
                "11",
                "11月",
                "类",
                "-养老",
                "火灾 OR 垃圾",
                "火灾",
                "养老 火灾",
                "养老垃圾",
                "火灾 OR 水灾",
                "火 开门",
                "居民议事",
                "議事",
                ""
            })
    void findsTheSameWhereItKnowsWhatItWillBeAsked(String words) {
        List<StoryDocument> stories = List.of(
                story(HOME, "养老院开门", "topic/a"), story(WASTE, "垃圾分类 11月", "topic/b"), story(NOTHING, "别的事", ""));
        Wanted wanted = wanted(words, Optional.empty());
        try (var all = new Sieve(stories);
                var few = Sieve.of(stories, List.of(wanted, wanted("水利", Optional.empty())))) {
            assertThat(few.passing(wanted)).isEqualTo(all.passing(wanted));
        }
    }

    @Test
    void letsNothingThroughWhereThereIsNothing() {
        try (var sieve = new Sieve(List.of())) {
            assertThat(sieve.passing(wanted("养老", Optional.empty()))).isEmpty();
        }
    }
}
