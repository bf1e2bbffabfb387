package org.yizhan.embedded;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of a broker, from its start to its end. Where Kafka would end the whole process, as it does when it can't write to
 * its disk, the run ends and the process goes on. Safe for concurrent use.
 *
 * <p>Whose run it is that Kafka wants to end is told by the group that its threads belong to.
 */
final class KafkaRun {
    private static final Logger log = LoggerFactory.getLogger(KafkaRun.class);

    /** Kafka itself gives up on a start after some minutes. */
    private static final Duration START_PATIENCE = Duration.ofMinutes(6);

    /** A step of a broken broker's end that takes longer waits for a part that is gone. */
    private static final Duration STEP_PATIENCE = Duration.ofSeconds(2);

    private static final int MOST_STEPS = 30;
    private static final int FAILED = 1;
    private static final Set<KafkaRun> RUNS = ConcurrentHashMap.newKeySet();

    static {
        Exit.setExitProcedure((status, message) -> end(status));
        Exit.setHaltProcedure((status, message) -> end(status));
    }

    private final ThreadGroup threads = new ThreadGroup("embedded-kafka");
    private final CompletableFuture<Integer> failure = new CompletableFuture<>();
    private final CompletableFuture<KafkaRaftServer> server = new CompletableFuture<>();
    private final CompletableFuture<Boolean> up = new CompletableFuture<>();

    private final KafkaConfig config;

    /** One that has not begun. */
    KafkaRun(KafkaConfig config) {
        this.config = config;
        RUNS.add(this);
    }

    /** Ends the thread that called for the end of the process. */
    private static final class Ended extends Error {
        private static final long serialVersionUID = 1L;

        Ended(int status) {
            super("Kafka has ended with status " + status, null, false, false);
        }
    }

    private static void end(int status) {
        ThreadGroup caller = Thread.currentThread().getThreadGroup();
        RUNS.stream().filter(run -> run.threads.parentOf(caller)).forEach(run -> run.failure.complete(status));
        throw new Ended(status);
    }

    /**
     * Starts the broker and waits until it takes requests.
     *
     * @throws IOException when it does not come up, or is stopped meanwhile; nothing of it is left then
     */
    void start() throws IOException, InterruptedException {
        Thread starting = thread("embedded-kafka-start", this::startUp);
        try {
            CompletableFuture.anyOf(up, failure).get(START_PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (failure.isDone()) {
                throw new IOException("it ended with status " + failure.join());
            }
        } catch (ExecutionException e) {
            discard(starting);
            throw new IOException(reason(e), e);
        } catch (TimeoutException e) {
            discard(starting);
            throw new IOException("it was not up within " + START_PATIENCE, e);
        } catch (IOException | InterruptedException e) {
            discard(starting);
            throw e;
        }
    }

    private static String reason(ExecutionException failed) {
        Throwable cause = failed.getCause();
        return String.valueOf(cause == null ? failed.getMessage() : cause.getMessage());
    }

    private Thread thread(String name, Runnable work) {
        var thread = new Thread(threads, work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    @SuppressWarnings("CatchingUnchecked") // whatever it is, the start has failed
    private void startUp() {
        try {
            var made = new KafkaRaftServer(config, Time.SYSTEM);
            server.complete(made);
            made.startup();
            up.complete(true);
        } catch (Exception | Error e) {
            up.completeExceptionally(e);
        }
    }

    private void discard(Thread starting) {
        starting.interrupt();
        stop(STEP_PATIENCE);
    }

    /** Waits until Kafka would have ended the process, or the broker was stopped; the status it had wanted. */
    int awaitFailure() throws InterruptedException {
        try {
            return failure.get();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Ends it; one that has failed is hurried through the steps in which it waits for parts that are gone. */
    void stop(Duration patience) {
        boolean broken = failure.isDone() || !up.isDone() || up.isCompletedExceptionally();
        if (broken) {
            failure.complete(FAILED);
        }
        Thread stopping = thread("embedded-kafka-stop", this::shutDown);
        try {
            boolean stopped = stopping.join(patience);
            for (int step = 0; broken && !stopped && step < MOST_STEPS; step++) {
                stopping.interrupt();
                stopped = stopping.join(STEP_PATIENCE);
            }
            if (!stopped) {
                log.atWarn().addKeyValue("patience", patience).log("Kafka did not stop in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            RUNS.remove(this);
            failure.complete(0);
        }
    }

    private void shutDown() {
        if (server.isDone()) {
            KafkaRaftServer running = server.join();
            running.shutdown();
            running.awaitShutdown();
        }
    }
}
