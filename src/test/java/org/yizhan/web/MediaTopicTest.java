package org.yizhan.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.yizhan.article.Tag;

class MediaTopicTest {

    private static List<String> lines(String dictionary) throws IOException {
        try (var file = MediaTopicTest.class.getResourceAsStream("/dictionaries/" + dictionary)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }

    private static Optional<MediaTopic> of(Tag.Scheme scheme, String id) {
        return MediaTopic.of(new Tag(scheme, id, id, ""));
    }

    @Test
    void everyLineNamesATopicOfOursAndACodeOfEightDigits() throws IOException {
        List<String> topics = lines("topics.txt");
        List<String> rows = lines("topics-iptc.tsv").stream()
                .filter(line -> !line.startsWith("#"))
                .toList();
        assertThat(rows).hasSizeGreaterThan(20).allSatisfy(row -> {
            String[] fields = row.split("\t", -1);
            assertThat(fields).hasSize(3);
            assertThat(topics).anyMatch(topic -> topic.startsWith("[" + fields[0] + "] "));
            assertThat(fields[1]).matches("[0-9]{8}");
            assertThat(fields[2]).isNotBlank();
        });
    }

    @Test
    void theVocabularyIsNamedWithItsLicence() throws IOException {
        assertThat(String.join(" ", lines("topics-iptc.tsv"))).contains("IPTC", "CC BY 4.0");
    }

    @Test
    void onlyTopicsWithACounterpartHaveATerm() {
        assertThat(of(Tag.Scheme.TOPIC, "charity").map(MediaTopic::term)).contains("medtop:20000818");
        assertThat(of(Tag.Scheme.TOPIC, "marriage-funeral")).isEmpty();
        assertThat(of(Tag.Scheme.ORGANIZATION, "charity")).isEmpty();
    }
}
