package org.yizhan.ops.console;

import io.vertx.core.http.HttpMethod;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.yizhan.ops.Answer;
import org.yizhan.ops.Asked;
import org.yizhan.ops.Chinese;
import org.yizhan.ops.Order;
import org.yizhan.ops.Paths;
import org.yizhan.ops.RouteOrders;
import org.yizhan.ops.RouteQuery;
import org.yizhan.ops.RouteState;
import org.yizhan.ops.Routes;

/** The screens of the routes: all of them, one of them, and a page before each step that says what it would do. */
public final class RouteScreens {

    private final Screens screens;
    private final Routes routes;
    private final RouteOrders orders;

    public RouteScreens(Screens screens, Routes routes, RouteOrders orders) {
        this.screens = screens;
        this.routes = routes;
        this.orders = orders;
    }

    public void mount(Paths paths) {
        paths.work(HttpMethod.GET, "/ops/routes", this::list).takes(RouteQuery.PARAMETERS);
        paths.work(HttpMethod.GET, "/ops/routes/:id", this::route);
        for (RouteState.Step step : RouteState.Step.values()) {
            String path = "/ops/routes/:id/" + step.word();
            paths.work(HttpMethod.GET, path, asked -> ask(asked, step));
            paths.work(HttpMethod.POST, path, asked -> take(asked, step));
        }
    }

    /** The list, with the question that narrows the sources' routes. */
    public record Listed(Screen screen, RouteQuery query, RouteQuery.Found found, RouteWords words) {

        /** The query of another page of the sources' routes. */
        public String page(int offset) {
            return "?q=%s&state=%s&failing=%s&limit=%d&offset=%d#sources"
                    .formatted(
                            screen.part(query.text()),
                            query.phase().map(RouteState.Phase::word).orElse(""),
                            query.failing() ? "true" : "",
                            query.limit(),
                            offset);
        }

        public List<RouteState.Phase> phases() {
            return List.of(RouteState.Phase.values());
        }
    }

    /** One route. */
    public record Shown(Screen screen, RouteState route, RouteWords words) {

        public List<RouteState.Step> steps() {
            return Stream.of(RouteState.Step.values())
                    .filter(route.steps()::contains)
                    .sorted(Comparator.naturalOrder())
                    .toList();
        }
    }

    /** What a step would do, to be confirmed. */
    public record Step(Screen screen, RouteState route, RouteState.Step step, RouteWords words) {}

    private Answer list(Asked asked) {
        RouteQuery query = RouteQuery.of(asked);
        Screen screen = screens.of(asked, "路由", "Routes");
        return Screens.page("routes", new Listed(screen, query, query.in(routes.list()), new RouteWords(screen)));
    }

    private Answer route(Asked asked) {
        RouteState route = orders.find(asked.id());
        Screen screen = screens.of(asked, "路由 " + route.id(), "Route " + route.id());
        return Screens.page("route", new Shown(screen, route, new RouteWords(screen)));
    }

    private Answer ask(Asked asked, RouteState.Step step) {
        RouteState route = orders.check(asked.id(), step);
        Screen screen = screens.of(asked, "", "").alone();
        var words = new RouteWords(screen);
        return Screens.page(
                "routestep", new Step(screen.titled(words.deed(step) + " " + route.id()), route, step, words));
    }

    private Answer take(Asked asked, RouteState.Step step) throws SQLException {
        orders.take(asked.id(), step, Order.perhaps(asked));
        return Answer.seeOther("/ops/routes/" + orders.find(asked.id()).id());
    }

    /** How routes are spoken of in one language. */
    public record RouteWords(Screen screen) {

        public String manner(RouteState.Phase phase) {
            return switch (phase) {
                case STARTED -> "good";
                case SUSPENDED -> "held";
                case STOPPED -> "bad";
                case CHANGING -> "warn";
            };
        }

        public String phase(RouteState.Phase phase) {
            return switch (phase) {
                case STARTED -> screen.say("运行中", "running");
                case SUSPENDED -> screen.say("已暂停", "suspended");
                case STOPPED -> screen.say("已停止", "stopped");
                case CHANGING -> screen.say("切换中", "changing");
            };
        }

        public String deed(RouteState.Step step) {
            return switch (step) {
                case START -> screen.say("启动", "Start");
                case STOP -> screen.say("停止", "Stop");
                case SUSPEND -> screen.say("暂停", "Suspend");
                case RESUME -> screen.say("恢复", "Resume");
            };
        }

        /** Its id, behind what it is called. */
        public String name(RouteState route) {
            return screen.line(screen.say(Chinese.named("stage", route.id()), route.id()));
        }

        /** What it does, in a sentence. */
        public String description(RouteState route) {
            return screen.line(screen.say(
                    Chinese.word("route", route.id())
                            .or(() -> Chinese.sentence(route.description()))
                            .orElse(route.description()),
                    route.description()));
        }

        /** What it means, in a sentence. */
        public String effect(RouteState.Step step) {
            return switch (step) {
                case START ->
                    screen.say(
                            "从上次提交的位移继续读，积压的记录一条不少地处理。",
                            "It goes on from the committed offset; what has piled up is handled, nothing is left out.");
                case RESUME -> screen.say("继续读它的分区。", "It goes on reading its partitions.");
                case STOP ->
                    screen.say(
                            "先处理完手头的批次（最多等 30 秒，等不到就不停），然后退出消费组；分区交给其他实例，没有其他实例时记录留在主题里等待，不会丢失。重启程序后会自动启动。",
                            "What is under way is finished first (for 30 s at most; otherwise it is not stopped). Then it leaves its consumer group: other instances take its partitions, and where there is none, records wait on the topic; none is lost. It starts again with the program.");
                case SUSPEND ->
                    screen.say(
                            "先处理完手头的批次，然后不再读，但保留它的分区：其他实例不会接手，记录留在主题里等待，不会丢失。重启程序后会自动恢复。",
                            "What is under way is finished first. Then it reads no more but keeps its partitions: no other instance takes them, and records wait on the topic; none is lost. It resumes when the program starts again.");
            };
        }

        /** Such as {@code 12.3 ms} or {@code 4.5 s}. */
        public String took(Duration time) {
            double millis = time.toNanos() / 1e6;
            if (millis < 1_000) {
                return String.format(Locale.ROOT, millis < 10 ? "%.1f ms" : "%.0f ms", millis);
            }
            return String.format(Locale.ROOT, "%.1f s", millis / 1e3);
        }

        public String took(Optional<Duration> time) {
            return time.map(this::took).orElse("–");
        }
    }
}
