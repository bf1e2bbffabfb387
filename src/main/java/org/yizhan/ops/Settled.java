package org.yizhan.ops;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yizhan.ingest.poll.SourceSetting;
import org.yizhan.ingest.poll.SourceSettings;

/** What one setting makes of channels: of those that it changes what was set before and after, by id. */
record Settled(Map<String, String> before, Map<String, String> after) {

    /** Where the audit keeps it: for taking it back, not for reading. */
    static final String FORMER = "former";

    private static final String LATER = "later";

    /** What it would make of {@code channels}; a 422 says why it can't of one. */
    static Settled by(SourceSetting setting, Connection connection, SourceSettings settings, List<String> channels)
            throws SQLException {
        var before = new LinkedHashMap<String, String>();
        var after = new LinkedHashMap<String, String>();
        for (var set : settings.read(connection, setting.kind(), channels).entrySet()) {
            String then;
            try {
                then = setting.change().apply(set.getValue());
            } catch (IllegalArgumentException wrong) {
                throw Rejection.of(422, Shown.line(set.getKey(), 60) + ": " + wrong.getMessage());
            }
            if (!then.equals(set.getValue())) {
                before.put(set.getKey(), set.getValue());
                after.put(set.getKey(), then);
            }
        }
        return new Settled(before, after);
    }

    /** What this line of the audit keeps; nothing where it set nothing. */
    static Settled former(Audit.Line line) {
        JsonNode detail = LetterOutcome.detail(line);
        return new Settled(values(detail.path(FORMER)), values(detail.path(LATER)));
    }

    private static Map<String, String> values(JsonNode object) {
        var values = new LinkedHashMap<String, String>();
        object.fields()
                .forEachRemaining(
                        field -> values.put(field.getKey(), field.getValue().asText()));
        return values;
    }

    /** The way back, for those that are still as this made them. */
    Settled back(Map<String, String> now) {
        var again = new LinkedHashMap<>(after);
        again.entrySet().removeIf(set -> !set.getValue().equals(now.get(set.getKey())));
        var then = new LinkedHashMap<>(before);
        then.keySet().retainAll(again.keySet());
        return new Settled(again, then);
    }

    ObjectNode detail() {
        ObjectNode detail = Answer.object();
        ObjectNode former = detail.putObject(FORMER);
        before.forEach(former::put);
        ObjectNode later = detail.putObject(LATER);
        after.forEach(later::put);
        return detail;
    }
}
