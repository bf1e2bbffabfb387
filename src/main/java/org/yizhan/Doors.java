package org.yizhan;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.yizhan.http.Certificate;
import org.yizhan.http.Drip;
import org.yizhan.ops.Entry;
import org.yizhan.ops.ManagementEdge;
import org.yizhan.ops.Paths;
import org.yizhan.ops.Readiness;
import org.yizhan.web.HttpEdge;

/**
 * The two ports that requests come in by, as configured: the public one and the operators'.
 *
 * @param readersOwn what the public port proves itself with, where it speaks TLS
 * @param operatorsOwn the same of the operators'
 */
record Doors(Settings settings, Vertx vertx, Optional<Certificate> readersOwn, Optional<Certificate> operatorsOwn) {

    private static final String READERS = "yizhan.http";
    private static final String OPERATORS = "yizhan.management";
    private static final Duration CERTIFICATE = Duration.ofMinutes(1);

    /** Refuses a port that is taken before anything is started: its own server would only find out at the end. */
    static void requireFree(Settings settings) {
        requireFree(settings, READERS);
        requireFree(settings, OPERATORS);
    }

    private static void requireFree(Settings settings, String server) {
        String host = settings.text(server + ".host");
        int port = settings.port(server + ".port");
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(host, port));
        } catch (IOException e) {
            throw new IllegalStateException(
                    "port %d on %s can't be had: %s; free it or set %s"
                            .formatted(port, host, e.getMessage(), Settings.variable(server + ".port")),
                    e);
        }
    }

    /** On Linux's own event queue where the library for it is there; headers that never change are encoded once. Refuses certificates that can't be used. */
    static Doors with(Settings settings, Closing closing) {
        System.setProperty("vertx.cacheImmutableHttpResponseHeaders", "true");
        Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
        closing.add(
                () -> vertx.close().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS));
        return new Doors(
                settings,
                vertx,
                PortSettings.WEB.certificate(settings, vertx),
                PortSettings.MANAGEMENT.certificate(settings, vertx));
    }

    /**
     * Lets readers in; to be closed.
     *
     * @param ready answers what lies ready before any route is looked for
     */
    HttpEdge readers(List<Consumer<Router>> parts, Predicate<HttpServerRequest> ready) {
        var door = new HttpEdge.Door(settings.text(READERS + ".host"), settings.port(READERS + ".port"), readersOwn);
        return new HttpEdge(vertx, door, parts, ready);
    }

    /** Has renewed certificates of both looked for. */
    static void begin(Regularly regularly, HttpEdge readers, ManagementEdge operators) {
        regularly.every(CERTIFICATE, "look for a renewed certificate", readers::renew);
        regularly.every(CERTIFICATE, "look for a renewed certificate of the management port", operators::renew);
    }

    /** Lets operators in; to be closed. */
    ManagementEdge operators(
            PrometheusMeterRegistry registry, Readiness readiness, Entry entry, List<Consumer<Paths>> parts) {
        var door = new ManagementEdge.Settings(
                settings.text(OPERATORS + ".host"),
                settings.port(OPERATORS + ".port"),
                PortSettings.managementNames(settings),
                operatorsOwn,
                Drip.USUAL);
        try {
            return new ManagementEdge(vertx, door, registry, readiness, entry, parts).start();
        } catch (IOException e) {
            throw new IllegalStateException(e.getMessage() + "; free it or set YIZHAN_MANAGEMENT_PORT", e);
        }
    }
}
