package org.yizhan.ops;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The paths of the management port, the methods each of them takes, and the role each of these needs. All is gathered
 * first and put into a router at once, in the order in which the paths were first named.
 */
public final class Paths {

    private static final Logger log = LoggerFactory.getLogger(Paths.class);
    private static final List<HttpMethod> READING = List.of(HttpMethod.GET, HttpMethod.HEAD);
    private static final int LONGEST_NAME = 40;

    /** A parameter of every path: the language of what is shown. */
    private static final String LANGUAGE = "lang";

    /** PostgreSQL's {@code character_not_in_repertoire}. */
    private static final String UNSTORABLE = "22021";

    /** PostgreSQL's {@code disk_full}. */
    private static final String DISK_FULL = "53100";

    private final WorkerExecutor operators;
    private final WorkerExecutor slow;
    private final Turnstile turnstile;
    private final Map<String, Map<String, Entrance>> entrances = new LinkedHashMap<>();
    private Face face = (asked, answer) -> answer;

    /**
     * @param operators runs what an operator waits for
     * @param slow runs what takes long, one at a time
     * @param turnstile runs logins
     */
    Paths(WorkerExecutor operators, WorkerExecutor slow, Turnstile turnstile) {
        this.operators = operators;
        this.slow = slow;
        this.turnstile = turnstile;
    }

    /** Answers one request; may block. */
    @FunctionalInterface
    public interface Work {
        Answer answer(Asked asked) throws Exception;
    }

    /** How an answer looks to the one who asked: a problem is a page to a browser. */
    @FunctionalInterface
    public interface Face {
        Answer shown(Asked asked, Answer answer);
    }

    /**
     * One method of a path: what it needs, nothing where it is open to anybody, what it does, and the parameters that its
     * query may have. A parameter it does not know is refused: an order or a list would be about more than was meant.
     */
    public static final class Entrance {
        private final Optional<Role> needed;
        private final Handler<RoutingContext> handler;
        private final Set<String> parameters = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        private final boolean isPicky;

        private Entrance(Optional<Role> needed, Handler<RoutingContext> handler, boolean isPicky) {
            this.needed = needed;
            this.handler = handler;
            this.isPicky = isPicky;
            parameters.add(LANGUAGE);
        }

        /** It takes these as well. */
        public Entrance takes(String... names) {
            return takes(List.of(names));
        }

        /** It takes these as well. */
        public Entrance takes(Collection<String> names) {
            parameters.addAll(names);
            return this;
        }

        /** What is wrong with the query; empty where nothing is. */
        private Optional<Answer> refused(MultiMap query) {
            return query.names().stream()
                    .filter(name -> isPicky && !parameters.contains(name))
                    .sorted()
                    .findFirst()
                    .map(name -> Answer.problem(
                            400,
                            "there is no parameter '%s'; this path takes %s"
                                    .formatted(Shown.line(name, LONGEST_NAME), String.join(", ", parameters))));
        }
    }

    /** A path's method and the role that it needs; empty where it is open to anybody. */
    public record Rule(String method, String path, Optional<Role> needed) {}

    /** What doesn't block, or sees to it by itself, for viewers; HEAD is answered like GET. */
    public Entrance get(String path, Handler<RoutingContext> handler) {
        return take(Optional.of(Role.VIEWER), HttpMethod.GET, path, handler);
    }

    /** The same for those of a role. */
    public Entrance get(Role needed, String path, Handler<RoutingContext> handler) {
        return take(Optional.of(needed), HttpMethod.GET, path, handler);
    }

    /** The same for anybody who reaches the port, whatever its query says. */
    public void open(String path, Handler<RoutingContext> handler) {
        put(HttpMethod.GET, path, new Entrance(Optional.empty(), handler, false));
    }

    /** What may block, for anybody who reaches the port; HEAD is answered like GET. */
    public Entrance openWork(String path, Work work) {
        return take(Optional.empty(), HttpMethod.GET, path, context -> run(context, operators, work));
    }

    /** A form with which anybody may try a name and a password. */
    void login(String path, Work work) {
        Entrance unused = take(Optional.empty(), HttpMethod.POST, path, context -> {
            Asked asked = Asked.of(context);
            turnstile
                    .pass(() -> answer(asked, work))
                    .recover(failure -> Future.succeededFuture(shown(asked, failed(failure))))
                    .onSuccess(answer -> answer.send(context.response()));
        });
    }

    /** Looking needs a viewer, anything else an operator. */
    public Entrance work(HttpMethod method, String path, Work work) {
        return work(READING.contains(method) ? Role.VIEWER : Role.OPERATOR, method, path, work);
    }

    /**
     * @param needed who may; others get 403
     * @param path what it names with {@code :id}, {@link Asked#id} gives
     */
    public Entrance work(Role needed, HttpMethod method, String path, Work work) {
        return take(Optional.of(needed), method, path, context -> run(context, operators, work));
    }

