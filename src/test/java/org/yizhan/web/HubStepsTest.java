package org.yizhan.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.yizhan.deliver.Topics.News.Document;
import org.yizhan.deliver.Topics.State;

class HubStepsTest {

    private static final State ALL = new State(9, "");

    /** Of the batches 5 and 9: the stories 1 to 4, and 5 to 8. */
    private static SequencedMap<UUID, Long> told() {
        SequencedMap<UUID, Long> told = new LinkedHashMap<>();
        for (int story = 1; story <= 8; story++) {
            told.put(id(story), story <= 4 ? 5L : 9L);
        }
        return told;
    }

    private static UUID id(int story) {
        return new UUID(0, story);
    }

    private static HubDocuments.Written written(String body, Integer... stories) {
        Set<UUID> ids =
                Set.copyOf(List.of(stories).stream().map(HubStepsTest::id).toList());
        return new HubDocuments.Written(body.getBytes(StandardCharsets.UTF_8), ids);
    }

    private static State within(long seq, int story) {
        return new State(seq, "", Optional.of(id(story)));
    }

    private static List<State> known(List<Document> documents) {
        return documents.stream().map(Document::known).toList();
    }

    @Test
    void eachDocumentEndsBeforeTheFirstStoryOfALaterOne() {
        var documents =
                new HubSteps(told()).of(List.of(written("x", 1, 2), written("y", 4, 5), written("z", 6, 8)), ALL);

        // 3 is told of by none: nobody waits for it
        assertThat(known(documents)).containsExactly(within(4, 3), within(8, 5), ALL);
    }

    @Test
    void theDocumentWithTheOldestChangeGoesFirstSoThatEachBringsHimOn() {
        var documents =
                new HubSteps(told()).of(List.of(written("graves", 2, 7), written("x", 1, 3), written("y", 8)), ALL);

        assertThat(documents.stream().map(document -> new String(document.body(), StandardCharsets.UTF_8)))
                .containsExactly("x", "graves", "y");
        assertThat(known(documents)).containsExactly(within(4, 1), within(8, 7), ALL);
    }

    @Test
    void oneDocumentHoldsAll() {
        assertThat(known(new HubSteps(told()).of(List.of(written("x", 1, 8)), ALL)))
                .containsExactly(ALL);
    }
}
