package org.yizhan.ops;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yizhan.http.Callers;
import org.yizhan.http.Certificate;
import org.yizhan.http.Drip;
import org.yizhan.http.Framing;

/**
 * The management port: health and metrics for anybody who reaches it, everything else behind the operator's login.
 *
 * <p>One gate stands before the whole of {@code /api/} and {@code /ops}, whether a path below them exists or not. Answers
 * that may block run on four threads of their own, so that a database that hangs leaves health and metrics alone; passwords
 * are looked at on one other: it takes a processor as long as it is busy.
 */
public final class ManagementEdge implements AutoCloseable {

    /** The longest request body, in bytes; a form's is longer, as {@link Guard} has it. */
    public static final int LONGEST_BODY = 64 * 1024;

    /** The longest request with a record that was mended: one of a million characters, each sent as three bytes, as a form. */
    static final int LONGEST_RECORD = 10 * 1024 * 1024;

    /** As many as the longest body can hold. */
    static final int MOST_FIELDS = LONGEST_BODY / 2;

    private static final Logger log = LoggerFactory.getLogger(ManagementEdge.class);
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

    private final Vertx vertx;
    private final SocketAddress address;
    private final PrometheusMeterRegistry registry;
    private final Readiness readiness;
    private final WorkerExecutor operators;
    private final WorkerExecutor scrapes;
    private final WorkerExecutor checks;
    private final WorkerExecutor logins;
    private final Optional<Certificate> certificate;
    private final Threshold threshold;
    private final HttpServer server;
    private final Router router;
    private final Paths paths;

    /**
     * Where the port is and who may use it.
     *
     * @param host the address to bind to
     * @param port 0 takes a free one
     * @param names besides addresses under which it answers
     * @param certificate what it speaks TLS with; empty: it speaks HTTP in the clear
     * @param drip how slowly bodies may come
     */
    public record Settings(String host, int port, OwnNames names, Optional<Certificate> certificate, Drip drip) {

        /** In the clear, under addresses only. */
        public Settings(String host, int port) {
            this(host, port, OwnNames.NONE, Optional.empty(), Drip.USUAL);
        }
    }

    /**
     * Builds everything and listens to nobody before {@link #start}.
     *
     * @param entry decides who comes in
     * @param parts put their paths behind it
     */
    public ManagementEdge(
            Vertx vertx,
            Settings settings,
            PrometheusMeterRegistry registry,
            Readiness readiness,
            Entry entry,
            List<Consumer<Paths>> parts) {
        this.vertx = vertx;
        this.address = SocketAddress.inetSocketAddress(settings.port(), settings.host());
        this.registry = registry;
        this.readiness = readiness;
        operators = vertx.createSharedWorkerExecutor("operators", 4);
        scrapes = vertx.createSharedWorkerExecutor("scrapes", 1);
        checks = vertx.createSharedWorkerExecutor("checks", 1, 10, TimeUnit.MINUTES);
        logins = vertx.createSharedWorkerExecutor("logins", 1);
        var turnstile = entry.turnstile(logins);
        router = Router.router(vertx);
        certificate = settings.certificate();
        threshold = new Threshold(settings.names(), router);
        server = vertx.createHttpServer(options()).invalidRequestHandler(threshold::giveUp);
        paths = new Paths(operators, checks, turnstile);
        new Guard(vertx, entry.gate(), turnstile, settings.drip(), paths).before(router);
        observe();
        entry.mount(paths);
        parts.forEach(part -> part.accept(paths));
        paths.into(router);
        failures();
    }

    private HttpServerOptions options() {
        var options = new HttpServerOptions()
                .setCompressionSupported(true)
                .setHttp2ClearTextEnabled(false)
                .setMaxHeaderSize(Framing.LONGEST_HEADERS)
                .setMaxFormAttributeSize(LONGEST_RECORD)
                .setMaxFormFields(MOST_FIELDS)
                .setIdleTimeout(150)
                .setIdleTimeoutUnit(TimeUnit.SECONDS);
        certificate.ifPresent(pair -> pair.into(options));
        return options;
    }

    /** Listens. Returns when the port is open; throws where it can't be. */
    public ManagementEdge start() throws IOException {
        try {
            Promise<HttpServer> listening = Promise.promise();
            vertx.getOrCreateContext()
                    .runOnContext(go -> Callers.listen(vertx, server, address, threshold::pass)
                            .onComplete(listening));
            listening.future().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
            return this;
        } catch (ExecutionException | TimeoutException failure) {
            throw new IOException("the management port can't be opened: " + failure.getMessage(), failure);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped while the management port was being opened", stopping);
        }
    }

    /**
     * Takes up the certificate where its files have changed; connections that are open keep theirs.
     *
     * @throws IllegalArgumentException where the files can't be used; the one in force stays
     */
    public void renew() {
        certificate.ifPresent(pair -> pair.renew(server::updateSSLOptions));
    }

    /** Who may what. */
    public List<Paths.Rule> rules() {
        return paths.rules();
    }

    /** The port that is listened on. */
    public int port() {
        return server.actualPort();
    }

    /** Stops listening. Waits up to ten seconds for that. */
    @Override
    public void close() {
        try {
            Future.all(server.close(), operators.close(), scrapes.close(), checks.close(), logins.close())
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException failure) {
            log.atWarn().addKeyValue("error", failure.toString()).log("the management port did not close in order");
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void observe() {
        paths.open(
                "/observe/health/live",
                context -> Answer.json(200, Answer.object().put("status", "UP")).send(context.response()));
        paths.open("/observe/health/ready", context -> looked(context, HealthAnswer::ready));
        paths.open("/observe/health", context -> looked(context, HealthAnswer::whole));
        paths.open(
                "/observe/metrics",
                context -> Paths.run(context, scrapes, () -> Answer.text(PROMETHEUS, registry.scrape())));
        paths.open("/", context -> Answer.seeOther("/ops").send(context.response()));
    }

    private void failures() {
        Map.of(
                        400, "the request can't be read",
                        404,
                                "there is nothing at this path; see /observe/health, /observe/metrics, /ops, /api/v1/ops/status",
                        500, "this is our mistake; the log says more")
                .forEach((status, detail) -> router.errorHandler(
                        status,
                        context -> paths.show(
                                context,
                                context.failure() == null || status != 500
                                        ? Answer.problem(status, detail)
                                        : Paths.failed(context.failure()))));
        router.errorHandler(
                413,
                context -> paths.show(
                        context,
                        Answer.problem(
                                413, "the body must not be longer than %d bytes".formatted(Guard.longest(context)))));
    }

    private void looked(RoutingContext context, Function<List<Readiness.Found>, Answer> told) {
        Future.fromCompletionStage(readiness.look(), context.vertx().getOrCreateContext())
                .map(told)
                .recover(failure -> Future.succeededFuture(Paths.failed(failure)))
                .onSuccess(answer -> answer.send(context.response()));
    }
}
