package org.yizhan.ops.console;

import io.vertx.core.http.HttpMethod;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.yizhan.http.QueryString;
import org.yizhan.ops.Answer;
import org.yizhan.ops.Asked;
import org.yizhan.ops.LetterChoice;
import org.yizhan.ops.LetterEffect;
import org.yizhan.ops.LetterFilter;
import org.yizhan.ops.LetterOrder;
import org.yizhan.ops.LetterOrderApi;
import org.yizhan.ops.LetterOrders;
import org.yizhan.ops.Paths;

/** The screens of orders over many dead letters: what one would do, how far one is, and all of them. */
public final class LetterOrderScreens {

    static final String PATH = DeadLetterScreens.PATH + "/orders";
    private static final int MOST_LISTED = 100;
    private static final String REFRESH_SECONDS = "3";

    private final Screens screens;
    private final LetterOrders orders;
    private final LetterOrderApi api;

    public LetterOrderScreens(Screens screens, LetterOrders orders, LetterOrderApi api) {
        this.screens = screens;
        this.orders = orders;
        this.api = api;
    }

    /** To be mounted before the screen of one letter, whose path would take these for ids. */
    public void mount(Paths paths) {
        paths.work(HttpMethod.GET, PATH, this::list);
        paths.work(HttpMethod.POST, PATH, this::order);
        paths.work(HttpMethod.GET, PATH + "/new", this::ordering)
                .takes("action", "id")
                .takes(LetterFilter.PARAMETERS);
        paths.work(HttpMethod.GET, PATH + "/:id", this::progress);
        paths.work(HttpMethod.POST, PATH + "/:id/:turn", this::turn);
    }

    /** Before an order is given: what it would do. */
    public record Ordering(Screen screen, LetterOrder.Action action, LetterChoice choice, LetterEffect effect) {

        public boolean isReplay() {
            return action == LetterOrder.Action.REPLAY;
        }

        public long leftOut() {
            return effect.leftOut(action);
        }

        public long meant() {
            return effect.total() - leftOut();
        }

        public int fastest() {
            return LetterOrders.FASTEST;
        }

        /** In minutes. */
        public long longestDelay() {
            return LetterOrders.LONGEST_DELAY.toMinutes();
        }

        public int usualRate() {
            return LetterOrders.USUAL_RATE;
        }

        public int mostTries() {
            return LetterOrders.MOST_TRIES;
        }

        /** The filter as the form carries it; empty where letters were chosen one by one. */
        public String filter() {
            return choice.filter().map(LetterFilter::query).orElse("");
        }
    }

    private Answer ordering(Asked asked) throws SQLException {
        LetterOrder.Action action =
                LetterOrderApi.action(asked.parameter("action").orElse(""));
        LetterChoice choice = asked.parameters().contains("id")
                ? chosen(asked.parameters().getAll("id"))
                : LetterOrderApi.filtered(asked.parameters());
        Screen screen = action == LetterOrder.Action.REPLAY
                ? screens.of(asked, "批量重放", "Replay many")
                : screens.of(asked, "批量丢弃", "Discard many");
        return Screens.page("letter-ordering", new Ordering(screen.alone(), action, choice, orders.effect(choice)));
    }

    private static LetterChoice chosen(List<String> ids) {
        return LetterOrderApi.chosen(ids.stream()
                .filter(id -> id.matches("[0-9]{1,18}"))
                .map(Long::valueOf)
                .toList());
    }

    private Answer order(Asked asked) throws SQLException {
        Map<String, List<String>> fields = asked.fields();
        LetterChoice choice = fields.containsKey("id")
                ? chosen(fields.get("id"))
                : LetterOrderApi.filtered(QueryString.parse(asked.field("filter")));
        return Answer.seeOther(PATH + "/" + api.order(asked, choice).id());
    }

    /** One order, as it stands. */
    public record Progress(Screen screen, LetterOrder order) {

        public boolean isReplay() {
            return order.action() == LetterOrder.Action.REPLAY;
        }

        /** The list that it is about. */
        public String list() {
            return order.choice()
                    .filter()
                    .map(filter -> DeadLetterScreens.PATH + "?" + filter.query())
                    .orElse(DeadLetterScreens.PATH);
        }

        /** What it is about, in words. */
        public String about() {
            if (order.choice().filter().isEmpty()) {
                int many = order.choice().ids().size();
                return screen.say("选中的 %d 条".formatted(many), "%d picked ones".formatted(many));
            }
            String filter = order.choice().filter().get().query();
            return filter.isEmpty() ? screen.say("全部死信", "all dead letters") : new DeedValue(screen, "").filter(filter);
        }

        public int mostTries() {
            return LetterOrders.MOST_TRIES;
        }

        /** The manner in which its state is shown. */
        public String manner() {
            return LetterOrderScreens.manner(order);
        }

        public String word() {
            return LetterOrderScreens.word(screen, order);
        }

        /** When it begins, where it is not at its end. */
        public Optional<Instant> opens() {
            return order.endedAt().isPresent() ? Optional.empty() : order.notBefore();
        }
    }

    /** All orders, the newest first. */
    public record Listed(Screen screen, List<Progress> orders) {
        public Listed {
            orders = List.copyOf(orders);
        }
    }

    private static String manner(LetterOrder order) {
        return switch (order.state()) {
            case OPEN -> order.trouble().isEmpty() ? "calm" : "warn";
            case PAUSED -> "held";
            case CANCELLED -> "calm";
            case DONE -> "good";
        };
    }

    private static String word(Screen screen, LetterOrder order) {
        return switch (order.state()) {
            case OPEN -> waits(order) ? screen.say("等待中", "waiting") : screen.say("进行中", "under way");
            case PAUSED -> screen.say("已暂停", "paused");
            case CANCELLED -> screen.say("已取消", "cancelled");
            case DONE -> screen.say("已完成", "done");
        };
    }

    /** For Kafka, for its time, or for its first turn. */
    private static boolean waits(LetterOrder order) {
        return !order.trouble().isEmpty() || order.movedAt().isEmpty();
    }

    private Answer progress(Asked asked) throws SQLException {
        LetterOrder order = api.find(asked.id());
        Screen screen = order.action() == LetterOrder.Action.REPLAY
                ? screens.of(asked, "重放令", "Order to replay")
                : screens.of(asked, "丢弃令", "Order to discard");
        Answer page = Screens.page("letter-order", new Progress(screen, order));
        return order.state() == LetterOrder.State.OPEN ? page.with("Refresh", REFRESH_SECONDS) : page;
    }

    private Answer list(Asked asked) throws SQLException {
        Screen screen = screens.of(asked, "批量处理死信", "Orders over dead letters");
        Stream<Progress> listed = orders.latest(MOST_LISTED).stream().map(order -> new Progress(screen, order));
        return Screens.page("letter-orders", new Listed(screen, listed.toList()));
    }

    private Answer turn(Asked asked) throws SQLException {
        return Answer.seeOther(
                PATH + "/" + api.turned(asked, asked.name("turn")).id());
    }
}
