package org.yizhan.ops;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpMethod;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/** Orders on many sources over HTTP: what one would do, doing it, and taking it back. */
public final class SourceOrdersApi {

    private static final String ORDERS = "/api/v1/ops/source-orders";
    private static final List<String> FILTERS = List.of("state", "kind", "source", "region", "q", "fault", "tag");

    /** The parameters that say what is ordered, and about which channels. */
    public static final List<String> PARAMETERS = Stream.concat(
                    Stream.of("action", "every", "tags", "id", "all"), SourceQuestion.PARAMETERS.stream())
            .toList();

    private static final String NEEDED = "{\"ids\":[\"…\"],\"reason\":\"…\"}, or the filter as parameters and no ids";

    private final SourceOrders orders;

    public SourceOrdersApi(SourceOrders orders) {
        this.orders = orders;
    }

    public void mount(Paths paths) {
        paths.work(HttpMethod.GET, ORDERS, this::plan).takes(PARAMETERS);
        paths.work(HttpMethod.POST, ORDERS, this::take).takes(PARAMETERS).takes("expected", "reason");
        paths.work(HttpMethod.GET, ORDERS + "/:id", asked -> Answer.json(200, done(orders.find(no(asked)))));
        paths.work(HttpMethod.POST, ORDERS + "/:id/undo", asked -> Answer.json(200, done(undo(asked))))
                .takes("reason");
    }

    /**
     * What it would do: {@code {"action","chosen":n,"changes":n,"ids":[…]}}. Parameters: {@code action}, what it sets
     * ({@code every}, {@code tags}), and {@code id} (again and again), those of {@link SourceQuestion#of}, or
     * {@code all=true}.
     */
    private Answer plan(Asked asked) throws SQLException {
        SourceOrders.Plan plan = orders.plan(order(asked), choice(asked));
        ObjectNode body = Answer.object()
                .put("action", plan.order().deed().word())
                .put("value", plan.order().said())
                .put("chosen", plan.chosen().size())
                .put("changes", plan.open().size());
        plan.open().forEach(body.putArray("ids")::add);
        if (plan.order().deed() == SourceOrder.Deed.POLL) {
            rests(body, plan.open());
        }
        return Answer.json(200, body);
    }

    /** Does it; the parameter {@code expected} is how many may change at most, {@code reason} says why. */
    private Answer take(Asked asked) throws SQLException {
        Order by = by(asked);
        return Answer.json(200, done(orders.take(order(asked), choice(asked), expected(asked), by)));
    }

    private SourceOrders.Done undo(Asked asked) throws SQLException {
        return orders.undo(no(asked), Order.perhaps(asked));
    }

    /** Who orders it, and why where that is said. */
    public static Order by(Asked asked) {
        return Order.perhaps(asked, Set.of("ids", "reason"), NEEDED);
    }

    private void rests(ObjectNode body, List<String> channels) throws SQLException {
        var rests = body.putArray("hostRests");
        orders.rests(channels).forEach(rest -> rests.add(SourceWords.rest(rest)));
    }

    private ObjectNode done(SourceOrders.Done done) throws SQLException {
        ObjectNode body = Answer.object()
                .put("no", done.no())
                .put("action", done.deed().word())
                .put("value", done.value())
                .put("changed", done.ids().size());
        done.undoneBy().ifPresent(no -> body.put("undoneBy", no));
        done.ids().forEach(body.putArray("ids")::add);
        if (!done.left().isEmpty()) {
            done.left().forEach(body.putArray("leftOut")::add);
        }
        if (done.deed() == SourceOrder.Deed.POLL) {
            rests(body, done.ids());
        }
        return body;
    }

    /** The number that the path names. */
    public static long no(Asked asked) {
        if (!OpsApi.isId(asked.id())) {
            throw Rejection.of(404, "no order on many sources has this number");
        }
        return Long.parseLong(asked.id());
    }

    /** The parameter {@code action}. */
    public static SourceOrder.Deed deed(Asked asked) {
        return SourceOrder.Deed.of(asked.parameter("action").orElse(""));
    }

    /** Whether the order sets something and doesn't say yet what. */
    public static boolean lacksValue(Asked asked) {
        SourceOrder.Deed deed = deed(asked);
        return deed.sets().isPresent() && asked.parameter(deed.parameter()).isEmpty();
    }

    /** The order with what it sets; a 422 where that is missing or wrong. */
    public static SourceOrder order(Asked asked) {
        SourceOrder.Deed deed = deed(asked);
        if (deed.sets().isEmpty()) {
            return SourceOrder.step(deed);
        }
        return SourceOrder.setting(
                deed,
                asked.parameter(deed.parameter())
                        .orElseThrow(() -> Rejection.of(
                                422,
                                deed == SourceOrder.Deed.INTERVAL
                                        ? "say how often with every, such as every=2h; every=file leaves it to the file"
                                        : "say which tags with tags, such as tags=key,-trial")));
    }

    /** The parameter {@code expected}. */
    public static OptionalLong expected(Asked asked) {
        return asked.number("expected").map(OptionalLong::of).orElse(OptionalLong.empty());
    }

    /**
     * The channels that the request names, or those that its parameters ask for. Where it does neither, all are meant only
     * if it says {@code all=true}: a form without a tick, or a filter that was forgotten, must not stop everything.
     */
    public static SourceOrders.Choice choice(Asked asked) {
        List<String> ids = asked.parameters().getAll("id");
        if (!ids.isEmpty()) {
            return new SourceOrders.Choice.Ids(ids);
        }
        if (asked.body().length > 0 && !asked.isForm()) {
            JsonNode body = Order.object(asked.body(), Set.of("ids", "reason"), NEEDED);
            if (!body.has("reason") || body.has("ids")) {
                return new SourceOrders.Choice.Ids(ids(body));
            }
        }
        boolean isAll = asked.parameter("all").filter("true"::equals).isPresent();
        if (!isAll && FILTERS.stream().noneMatch(name -> asked.parameter(name).isPresent())) {
            throw Rejection.of(
                    422, "say which sources: ids, a filter, or all=true for every one; on the page, tick some");
        }
        return new SourceOrders.Choice.Filter(SourceQuestion.of(asked.parameters()));
    }

    private static List<String> ids(JsonNode body) {
        JsonNode list = body.path("ids");
        if (!list.isArray() || list.isEmpty()) {
            throw Rejection.of(422, "ids must be a list of ids; send " + NEEDED);
        }
        var ids = new ArrayList<String>();
        list.forEach(id -> ids.add(id.asText()));
        return ids;
    }
}
