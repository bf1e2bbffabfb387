package org.yizhan.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A loopback port that can be given to a program, and to its next start: below those that systems take for connections of
 * their own (from 32768 on at Linux, from 49152 on by RFC 6335), so that nobody's connection sits on it meanwhile.
 */
public final class FreePort {

    private static final int FIRST = 20_000;
    private static final int END = 32_000;
    private static final int TRIES = 100;

    private FreePort() {}

    /** One that nobody listens on at this moment. */
    public static int find() throws IOException {
        IOException taken = new IOException("no try");
        for (int n = 0; n < TRIES; n++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, END);
            try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException e) {
                taken = e;
            }
        }
        throw new IOException("no free port from %d to %d".formatted(FIRST, END), taken);
    }
}
