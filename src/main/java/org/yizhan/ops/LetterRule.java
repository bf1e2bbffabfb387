package org.yizhan.ops;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says at which stages dead letters wait for somebody, and where they come in numbers. Safe for concurrent use. */
public final class LetterRule implements Rule {

    /** So many within an hour are no accidents. */
    static final long FLOOD = 100;

    private static final Logger log = LoggerFactory.getLogger(LetterRule.class);
    private static final Duration LATELY = Duration.ofHours(1);

    private final DeadLetters letters;
    private final Clock clock;

    public LetterRule(DeadLetters letters, Clock clock) {
        this.letters = letters;
        this.clock = clock;
    }

    @Override
    public Look look() {
        try {
            return Look.of(letters.waiting(clock.instant().minus(LATELY)).stream()
                    .map(LetterRule::trouble)
                    .toList());
        } catch (SQLException failure) {
            log.atWarn()
                    .addKeyValue("error", Shown.line(failure.toString(), 300))
                    .log("the dead letters can't be counted");
            return withoutDatabase();
        }
    }

    @Override
    public Look withoutDatabase() {
        return Look.failed("dead letters", "死信数目", Trouble.Kind.DEAD_LETTERS);
    }

    private static Trouble trouble(DeadLetters.Waiting waiting) {
        return new Trouble(
                Trouble.Kind.DEAD_LETTERS,
                waiting.lately() >= FLOOD ? Trouble.Severity.CRITICAL : Trouble.Severity.WARNING,
                waiting.stage(),
                "%s 有 %,d 条死信待处理，最近一小时新增 %,d 条"
                        .formatted(Chinese.named("stage", waiting.stage()), waiting.all(), waiting.lately()),
                "%,d dead %s of %s %s, %,d of them came within the last hour"
                        .formatted(
                                waiting.all(),
                                waiting.all() == 1 ? "letter" : "letters",
                                waiting.stage(),
                                waiting.all() == 1 ? "waits" : "wait",
                                waiting.lately()));
    }
}
