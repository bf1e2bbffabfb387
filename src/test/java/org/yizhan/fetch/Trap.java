package org.yizhan.fetch;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Listens at every address of this machine, at a port of the web, and writes down at which of them somebody came. */
public final class Trap implements AutoCloseable {

    private final ServerSocket server;
    private final List<String> caught = new CopyOnWriteArrayList<>();

    public Trap() throws IOException {
        server = open();
        Thread.ofVirtual().start(this::listen);
    }

    private static ServerSocket open() throws IOException {
        for (int port = 8_900; port < 8_999; port++) {
            try {
                return new ServerSocket(port);
            } catch (IOException taken) {
                // the next one
            }
        }
        throw new IOException("no port from 8900 to 8999 is free");
    }

    private void listen() {
        while (!server.isClosed()) {
            try (var socket = server.accept()) {
                caught.add(socket.getLocalAddress().getHostAddress());
            } catch (IOException closing) {
                return;
            }
        }
    }

    public int port() {
        return server.getLocalPort();
    }

    /** The address of ours that each connection so far came to. */
    public List<String> caught() {
        return List.copyOf(caught);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
