package org.yizhan.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.ToIntFunction;
import org.yizhan.embedded.Child;

/** A server as a process of its own, behind a proxy whose port stays the same. */
final class ServerProcess implements AutoCloseable {

    private final String server;
    private final Path folder;
    private final String[] more;
    private final FaultProxy proxy;
    private final ToIntFunction<Child> port;
    private Child child;

    /**
     * Starts it.
     *
     * @param server as {@link Child#holding} knows it
     * @param port where it listens, by what it said when it was ready
     */
    ServerProcess(String server, Path folder, FaultProxy proxy, ToIntFunction<Child> port, String... more)
            throws IOException {
        this.server = server;
        this.folder = folder;
        this.more = more;
        this.proxy = proxy;
        this.port = port;
        this.child = launch();
    }

    private Child launch() throws IOException {
        Child launched = Child.holding(server, folder, more);
        proxy.to(port.applyAsInt(launched));
        return launched;
    }

    Child child() {
        return child;
    }

    Path folder() {
        return folder;
    }

    /** What lies between it and the program. */
    FaultProxy proxy() {
        return proxy;
    }

    /** As {@code kill -9} does it. */
    void kill() throws InterruptedException {
        child.kill();
    }

    /** As SIGTERM does it. */
    void stop() throws InterruptedException {
        child.terminate();
    }

    /** After it was killed or stopped. */
    void startAgain() throws IOException {
        child = launch();
    }

    @Override
    public void close() throws InterruptedException {
        child.terminate();
        proxy.close();
    }
}
