package org.yizhan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.yizhan.relay.Topic;

/**
 * What the program's metrics, its broker and its store of dead letters count.
 *
 * @param kept letters that were kept, those that operators discarded since among them
 */
record Numbers(Map<String, Long> metrics, Map<Topic, Long> topics, long kept, long replays) {

    static Numbers of(Relay relay) throws IOException, InterruptedException {
        var metrics = new HashMap<String, Long>();
        Pattern.compile("(?m)^yizhan_([a-z]+_(?:received|sent|dead))_total (\\S+)$")
                .matcher(relay.observe("GET", "/observe/metrics").text())
                .results()
                .forEach(found -> metrics.put(found.group(1), (long) Double.parseDouble(found.group(2))));
        var topics = new EnumMap<Topic, Long>(Topic.class);
        for (Topic topic : Topic.ALL) {
            topics.put(topic, relay.broker().records(topic));
        }
        JsonNode letters = relay.operate("GET", "/api/v1/ops/dead-letters?state=all&limit=500", "")
                .json();
        JsonNode discarded = relay.operate("GET", "/api/v1/ops/audit?action=discard-dead-letter&limit=500", "")
                .json();
        return new Numbers(
                metrics,
                topics,
                letters.path("deadLetters").size() + discarded.path("audit").size(),
                sum(letters.path("deadLetters"), "replays"));
    }

    Numbers since(Numbers start) {
        var grown = new HashMap<String, Long>();
        metrics.forEach((name, count) -> grown.put(name, count - start.metrics.getOrDefault(name, 0L)));
        var more = new EnumMap<Topic, Long>(Topic.class);
        topics.forEach((topic, count) -> more.put(topic, count - start.records(topic)));
        return new Numbers(grown, more, kept - start.kept, replays - start.replays);
    }

    private static long sum(JsonNode rows, String field) {
        return rows.findValues(field).stream().mapToLong(JsonNode::asLong).sum();
    }

    long metric(String stage, String what) {
        Long count = metrics.get(stage + "_" + what);
        assertThat(count).as("metric %s of %s", what, stage).isNotNull();
        return count;
    }

    long records(Topic topic) {
        return topics.getOrDefault(topic, 0L);
    }
}
