package org.yizhan.ops;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yizhan.ops.LetterOrder.Action;
import org.yizhan.ops.LetterOrder.Turn;

/** Orders to replay or to discard many dead letters, over HTTP. */
public final class LetterOrderApi {

    private static final String PATH = "/api/v1/ops/dead-letters/orders";
    private static final Set<String> FIELDS =
            Set.of("action", "ids", "filter", "rate", "delayMinutes", "reason", "dryRun");
    private static final String NEEDED =
            "{\"action\":\"replay\",\"filter\":{\"stage\":\"tag\"},\"rate\":50,\"delayMinutes\":0,\"reason\":\"…\",\"dryRun\":true}, or"
                    + " \"ids\":[1,2] instead of filter";
    private static final Duration FAR = Duration.ofDays(365);
    private static final int USUAL = 50;
    private static final int MOST = 500;

    private final LetterOrders orders;
    private final Supplier<UUID> ids;

    /** @param ids makes the ids of orders */
    public LetterOrderApi(LetterOrders orders, Supplier<UUID> ids) {
        this.orders = orders;
        this.ids = ids;
    }

    /** To be mounted before the path of one letter, which would take these for ids. */
    public void mount(Paths paths) {
        paths.work(HttpMethod.GET, PATH, this::list).takes("limit");
        paths.work(HttpMethod.POST, PATH, this::order);
        paths.work(HttpMethod.GET, PATH + "/:id", this::find);
        for (Turn turn : Turn.values()) {
            paths.work(HttpMethod.POST, PATH + "/:id/" + turn.word(), asked -> turn(asked, turn));
        }
    }

    /**
     * 202 with the order, whose letters are attended to from now on, the oldest first; with {@code dryRun} 200 with what it
     * would do. Body: {@code action} ({@code replay}, {@code discard}), {@code ids} or {@code filter} (the parameters of the
     * list; {@code {}} for all), {@code rate} (letters a second, default {@value LetterOrders#USUAL_RATE}), {@code delayMinutes}
     * (before the first, default 0), {@code reason} (required to discard).
     */
    private Answer order(Asked asked) throws SQLException {
        JsonNode body = Order.object(asked.body(), FIELDS, NEEDED);
        Action action = action(body.path("action").asText());
        LetterChoice choice = choice(body);
        int rate = rate(body.path("rate").asText(""));
        Duration delay = delay(body.path("delayMinutes").asText(""));
        if (body.path("dryRun").asBoolean()) {
            return Answer.json(200, row(action, orders.effect(choice)));
        }
        String reason = isSilent(action, body.path("reason").asText())
                ? ""
                : Order.of(asked, body).reason();
        var wish = new LetterOrders.Wish(action, choice, rate, delay, reason, asked.operator());
        return Answer.json(202, row(orders.order(ids.get(), wish)));
    }

    /**
     * As a page's form gives it: {@code action}, {@code id} once for each letter or {@code filter}, {@code rate}, {@code delay}
     * in minutes, {@code reason}.
     */
    public LetterOrder order(Asked asked, LetterChoice choice) throws SQLException {
        Action action = action(asked.field("action"));
        String reason =
                isSilent(action, asked.field("reason")) ? "" : Order.of(asked).reason();
        int rate = rate(asked.field("rate"));
        Duration delay = delay(asked.field("delay"));
        return orders.order(ids.get(), new LetterOrders.Wish(action, choice, rate, delay, reason, asked.operator()));
    }

    /** Replays one letter by itself, that much later. */
    public LetterOrder later(Asked asked, KeptDeadLetter letter, Duration delay) throws SQLException {
        LetterChoice one = LetterChoice.of(List.of(letter.id()));
        return orders.order(ids.get(), new LetterOrders.Wish(Action.REPLAY, one, 1, delay, "", asked.operator()));
    }

    /** What is lost for good needs a reason; what is replayed may have one. */
    private static boolean isSilent(Action action, String reason) {
        return action == Action.REPLAY && reason.isBlank();
    }

    /** The action of this word, or 422. */
    public static Action action(String word) {
        return Stream.of(Action.values())
                .filter(action -> action.word().equals(word))
                .findFirst()
                .orElseThrow(() -> Rejection.of(
                        422,
                        "action must be one of "
                                + Stream.of(Action.values()).map(Action::word).collect(Collectors.joining(", "))));
    }

    private static LetterChoice choice(JsonNode body) {
        if (body.has("ids") == body.has("filter")) {
            throw Rejection.of(422, "send either ids or filter: " + NEEDED);
        }
        if (body.has("filter")) {
            return filtered(parameters(body.path("filter")));
        }
        var chosen = new ArrayList<Long>();
        for (JsonNode id : body.path("ids")) {
            if (!id.isIntegralNumber() || !id.canConvertToLong()) {
                throw Rejection.of(422, "ids must be a list of numbers");
            }
            chosen.add(id.longValue());
        }
        return chosen(chosen);
    }

    private static MultiMap parameters(JsonNode filter) {
        MultiMap parameters = MultiMap.caseInsensitiveMultiMap();
        filter.properties().forEach(field -> {
            if (!LetterFilter.PARAMETERS.contains(field.getKey())
                    || !field.getValue().isTextual()) {
                throw Rejection.of(
                        422,
                        "filter takes %s, each as text; not '%s'"
                                .formatted(String.join(", ", LetterFilter.PARAMETERS), Shown.line(field.getKey(), 40)));
            }
            parameters.set(field.getKey(), field.getValue().textValue());
        });
        if (!filter.isObject()) {
            throw Rejection.of(422, "filter must be a JSON object: " + NEEDED);
        }
        return parameters;
    }

