package org.yizhan.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.junit.jupiter.api.Test;

class TopicCopiesTest {

    private static Config topic(Duration retention, Duration segment) {
        return new Config(List.of(
                new ConfigEntry("retention.ms", Long.toString(retention.toMillis())),
                new ConfigEntry("segment.ms", Long.toString(segment.toMillis()))));
    }

    @Test
    void isRetentionAndOneSegmentOfTheSlowestTopicAndAnHour() {
        var slow = topic(Duration.ofDays(7), Duration.ofDays(7));
        var odd = topic(Duration.ofDays(10), Duration.ofHours(1));

        assertThat(TopicCopies.longest(List.of(odd, slow)))
                .contains(Duration.ofDays(14).plusHours(1));
    }

    @Test
    void isUnknownWhereATopicKeepsItsRecordsForEver() {
        var ever = topic(Duration.ofMillis(-1), Duration.ofDays(7));

        assertThat(TopicCopies.longest(List.of(topic(Duration.ofDays(7), Duration.ofDays(7)), ever)))
                .isEmpty();
    }
}
