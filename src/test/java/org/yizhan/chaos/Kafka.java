package org.yizhan.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A broker as a process of its own, behind a proxy whose port stays the same. */
final class Kafka implements AutoCloseable {

    private final ServerProcess server;

    private Kafka(ServerProcess server) {
        this.server = server;
    }

    static Kafka start(Path folder, FaultProxy proxy) throws IOException {
        return new Kafka(new ServerProcess(
                "kafka", folder, proxy, child -> Integer.parseInt(child.ready(0)), Integer.toString(proxy.port())));
    }

    /** For clients. */
    String brokers() {
        return "127.0.0.1:" + proxy().port();
    }

    /** What lies between it and its clients. */
    FaultProxy proxy() {
        return server.proxy();
    }

    /** How many times each group was rebalanced so far, as the broker says. */
    Map<String, Long> rebalances() throws IOException {
        return Pattern.compile("Preparing to rebalance group (\\S+) ")
                .matcher(Files.readString(server.folder().resolve("broker.log")))
                .results()
                .collect(Collectors.groupingBy(said -> said.group(1), TreeMap::new, Collectors.counting()));
    }

    /** As {@code kill -9} does it. */
    void kill() throws InterruptedException {
        server.kill();
    }

    /** After a kill. */
    void startAgain() throws IOException {
        server.startAgain();
    }

    @Override
    public void close() throws InterruptedException {
        server.close();
    }
}
