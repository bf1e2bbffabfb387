package org.yizhan.ops;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yizhan.ingest.poll.PollFailures;
import org.yizhan.ingest.poll.SourceWatch;
import org.yizhan.ops.Trouble.Kind;
import org.yizhan.ops.Trouble.Severity;

/**
 * Says when polling as a whole is ill: what is due is not asked, or so many polls fail that the month's share of failures
 * (99 % are to succeed) would be used up in two days (14.4 times too fast over an hour and 6 times over six hours, as the
 * multi-window burn rates of site reliability engineering have it). Counts at most once a minute, for it reads all the
 * polls that are kept. Safe for concurrent use.
 */
public final class PollRule implements Rule {

    /** A poll that waits so long after its time, and after its host's rest, says that nobody polls. */
    static final Duration LATE = Duration.ofMinutes(30);

    /** Of so few polls no share is to be had. */
    static final long FEW = 50;

    private static final Logger log = LoggerFactory.getLogger(PollRule.class);
    private static final Duration COUNTED = Duration.ofMinutes(1);
    private static final double ALLOWED = 0.01;
    private static final double FAST = 14.4;
    private static final double SLOW = 6;

    private final SourceWatch watch;
    private final PollFailures failures;
    private final Clock clock;
    private PollFailures.Rates rates = new PollFailures.Rates(0, 0, 0, 0);
    private Instant countedAt = Instant.MIN;

    public PollRule(SourceWatch watch, PollFailures failures, Clock clock) {
        this.watch = watch;
        this.failures = failures;
        this.clock = clock;
    }

    @Override
    public Look look() {
        try {
            var troubles = new ArrayList<Trouble>();
            Duration overdue = watch.waiting().overdue();
            if (overdue.compareTo(LATE) > 0) {
                troubles.add(late(overdue));
            }
            PollFailures.Rates counted = counted();
            if (isBurning(counted)) {
                troubles.add(burning(counted));
            }
            return Look.of(troubles);
        } catch (SQLException failure) {
            log.atWarn()
                    .addKeyValue("error", Shown.line(failure.toString(), 300))
                    .log("polling can't be looked at");
            return withoutDatabase();
        }
    }

    @Override
    public Look withoutDatabase() {
        return Look.failed("polling", "采集状况", Kind.POLLING_LATE, Kind.POLL_FAILURES);
    }

    private synchronized PollFailures.Rates counted() throws SQLException {
        Instant now = clock.instant();
        if (countedAt.equals(Instant.MIN) || !countedAt.plus(COUNTED).isAfter(now)) {
            rates = failures.rates();
            countedAt = now;
        }
        return rates;
    }

    static boolean isBurning(PollFailures.Rates rates) {
        return rates.polls() >= FEW
                && rates.failed() > FAST * ALLOWED * rates.polls()
                && rates.longFailed() > SLOW * ALLOWED * rates.longPolls();
    }

    private static Trouble late(Duration overdue) {
        return new Trouble(
                Kind.POLLING_LATE,
                Severity.CRITICAL,
                "polling",
                "采集停滞：最早该采的来源已迟了 %,d 分钟".formatted(overdue.toMinutes()),
                "polling has come to a halt: the source that waits longest is %,d minutes overdue"
                        .formatted(overdue.toMinutes()));
    }

    private static Trouble burning(PollFailures.Rates rates) {
        long percent = 100 * rates.failed() / rates.polls();
        return new Trouble(
                Kind.POLL_FAILURES,
                Severity.WARNING,
                "polling",
                "最近一小时 %,d 次采集中有 %,d 次失败（%d%%），目标是不超过 1%%".formatted(rates.polls(), rates.failed(), percent),
                "%,d of %,d polls of the last hour failed (%d %%); no more than 1 %% should"
                        .formatted(rates.failed(), rates.polls(), percent));
    }
}
