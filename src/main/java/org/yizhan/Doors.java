package org.yizhan;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.yizhan.http.Drip;
import org.yizhan.ops.ManagementEdge;
import org.yizhan.web.HttpEdge;

/** The two ports that requests come in by, as configured: the public one and the operators'. */
record Doors(Settings settings) {

    private static final String READERS = "yizhan.http";
    private static final String OPERATORS = "yizhan.management";

    /** Refuses a port that is taken before anything is started: its own server would only find out at the end. */
    void requireFree() {
        requireFree(READERS);
        requireFree(OPERATORS);
    }

    private void requireFree(String server) {
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

    HttpEdge.Door readers(Vertx vertx) {
        return new HttpEdge.Door(
                settings.text(READERS + ".host"),
                settings.port(READERS + ".port"),
                PortSettings.WEB.certificate(settings, vertx));
    }

    ManagementEdge.Settings operators(Vertx vertx) {
        return new ManagementEdge.Settings(
                settings.text(OPERATORS + ".host"),
                settings.port(OPERATORS + ".port"),
                PortSettings.managementNames(settings),
                PortSettings.MANAGEMENT.certificate(settings, vertx),
                Drip.USUAL);
    }
}
