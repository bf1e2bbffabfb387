package org.yizhan.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** The address that only this machine reaches, and its ports. */
final class Loopback {
    static final String ADDRESS = "127.0.0.1";

    private Loopback() {}

    /** A port nobody listens on at this moment; the caller tries again with another one if it is taken meanwhile. */
    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(ADDRESS))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no free port on " + ADDRESS, e);
        }
    }
}