    /** Work that takes long, by politeness, and must not keep the operator's other questions waiting; one at a time. */
    public Entrance slowWork(HttpMethod method, String path, Work work) {
        Role needed = READING.contains(method) ? Role.VIEWER : Role.OPERATOR;
        return take(Optional.of(needed), method, path, context -> run(context, slow, work));
    }

    /** Has all problems shown so. */
    public void face(Face shown) {
        face = shown;
    }

    /** Who may what, in the order in which the paths were named. */
    List<Rule> rules() {
        return entrances.entrySet().stream()
                .flatMap(path -> path.getValue().entrySet().stream()
                        .map(method -> new Rule(method.getKey(), path.getKey(), method.getValue().needed)))
                .toList();
    }

    private Entrance take(Optional<Role> needed, HttpMethod method, String path, Handler<RoutingContext> handler) {
        var entrance = new Entrance(needed, handler, true);
        put(method, path, entrance);
        return entrance;
    }

    private void put(HttpMethod method, String path, Entrance entrance) {
        var methods = entrances.computeIfAbsent(path, named -> new TreeMap<>());
        if (methods.put(method.name(), entrance) != null) {
            throw new IllegalStateException("two answer to %s %s".formatted(method, path));
        }
        if (method.equals(HttpMethod.GET)) {
            methods.put(HttpMethod.HEAD.name(), entrance);
        }
    }

    /** Any method that a path doesn't take gets 405 with the ones it does (RFC 9110 §15.5.6). */
    void into(Router router) {
        entrances.forEach((path, methods) -> router.route(path).handler(context -> {
            Entrance entrance = methods.get(context.request().method().name());
            if (entrance == null) {
                String allowed = String.join(", ", new TreeSet<>(methods.keySet()));
                show(context, Answer.problem(405, "this path takes " + allowed).with("Allow", allowed));
            } else {
                entrance.needed
                        .flatMap(needed -> refused(context, needed))
                        .or(() -> entrance.refused(context.queryParams()))
                        .ifPresentOrElse(refusal -> show(context, refusal), () -> entrance.handler.handle(context));
            }
        }));
    }

    /** A path that no gate stands before, and which doesn't say that it is open, is open to nobody. */
    private static Optional<Answer> refused(RoutingContext context, Role needed) {
        Operator operator = context.get(Asked.OPERATOR);
        if (operator == null) {
            return Optional.of(Answer.problem(401, "log in at " + Entry.LOGIN));
        }
        return operator.role().may(needed) ? Optional.empty() : Optional.of(shortOf(needed));
    }

    private static Answer shortOf(Role needed) {
        return Answer.problem(403, "this needs the role %s; an admin gives it".formatted(needed.word()));
    }

    /** Sends a problem as the one who asked likes to see it. */
    void show(RoutingContext context, Answer answer) {
        face.shown(Asked.of(context), answer).send(context.response());
    }

    private void run(RoutingContext context, WorkerExecutor threads, Work work) {
        Asked asked = Asked.of(context);
        run(context, threads, () -> answer(asked, work));
    }

    private Answer answer(Asked asked, Work work) {
        try {
            return shown(asked, work.answer(asked));
        } catch (Exception failure) {
            return shown(asked, failed(failure));
        }
    }

    private Answer shown(Asked asked, Answer answer) {
        return answer.isProblem() ? face.shown(asked, answer) : answer;
    }

    static void run(RoutingContext context, WorkerExecutor threads, Callable<Answer> work) {
        threads.executeBlocking(work, false)
                .recover(failure -> Future.succeededFuture(failed(failure)))
                .onSuccess(answer -> answer.send(context.response()));
    }

    static Answer failed(Throwable failure) {
        if (failure instanceof Rejection rejection) {
            return rejection.answer();
        }
        if (sqlState(failure).equals(UNSTORABLE)) {
            return Answer.problem(400, "the request has the character U+0000 in it, which no name of ours has");
        }
        if (sqlState(failure).equals(DISK_FULL)) {
            return Answer.problem(507, "the disk of the database is full; make room there, then try again");
        }
        if (failure instanceof SQLException || failure.getCause() instanceof SQLException) {
            log.atWarn()
                    .addKeyValue("error", Shown.line(failure.toString(), 300))
                    .log("the database did not answer an operator");
            return Answer.problem(503, "the database does not answer; try again")
                    .with("Retry-After", "5");
        }
        log.atError().setCause(failure).log("an operator's request failed");
        return Answer.problem(500, "this is our mistake; the log says more");
    }

    private static String sqlState(Throwable failure) {
        return Stream.of(Optional.of(failure), Optional.ofNullable(failure.getCause()))
                .flatMap(Optional::stream)
                .filter(SQLException.class::isInstance)
                .map(cause -> ((SQLException) cause).getSQLState())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("");
    }
}
