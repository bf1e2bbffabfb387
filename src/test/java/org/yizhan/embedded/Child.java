package org.yizhan.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/**
 * A program of its own that holds an embedded server until it is killed, or is asked to end as Ctrl-C asks.
 *
 * <p>It prints one line, {@code ready} and what its test wants to know, once the server runs.
 */
public final class Child implements AutoCloseable {
    private final Process process;
    private final List<String> ready;

    private Child(Process process, List<String> ready) {
        this.process = process;
        this.ready = ready;
    }

    /**
     * Starts one and waits until its server runs.
     *
     * @param server {@code database} or {@code kafka}
     * @param more for {@code kafka} the port of a proxy that clients are to come through
     */
    public static Child holding(String server, Path folder, String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED"));
        if (server.equals("kafka") && more.length > 0) {
            command.add("-Dlogback.configurationFile=broker-logback.xml");
            command.add("-Dyizhan.broker.log=" + folder.resolve("broker.log"));
        }
        command.addAll(List.of(
                "-cp", System.getProperty("java.class.path"), Child.class.getName(), server, folder.toString()));
        command.addAll(List.of(more));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "stop-child"));
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith("ready ")) {
                Thread.ofPlatform().daemon().start(() -> drain(output));
                return new Child(
                        process, List.of(line.substring("ready ".length()).split(" ")));
            }
        }
        throw new IOException("the child ended before its server was ready");
    }

    /** Reads on, so that a program that prints does not stand still on a full pipe. */
    private static void drain(BufferedReader output) {
        try {
            output.transferTo(Writer.nullWriter());
        } catch (IOException e) {
            // the child is gone, and what it printed with it
        }
    }

    /** A word of what the child said when it was ready: the JDBC URL and the password, or the brokers. */
    public String ready(int word) {
        return ready.get(word);
    }

    public long pid() {
        return process.pid();
    }

    /** As {@code kill -9} does it. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** As SIGTERM does it. */
    public void terminate() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    public static void main(String[] arguments) throws Exception {
        DataFolder folder = DataFolder.open(Path.of(arguments[1]));
        if (arguments[0].equals("database")) {
            EmbeddedDatabase database = new EmbeddedDatabase(folder, new SecureRandom());
            Runtime.getRuntime().addShutdownHook(new Thread(database::close));
            database.start();
            System.out.println("ready " + database.jdbcUrl() + " " + database.password() + " " + database.pid());
        } else if (arguments.length > 2) {
            ProxiedKafka kafka = new ProxiedKafka(folder, Integer.parseInt(arguments[2]));
            Runtime.getRuntime().addShutdownHook(new Thread(kafka::close));
            System.out.println("ready " + kafka.start());
        } else {
            EmbeddedKafka kafka = new EmbeddedKafka(folder);
            Runtime.getRuntime().addShutdownHook(new Thread(kafka::close));
            kafka.start();
            System.out.println("ready " + kafka.brokers());
        }
        Thread.currentThread().join();
    }
}
