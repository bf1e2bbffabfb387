package org.yizhan.ops.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.yizhan.ops.Audit;
import org.yizhan.ops.LetterOutcome;
import org.yizhan.ops.WithheldText;

/** One thing that is known of a deed, in the reader's language; {@code before} is empty where only one value is. */
public record DeedChange(String name, String before, String after) {

    /**
     * A deed as lists of what was done to one thing show it.
     *
     * @param link the screen of what it was done to; empty where that has none
     */
    public record Deed(Audit.Line line, String action, Optional<String> link, List<DeedChange> changes) {
        public Deed {
            changes = List.copyOf(changes);
        }
    }

    /** Shown side by side, or kept for an undo alone. */
    private static final Set<String> ELSEWHERE = Set.of("before", "after", "former", "later");

    /** The deeds of these lines. */
    static List<Deed> deeds(Screen screen, List<Audit.Line> lines) {
        return lines.stream()
                .map(line -> line.seenBy(screen.role()))
                .map(line -> new Deed(
                        line,
                        DeedWords.say(screen.language(), line.action()),
                        DeedWords.link(line, screen.role()),
                        of(screen, line)))
                .toList();
    }

    /** What stands in {@code before} and {@code after} side by side, the rest as it is; of a text that is not in it, that. */
    static List<DeedChange> of(Screen screen, Audit.Line line) {
        Optional<String> withheld = WithheldText.of(line);
        if (withheld.isPresent()) {
            return List.of(new DeedChange("", "", screen.said(withheld.get()).text()));
        }
        var value = new DeedValue(screen, line.action());
        JsonNode detail = LetterOutcome.detail(line);
        var changes = new ArrayList<DeedChange>();
        JsonNode before = detail.path("before");
        JsonNode after = detail.path("after");
        if (before.isObject() || after.isObject()) {
            var names = new LinkedHashSet<String>();
            before.fieldNames().forEachRemaining(names::add);
            after.fieldNames().forEachRemaining(names::add);
            names.stream()
                    .filter(name -> !before.path(name).equals(after.path(name)))
                    .forEach(name -> changes.add(new DeedChange(
                            value.name(name),
                            orNone(screen, value.said(name, before.path(name))),
                            orNone(screen, value.said(name, after.path(name))))));
        } else if (detail.has("before") || detail.has("after")) {
            changes.add(new DeedChange("", value.said("", before), value.said("", after)));
        }
        changes.addAll(new SettingChanges(screen, value, line.action()).of(detail));
        detail.fields().forEachRemaining(field -> {
            if (!SettingChanges.says(detail, field.getKey())
                    && !ELSEWHERE.contains(field.getKey())
                    && !isObject(line, detail, field.getKey())
                    && !isBare(field.getValue())) {
                changes.add(
                        new DeedChange(value.name(field.getKey()), "", value.said(field.getKey(), field.getValue())));
            }
        });
        return changes;
    }

    /** Whether this only says again which one it was done to. */
    private static boolean isObject(Audit.Line line, JsonNode detail, String field) {
        JsonNode ids = detail.path("ids");
        return (field.equals("ids") || field.equals("count"))
                && ids.size() == 1
                && ids.path(0).asText().equals(line.object());
    }

    private static String orNone(Screen screen, String said) {
        return said.isEmpty() ? screen.say("（无）", "(none)") : said;
    }

    private static boolean isBare(JsonNode value) {
        return value.isContainerNode()
                ? value.isEmpty()
                : value.isNull() || value.asText().isEmpty();
    }
}
