package org.yizhan.ops;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.yizhan.json.Malformed;

/**
 * What an operator orders: who, why, and about which ids.
 *
 * @param reason in the operator's words, 1 to {@value #LONGEST_REASON} characters; empty where it may be left out
 * @param ids without repetition, in the order given; empty where the order names none
 * @param idempotencyKey the header {@code Idempotency-Key}: the same key is the same order
 */
public record Order(String operator, String reason, List<UUID> ids, Optional<String> idempotencyKey) {

    public static final int LONGEST_REASON = 500;

    private static final int MOST_IDS = 500;
    private static final int LONGEST_KEY = 200;
    private static final String REASON = "reason";

    public Order {
        ids = List.copyOf(ids);
    }

    /** One that needs a reason only; where there is no JSON, a form says it, or the query. */
    public static Order of(Asked asked) {
        if (asked.body().length == 0 || asked.isForm()) {
            String given = asked.isForm()
                    ? asked.field(REASON)
                    : asked.parameter(REASON).orElse("");
            return new Order(asked.operator(), reason(given), List.of(), key(asked));
        }
        JsonNode body = object(asked.body(), Set.of(REASON), "{\"reason\":\"…\"}");
        return new Order(asked.operator(), reason(body.path(REASON)), List.of(), key(asked));
    }

    /** One whose reason may be left out, and that says nothing else. */
    public static Order perhaps(Asked asked) {
        return perhaps(asked, Set.of(REASON), "{\"reason\":\"…\"}");
    }

    /** One whose reason may be left out: the query says it, a form, or a body of these fields. */
    public static Order perhaps(Asked asked, Set<String> fields, String needed) {
        var said = new ArrayList<String>();
        asked.parameter(REASON).ifPresent(said::add);
        if (asked.isForm()) {
            said.add(asked.field(REASON));
        } else if (asked.body().length > 0) {
            JsonNode given = object(asked.body(), fields, needed).path(REASON);
            if (!given.isMissingNode() && !given.isTextual()) {
                throw Rejection.of(422, "reason must be text");
            }
            said.add(given.asText());
        }
        said.removeIf(String::isBlank);
        if (said.size() > 1) {
            throw Rejection.of(422, "reason stands in the query and in the body; say it once");
        }
        return new Order(asked.operator(), said.isEmpty() ? "" : reason(said.getFirst()), List.of(), Optional.empty());
    }

    /** One whose reason a body says that was read already. */
    static Order of(Asked asked, JsonNode body) {
        return new Order(asked.operator(), reason(body.path(REASON)), List.of(), key(asked));
    }

    /** One with a reason, and ids in the list {@code field}. */
    public static Order of(Asked asked, String field) {
        String needed = "{\"%s\":[\"…\"],\"reason\":\"…\"}".formatted(field);
        JsonNode body = object(asked.body(), Set.of(REASON, field), needed);
        return new Order(asked.operator(), reason(body.path(REASON)), ids(field, body.path(field)), key(asked));
    }

    /** The id that {@code text} is, in its usual form of 36 characters. */
    public static Optional<UUID> id(String text) {
        return text.matches("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
                ? Optional.of(UUID.fromString(text))
                : Optional.empty();
    }

    /** The JSON object that {@code bytes} are, of these fields at most. */
    public static JsonNode object(byte[] bytes, Set<String> fields, String needed) {
        JsonNode body;
        try {
            body = Answer.JSON.readTree(bytes);
        } catch (IOException unreadable) {
            throw Rejection.of(
                    400, "the body is not JSON: %s; send %s".formatted(Malformed.why(unreadable, bytes), needed));
        }
        if (!body.isObject()) {
            throw Rejection.of(422, "the body must be a JSON object: " + needed);
        }
        body.fieldNames().forEachRemaining(name -> {
            if (!fields.contains(name)) {
                throw Rejection.of(422, "there is no field '%s'; send %s".formatted(Shown.line(name, 40), needed));
            }
        });
        return body;
    }

    private static String reason(JsonNode reason) {
        if (!reason.isMissingNode() && !reason.isTextual()) {
            throw Rejection.of(422, "reason must be text");
        }
        return reason(reason.asText());
    }

    private static String reason(String given) {
        String reason = given.strip();
        int length = reason.codePointCount(0, reason.length());
        if (length < 1 || length > LONGEST_REASON) {
            throw Rejection.of(
                    422, "reason is required: say why, in 1 to %d characters; it stays".formatted(LONGEST_REASON));
        }
        if (reason.codePoints().anyMatch(Order::isUnprintable)) {
            throw Rejection.of(422, "reason must be one line without control characters");
        }
        return reason;
    }

    private static boolean isUnprintable(int character) {
        return Character.isISOControl(character) || Character.getType(character) == Character.SURROGATE;
    }

    private static List<UUID> ids(String field, JsonNode list) {
        if (!list.isArray() || list.isEmpty() || list.size() > MOST_IDS) {
            throw Rejection.of(422, "%s must be a list of 1 to %d ids".formatted(field, MOST_IDS));
        }
        var ids = new LinkedHashSet<UUID>();
        for (JsonNode id : list) {
            ids.add(id(id.asText())
                    .orElseThrow(() -> Rejection.of(
                            422,
                            "%s: '%s' is no id; ids look like 0b9c3a52-9d0e-8f4b-a3c1-5d2e7f60b814"
                                    .formatted(field, Shown.line(id.asText(), 60)))));
        }
        return List.copyOf(ids);
    }

    private static Optional<String> key(Asked asked) {
        Optional<String> key = asked.header("Idempotency-Key").map(String::strip);
        if (key.filter(text -> text.isEmpty() || text.length() > LONGEST_KEY).isPresent()) {
            throw Rejection.of(
                    400, "Idempotency-Key must be 1 to %d characters, new for each order".formatted(LONGEST_KEY));
        }
        return key;
    }
}
