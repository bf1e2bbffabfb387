package org.yizhan.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.yizhan.embedded.Child;

/** A broker as a process of its own, behind a proxy whose port stays the same. */
final class Kafka implements AutoCloseable {

    private final Path folder;
    private final FaultProxy proxy;
    private Child child;

    private Kafka(Path folder, FaultProxy proxy, Child child) {
        this.folder = folder;
        this.proxy = proxy;
        this.child = child;
    }

    static Kafka start(Path folder, FaultProxy proxy) throws IOException {
        return new Kafka(folder, proxy, launch(folder, proxy));
    }

    private static Child launch(Path folder, FaultProxy proxy) throws IOException {
        Child launched = Child.holding("kafka", folder, Integer.toString(proxy.port()));
        proxy.to(Integer.parseInt(launched.ready(0)));
        return launched;
    }

    /** For clients. */
    String brokers() {
        return "127.0.0.1:" + proxy.port();
    }

    /** What lies between it and its clients. */
    FaultProxy proxy() {
        return proxy;
    }

    Path folder() {
        return folder;
    }

    /** How many times each group was rebalanced so far, as the broker says. */
    Map<String, Long> rebalances() throws IOException {
        return Pattern.compile("Preparing to rebalance group (\\S+) ")
                .matcher(Files.readString(folder.resolve("broker.log")))
                .results()
                .collect(Collectors.groupingBy(said -> said.group(1), TreeMap::new, Collectors.counting()));
    }

    long pid() {
        return child.pid();
    }

    /** As {@code kill -9} does it. */
    void kill() throws InterruptedException {
        child.kill();
    }

    /** After a kill. */
    void startAgain() throws IOException {
        child = launch(folder, proxy);
    }

    @Override
    public void close() throws InterruptedException {
        child.terminate();
        proxy.close();
    }
}
