package org.yizhan.ops;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.yizhan.ops.Trouble.Kind;
import org.yizhan.ops.Trouble.Severity;

/** Says which stages are behind, get nothing done, or are about to lose what they have not read. Safe for concurrent use. */
public final class StageRule implements Rule {

    private final Metrics metrics;
    private final Terms terms;
    private final Clock clock;
    private final Behind behind = new Behind();

    /**
     * What is tolerated.
     *
     * @param late from when on a stage's lag is told
     * @param veryLate from when on it is critical
     * @param idle for so long a stage may get nothing done while something waits
     * @param retention of the topics
     */
    public record Terms(Duration late, Duration veryLate, Duration idle, Duration retention) {}

    public StageRule(Metrics metrics, Terms terms, Clock clock) {
        this.metrics = metrics;
        this.terms = terms;
        this.clock = clock;
    }

    @Override
    public Look look() {
        return Look.of(metrics.seen().stream()
                .filter(stage ->
                        Metrics.STAGES.contains(stage.stage()) || stage.lag().isPresent())
                .flatMap(this::troubles)
                .toList());
    }

    private Stream<Trouble> troubles(Metrics.Seen stage) {
        return behind.look(stage, clock.instant())
                .map(wait -> Stream.of(late(stage, wait), idle(stage, wait), risk(stage, wait))
                        .flatMap(Optional::stream))
                .orElseGet(() -> Stream.of(unknown(stage.stage())));
    }

    private Optional<Trouble> late(Metrics.Seen stage, Behind.Wait wait) {
        if (wait.oldest().compareTo(terms.late()) <= 0) {
            return Optional.empty();
        }
        long records = stage.lag().orElse(0);
        long minutes = wait.oldest().toMinutes();
        return Optional.of(new Trouble(
                Kind.LAG,
                wait.oldest().compareTo(terms.veryLate()) > 0 ? Severity.CRITICAL : Severity.WARNING,
                stage.stage(),
                "%s 积压约 %,d 分钟（%,d 条）".formatted(named(stage.stage()), minutes, records),
                "%s is about %,d minutes behind (%,d records)".formatted(stage.stage(), minutes, records)));
    }

    private Optional<Trouble> idle(Metrics.Seen stage, Behind.Wait wait) {
        if (wait.idle().compareTo(terms.idle()) <= 0) {
            return Optional.empty();
        }
        long minutes = wait.idle().toMinutes();
        return Optional.of(Trouble.critical(
                Kind.STALLED,
                stage.stage(),
                "%s 已 %,d 分钟没有处理任何记录，仍有 %,d 条待处理"
                        .formatted(named(stage.stage()), minutes, stage.lag().orElse(0)),
                "%s has got nothing done for %,d minutes while %,d records wait"
                        .formatted(stage.stage(), minutes, stage.lag().orElse(0))));
    }

    /** Kafka drops what is older than the retention, read or not. */
    private Optional<Trouble> risk(Metrics.Seen stage, Behind.Wait wait) {
        long percent =
                100 * wait.oldest().toMillis() / Math.max(1, terms.retention().toMillis());
        if (percent <= 50) {
            return Optional.empty();
        }
        return Optional.of(new Trouble(
                Kind.RETENTION,
                percent > 80 ? Severity.CRITICAL : Severity.WARNING,
                stage.stage(),
                "%s 最早的未读记录已占保留期的 %d%%，过期即丢失".formatted(named(stage.stage()), percent),
                "the oldest record that %s has not read has used %d %% of the retention; beyond it it is lost"
                        .formatted(stage.stage(), percent)));
    }

    private static Trouble unknown(String stage) {
        return Trouble.warning(
                Kind.LAG_UNKNOWN,
                stage,
                "%s 的积压未知".formatted(named(stage)),
                "how far %s is behind is unknown".formatted(stage));
    }

    private static String named(String stage) {
        return Chinese.named("stage", stage);
    }
}
