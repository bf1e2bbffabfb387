package org.yizhan.web;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yizhan.http.Callers;
import org.yizhan.http.Certificate;
import org.yizhan.http.Framing;
import org.yizhan.http.GivenUp;
import org.yizhan.http.HostHeader;
import org.yizhan.http.QueryString;

/** The public HTTP server, on as many event loops as there are cores: what it hands requests to is used by all of them. What no part of it answers is a problem+json, without a word of the inside. */
public final class HttpEdge implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HttpEdge.class);

    /** Ten thousand characters of Chinese in a search box are 90,000 bytes here; they are answered by a page, not by 414. */
    private static final int LONGEST_LINE = 131_072;

    private static final Advice NO_HOST = new Advice(
            "请求必须有一行 Host 写明网站，例如 news.example.org。",
            "One Host header must name the site, such as news.example.org.",
            "one `Host` header must name the site, such as news.example.org");
    private static final Advice NO_PATH = new Advice(
            "这里只回答以 / 开头的地址；不转接（CONNECT），也不回答「OPTIONS *」。",
            "the address must begin with /; this is no proxy (CONNECT), and `OPTIONS` asks about one address");
    private static final Advice BROKEN_ESCAPE =
            new Advice("地址里的 % 后面要跟两位十六进制数。请核对地址，或从这里查找。", "the path has a % that two hexadecimal digits don't follow");
    private static final Advice TOO_MANY_HEADERS = new Advice(
            "请求头超过 " + Framing.MOST_HEADERS + " 行。", "the request has more than " + Framing.MOST_HEADERS + " headers");
    private static final Advice FRAMING =
            new Advice("请求的 Transfer-Encoding 只能是一个 chunked。", "Transfer-Encoding must be one chunked, if any");
    private static final Advice UNREADABLE = new Advice("请求读不懂。", "the request could not be read");
    private static final Advice OUR_FAULT = new Advice("这是我们的错，已经记录下来。请稍后再试。", "this is our fault; it has been logged");

    /** RFC 6797. */
    private static final CharSequence HSTS = HttpHeaders.createOptimized("strict-transport-security");

    private static final CharSequence ONE_YEAR = HttpHeaders.createOptimized("max-age=31536000");

    private final Door door;
    private final List<String> paths;
    private final List<HttpServer> servers = new CopyOnWriteArrayList<>();
    private final HostHeader hosts = new HostHeader();

    /**
     * Where the port is.
     *
     * @param port 0 for any free one
     * @param certificate what it speaks TLS with; empty: it speaks HTTP in the clear
     */
    public record Door(String host, int port, Optional<Certificate> certificate) {}

    /**
     * Listens at once, in the clear.
     *
     * @param port 0 for any free one
     * @param parts each adds its routes
     * @throws IllegalStateException where the port can't be had
     */
    public HttpEdge(Vertx vertx, String host, int port, List<Consumer<Router>> parts) {
        this(vertx, new Door(host, port, Optional.empty()), parts, request -> false);
    }

    /**
     * The same, where some need no route.
     *
     * @param ready answers a request at once, or says that it has not; never blocks
     */
    public HttpEdge(Vertx vertx, Door door, List<Consumer<Router>> parts, Predicate<HttpServerRequest> ready) {
        this.door = door;
        Router router = Router.router(vertx);
        router.route().failureHandler(HttpEdge::failed);
        parts.forEach(part -> part.accept(router));
        this.paths = paths(router);
        router.errorHandler(
                404,
                context -> Problem.send(
                        context, 404, "Not found", nothingAt(context.request().path())));
        router.errorHandler(405, context -> {
            context.response().putHeader("Allow", AllowedMethods.at(router, context.normalizedPath()));
            Problem.send(
                    context,
                    405,
                    "Method not allowed",
                    new Advice(
                            "这个地址不接受 " + context.request().method() + "。",
                            "this address does not take " + context.request().method()));
        });
        var options = new HttpServerOptions()
                .setMaxHeaderSize(Framing.LONGEST_HEADERS)
                .setMaxInitialLineLength(LONGEST_LINE)
                // a connection is known from its first byte on, and not from its first whole head
                .setHttp2ClearTextEnabled(false)
                .setIdleTimeout(60)
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setTcpNoDelay(true);
        door.certificate().ifPresent(certificate -> certificate.into(options));
        try {
            vertx.deployVerticle(
                            () -> new Loop(
                                    options,
                                    address(door.host(), door.port()),
                                    request -> answer(request, ready, router)),
                            new DeploymentOptions().setInstances(loops()))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while starting", e);
        } catch (Exception e) {
            throw new IllegalStateException(
                    "port " + door.port() + " on " + door.host() + " can't be had: " + e.getMessage()
                            + "; free it or set YIZHAN_HTTP_PORT",
                    e);
        }
    }

    /**
     * Takes up the certificate where its files have changed; connections that are open keep theirs.
     *
     * @throws IllegalArgumentException where the files can't be used; the one in force stays
     */
    public void renew() {
        door.certificate()
                .ifPresent(certificate -> certificate.renew(terms -> Future.all(servers.stream()
                        .map(server -> server.updateSSLOptions(terms))
                        .toList())));
    }

    /** Of any free port the event loops of one Vert.x have the same. */
    private static SocketAddress address(String host, int port) {
        return port == 0 ? SocketAddress.sharedRandomPort(1, host) : SocketAddress.inetSocketAddress(port, host);
    }

    /** One for each core: a single one keeps the others idle while it is busy. */
    private static int loops() {
        return Runtime.getRuntime().availableProcessors();
    }

    /** The server on one event loop; all share the port, and connections go to each in turn. */
    private final class Loop extends VerticleBase {

        private final HttpServerOptions options;
        private final SocketAddress address;
        private final Handler<HttpServerRequest> handler;

        Loop(HttpServerOptions options, SocketAddress address, Handler<HttpServerRequest> handler) {
            this.options = options;
            this.address = address;
            this.handler = handler;
        }

        @Override
        public Future<?> start() {
            HttpServer server = vertx.createHttpServer(options).invalidRequestHandler(HttpEdge.this::giveUp);
            return Callers.listen(vertx, server, address, handler).onSuccess(servers::add);
        }
    }

    private static List<String> paths(Router router) {
        return router.getRoutes().stream()
                .filter(route -> route.getPath() != null && route.methods() != null)
                .flatMap(route -> route.methods().stream()
                        .map(method -> method + " " + route.getPath() + (route.isExactPath() ? "" : "*")))
                .distinct()
                .sorted()
                .toList();
    }

    /** What is answered, each as {@code GET /stories/:id}; a star stands for whatever follows. */
    public List<String> paths() {
        return paths;
    }

    /** The port in use. */
    public int port() {
        return servers.getFirst().actualPort();
    }

    private void answer(HttpServerRequest request, Predicate<HttpServerRequest> ready, Router router) {
        insistOnTls(request);
        boolean isGood = hosts.isGood(request);
        if (isGood && Framing.isPlain(request) && Framing.isShort(request) && ready.test(request)) {
            return;
        }
        Manner.PLAIN.forEach(request.response()::putHeader);
        if (!isGood) {
            Problem.send(request, 400, "Bad request", NO_HOST);
        } else if (!Framing.isPlain(request)) {
            request.response().putHeader("Connection", "close");
            Problem.send(request, 400, "Bad request", FRAMING);
            request.connection().close();
        } else {
            route(router, request);
        }
    }

    private void insistOnTls(HttpServerRequest request) {
        if (door.certificate().isPresent()) {
            // not sooner: a ready copy's headers take the place of all others
            request.response().headersEndHandler(end -> request.response().putHeader(HSTS, ONE_YEAR));
        }
    }

    /** What the parser could not read is told to a program: nobody knows whether it asked for a page. */
    private void giveUp(HttpServerRequest request) {
        insistOnTls(request);
        Manner.PLAIN.forEach(request.response()::putHeader);
        request.response().putHeader("Connection", "close");
        var why = GivenUp.of(request);
        Problem.send(request, why.status(), why.title(), why.advice());
        request.connection().close();
    }

    /** The router can't match what is no path, and would log a broken escape for every client that sends it. */
    private static void route(Router router, HttpServerRequest request) {
        if (!Framing.isShort(request)) {
            Problem.send(request, 431, "Request header fields too large", TOO_MANY_HEADERS);
            return;
        }
        String path = String.valueOf(request.path());
        if (!path.startsWith("/")) {
            Problem.send(request, 400, "Bad request", NO_PATH);
        } else if (!QueryString.isEscaped(path)) {
            Problem.send(request, 400, "Bad request", BROKEN_ESCAPE);
        } else {
            router.handle(request);
        }
    }

    private static Advice nothingAt(String path) {
        return new Advice("没有「" + path + "」这个地址。请核对，或从导航进入，也可以在这里搜索。", "there is nothing at " + path);
    }

    private static void failed(RoutingContext context) {
        Throwable failure = context.failure();
        if (context.response().ended()) {
            return;
        }
        if (failure == null || failure instanceof HttpException) {
            int status = failure instanceof HttpException refused ? refused.getStatusCode() : context.statusCode();
            Problem.send(context, status, "Request failed", UNREADABLE);
            return;
        }
        LOG.atError()
                .addKeyValue("path", context.request().path())
                .setCause(failure)
                .log("a request failed");
        Problem.send(context, 500, "Internal error", OUR_FAULT);
    }

    @Override
    public void close() {
        try {
            Future.all(servers.stream().map(HttpServer::close).toList())
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.warn("the HTTP server did not stop in time", e);
        }
    }
}