    /** All letters that these parameters find, or 422. */
    public static LetterChoice filtered(MultiMap parameters) {
        try {
            if (!parameters.contains("state")) {
                // who replays by the many means what nobody has replayed yet
                parameters.set("state", LetterFilter.State.WAITING.word());
            }
            LetterFilter filter = LetterFilter.of(parameters);
            if (filter.state() == LetterFilter.State.ORDERED) {
                throw Rejection.of(422, "an order comes to these already; cancel that, or choose another state");
            }
            return LetterChoice.all(filter);
        } catch (IllegalArgumentException wrong) {
            throw Rejection.of(422, String.valueOf(wrong.getMessage()));
        }
    }

    /** These letters, or 422. */
    public static LetterChoice chosen(List<Long> ids) {
        try {
            return LetterChoice.of(ids);
        } catch (IllegalArgumentException wrong) {
            throw Rejection.of(422, String.valueOf(wrong.getMessage()));
        }
    }

    private static int rate(String given) {
        if (given.isBlank()) {
            return LetterOrders.USUAL_RATE;
        }
        int rate = given.matches("[0-9]{1,4}") ? Integer.parseInt(given) : 0;
        if (rate < 1 || rate > LetterOrders.FASTEST) {
            throw Rejection.of(422, "rate must be 1 to %d letters a second".formatted(LetterOrders.FASTEST));
        }
        return rate;
    }

    /** Of minutes, or 422. */
    public static Duration delay(String given) {
        if (given.isBlank()) {
            return Duration.ZERO;
        }
        Duration delay = given.matches("[0-9]{1,5}") ? Duration.ofMinutes(Long.parseLong(given)) : FAR;
        if (delay.compareTo(LetterOrders.LONGEST_DELAY) > 0) {
            throw Rejection.of(
                    422, "the delay must be 0 to %d minutes".formatted(LetterOrders.LONGEST_DELAY.toMinutes()));
        }
        return delay;
    }

    /** {@code {"orders":[…]}}, newest first; parameter {@code limit} (default {@value #USUAL}). */
    private Answer list(Asked asked) throws SQLException {
        var body = Answer.object();
        var rows = body.putArray("orders");
        orders.latest(asked.limit(USUAL, MOST)).forEach(order -> rows.add(row(order)));
        return Answer.json(200, body);
    }

    private Answer find(Asked asked) throws SQLException {
        return Answer.json(200, row(find(asked.id())));
    }

    /** The order of this id, or 404. */
    public LetterOrder find(String id) throws SQLException {
        var named = Order.id(id);
        return (named.isPresent() ? orders.find(named.get()) : Optional.<LetterOrder>empty())
                .orElseThrow(() -> Rejection.of(404, "there is no such order; GET %s lists them".formatted(PATH)));
    }

    private Answer turn(Asked asked, Turn turn) throws SQLException {
        return Answer.json(200, row(turned(asked, turn.word())));
    }

    /** Pauses, resumes or cancels; 404 and 409 say why it can't be. */
    public LetterOrder turned(Asked asked, String word) throws SQLException {
        Turn turn = Stream.of(Turn.values())
                .filter(known -> known.word().equals(word))
                .findFirst()
                .orElseThrow(() -> Rejection.of(404, "an order is paused, resumed or cancelled"));
        LetterOrder order = find(asked.id());
        return orders.turn(order.id(), turn, asked.operator())
                .orElseThrow(() -> Rejection.of(
                        409,
                        "the order is %s; nothing to %s".formatted(order.state().word(), turn.word())));
    }

    private static ObjectNode row(Action action, LetterEffect effect) {
        var row = Answer.object()
                .put("action", action.word())
                .put("total", effect.total())
                .put("leftOut", effect.leftOut(action))
                .put("mostAttempts", LetterOrders.MOST_TRIES);
        var parts = row.putArray("parts");
        effect.parts()
                .forEach(part -> parts.addObject()
                        .put("topic", part.topic())
                        .put("stage", part.stage())
                        .put("total", part.total())
                        .put("leftOut", part.leftOut(action)));
        return row;
    }

    private static ObjectNode row(LetterOrder order) {
        var row = Answer.object()
                .put("id", order.id().toString())
                .put("action", order.action().word())
                .put("orderedAt", order.orderedAt().toString())
                .put("operator", order.operator())
                .put("reason", order.reason())
                .put("state", order.state().word())
                .put("rate", order.rate())
                .put("total", order.total())
                .put("done", order.done())
                .put("leftOut", order.leftOut())
                .put("left", order.left())
                .put("mostAttempts", LetterOrders.MOST_TRIES);
        order.choice().filter().ifPresent(filter -> row.put("filter", filter.query()));
        if (order.choice().filter().isEmpty()) {
            order.choice().ids().forEach(row.putArray("ids")::add);
        }
        if (!order.trouble().isEmpty()) {
            row.put("trouble", order.trouble());
        }
        order.notBefore().ifPresent(at -> row.put("notBefore", at.toString()));
        order.endedAt().ifPresent(at -> row.put("endedAt", at.toString()));
        return row;
    }
}
