package org.yizhan.fetch;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.util.Timeout;

/** The end of one fetch: when its time is over, what is going on is broken off, however slowly it still goes on. */
final class Deadline implements AutoCloseable {

    private final long start = System.nanoTime();
    private final Duration total;
    private final ScheduledFuture<?> end;
    private volatile Cancellable current = () -> false;
    private volatile boolean over;

    Deadline(ScheduledExecutorService timer, Duration total) {
        this.total = total;
        this.end = timer.schedule(this::breakOff, total.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void breakOff() {
        over = true;
        current.cancel();
    }

    /** From now on {@code work} is what would be broken off. */
    void guard(Cancellable work) {
        current = work;
        if (over) {
            work.cancel();
        }
    }

    /** For a request that may take what is left. */
    HttpClientContext context() {
        var context = HttpClientContext.create();
        Timeout left = Timeout.ofMilliseconds(Math.max(1, remaining().toMillis()));
        context.setRequestConfig(RequestConfig.custom()
                .setConnectionRequestTimeout(left)
                .setResponseTimeout(left)
                .setProtocolUpgradeEnabled(false)
                .build());
        return context;
    }

    boolean isOver() {
        return over || remaining().isZero();
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** What is left; never negative. */
    Duration remaining() {
        Duration left = total.minus(elapsed());
        return left.isNegative() ? Duration.ZERO : left;
    }

    @Override
    public void close() {
        end.cancel(false);
    }
}
