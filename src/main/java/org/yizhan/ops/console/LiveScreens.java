package org.yizhan.ops.console;

import io.vertx.core.Context;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.yizhan.http.Language;
import org.yizhan.ops.Answer;
import org.yizhan.ops.Asked;
import org.yizhan.ops.Operator;

/**
 * The open screens that are kept up to date by server-sent events (WHATWG HTML §9.2), {@value #MOST} at most. A stream
 * ends with its session; it doesn't keep the session open. Safe for concurrent use.
 */
public final class LiveScreens {

    private static final int MOST = 50;

    private final Predicate<Operator> isStillIn;
    private final Set<Viewer> viewers = ConcurrentHashMap.newKeySet();

    /** @param isStillIn whether an operator's session goes on */
    public LiveScreens(Predicate<Operator> isStillIn) {
        this.isStillIn = isStillIn;
    }

    /** One open screen. */
    private record Viewer(HttpServerResponse response, Context events, Language language, Operator operator) {

        /** Sends it, unless the browser hasn't taken what came before: it is told the next time. */
        void take(String event) {
            events.runOnContext(nothing -> {
                if (!response.ended() && !response.closed() && !response.writeQueueFull()) {
                    response.write(event);
                }
            });
        }

        void end() {
            events.runOnContext(nothing -> {
                if (!response.ended() && !response.closed()) {
                    response.end();
                }
            });
        }
    }

    void open(RoutingContext context) {
        if (viewers.size() >= MOST) {
            Answer.problem(503, "%d screens are kept up to date already; this one is not".formatted(MOST))
                    .with("Retry-After", "60")
                    .send(context.response());
            return;
        }
        Asked asked = Asked.of(context);
        HttpServerResponse response = context.response();
        var viewer = new Viewer(response, context.vertx().getOrCreateContext(), asked.language(), asked.who());
        response.closeHandler(closed -> viewers.remove(viewer));
        response.exceptionHandler(broken -> viewers.remove(viewer));
        response.setChunked(true)
                .putHeader("Content-Type", "text/event-stream; charset=utf-8")
                // a compressor would hold events back
                .putHeader("Content-Encoding", "identity");
        response.write("retry: 5000\n\n");
        viewers.add(viewer);
    }

    /** Sends every open screen what is made for its language; makes nothing where none is open. */
    void tell(Function<Language, String> fragment) {
        List<Viewer> gone = viewers.stream()
                .filter(viewer -> !isStillIn.test(viewer.operator()))
                .toList();
        gone.forEach(viewer -> {
            viewers.remove(viewer);
            viewer.end();
        });
        Map<Language, String> events = viewers.stream()
                .map(Viewer::language)
                .distinct()
                .collect(Collectors.toMap(
                        language -> language,
                        language -> event(fragment.apply(language)),
                        (one, other) -> one,
                        () -> new EnumMap<>(Language.class)));
        viewers.forEach(viewer -> {
            String event = events.get(viewer.language());
            if (event != null) {
                viewer.take(event);
            }
        });
    }

    /** As many data lines as the text has lines. */
    private static String event(String text) {
        return text.lines().map(line -> "data: " + line + "\n").collect(Collectors.joining("", "event: now\n", "\n"));
    }
}
