package org.yizhan.ops;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Whether the program can do its work: all its {@link HealthCheck}s, looked at side by side.
 *
 * <p>Each look has a time limit. A check that hangs is never started a second time while its first look lasts, so
 * however often somebody asks, a hanging dependency costs one thread. Safe for concurrent use.
 */
public final class Readiness implements AutoCloseable {

    /** How long a look may take. */
    public static final Duration LIMIT = Duration.ofSeconds(2);

    private static final int LONGEST_REASON = 300;

    private final List<Watched> checks;
    private final Duration limit;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("health-", 0).factory());

    public Readiness(List<HealthCheck> checks) {
        this(checks, LIMIT);
    }

    Readiness(List<HealthCheck> checks, Duration limit) {
        this.checks = checks.stream().map(Watched::new).toList();
        this.limit = limit;
    }

    /** What one check said. */
    public record Found(String name, Health health) {}

    /** Looks at everything. Completes within the time limit, never with an exception, in the order of the checks. */
    public CompletableFuture<List<Found>> look() {
        var looks = checks.stream().map(this::look).toList();
        return CompletableFuture.allOf(looks.toArray(CompletableFuture[]::new))
                .thenApply(done -> looks.stream().map(CompletableFuture::join).toList());
    }

    /** What the checks are called. */
    Set<String> names() {
        return checks.stream().map(watched -> watched.check.name()).collect(Collectors.toSet());
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private CompletableFuture<Found> look(Watched watched) {
        var late = Health.down("no answer within %d ms".formatted(limit.toMillis()));
        return watched.look(threads)
                .copy()
                .completeOnTimeout(late, limit.toMillis(), TimeUnit.MILLISECONDS)
                .thenApply(health -> new Found(watched.check.name(), health));
    }

    /** A check and its look that lasts, if one does. */
    private static final class Watched {

        private final HealthCheck check;
        private CompletableFuture<Health> current = CompletableFuture.completedFuture(Health.up());

        Watched(HealthCheck check) {
            this.check = check;
        }

        synchronized CompletableFuture<Health> look(ExecutorService threads) {
            if (!current.isDone()) {
                return current;
            }
            var next = new CompletableFuture<Health>();
            current = next;
            try {
                threads.execute(() -> next.complete(run()));
            } catch (RuntimeException closed) {
                next.complete(Health.down("the program is stopping"));
            }
            return next;
        }

        @SuppressWarnings("CatchingUnchecked") // whatever a check throws says that its dependency is down
        private Health run() {
            try {
                return check.check();
            } catch (Exception | LinkageError failure) {
                return Health.down(Shown.line(failure.toString(), LONGEST_REASON));
            }
        }
    }
}
