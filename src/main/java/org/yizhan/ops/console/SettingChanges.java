package org.yizhan.ops.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yizhan.ops.Audit.Action;

/** What an order on many sources changed in each: the first few, and how many more. */
record SettingChanges(Screen screen, DeedValue value, String action) {

    private static final int MOST = 3;
    private static final Set<String> SAID = Set.of("value", "ids", "count");

    /** Whether the changes say this already. */
    static boolean says(JsonNode detail, String field) {
        return !detail.path("later").isEmpty() && SAID.contains(field);
    }

    List<DeedChange> of(JsonNode detail) {
        var changes = new ArrayList<DeedChange>();
        JsonNode later = detail.path("later");
        if (later.isEmpty()) {
            return changes;
        }
        String ordered = detail.path("value").asText();
        if (!ordered.isEmpty()) {
            String name = isInterval() ? value.name("value") : screen.say("加减", "added, or taken away with a minus");
            changes.add(new DeedChange(name, "", screen.word(ordered)));
        }
        later.properties().stream()
                .limit(MOST)
                .map(set -> change(set, detail.path("former").path(set.getKey())))
                .forEach(changes::add);
        if (later.size() > MOST) {
            int more = later.size() - MOST;
            changes.add(new DeedChange("", "", screen.say("另有 %d 个".formatted(more), "and %d more".formatted(more))));
        }
        return changes;
    }

    private DeedChange change(Map.Entry<String, JsonNode> set, JsonNode before) {
        return new DeedChange(
                set.getKey(), said(before.asText()), said(set.getValue().asText()));
    }

    private String said(String kept) {
        if (!isInterval()) {
            return kept.isEmpty() ? screen.say("（无）", "(none)") : kept;
        }
        return kept.matches("[0-9]{1,9}")
                ? screen.span(Duration.ofSeconds(Long.parseLong(kept)))
                : screen.say("按来源文件", "as its file says");
    }

    private boolean isInterval() {
        return action.equals(Action.SET_SOURCE_INTERVALS.word());
    }
}
