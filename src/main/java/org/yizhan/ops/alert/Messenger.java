package org.yizhan.ops.alert;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yizhan.ops.Metrics;
import org.yizhan.ops.Shown;
import org.yizhan.ops.Trouble;

/**
 * Tells people and programs what is put down for them, apart from those who look, so that an address that hangs keeps
 * nobody from looking. While the database is away or hangs it tells what it is handed from memory. Safe for concurrent use.
 */
public final class Messenger {

    private static final Logger log = LoggerFactory.getLogger(Messenger.class);

    /** What is held in memory; the oldest is let go beyond that. */
    private static final int MOST_HELD = 200;

    private final Outbox outbox;
    private final Map<String, Output> outputs;
    private final String console;
    private final Metrics metrics;
    private final Clock clock;
    private final ConcurrentLinkedQueue<Held> held = new ConcurrentLinkedQueue<>();

    /** A message in memory, and when it is to be sent. */
    private record Held(Outbox.Claimed claimed, Instant due) {}

    /** @param console as {@link Alerts.Place#console} */
    public Messenger(DataSource database, List<Output> outputs, String console, Metrics metrics, Clock clock) {
        this(new Outbox(database, Patience.USUAL), outputs, console, metrics, clock);
    }

    Messenger(Outbox outbox, List<Output> outputs, String console, Metrics metrics, Clock clock) {
        this.outbox = outbox;
        this.outputs = outputs.stream().collect(Collectors.toMap(Output::name, output -> output));
        this.console = console;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** The names of those who are told. */
    List<String> outputs() {
        return outputs.keySet().stream().sorted().toList();
    }

    /** So many alerts are open. */
    void open(List<Standing> all) {
        for (var severity : Trouble.Severity.values()) {
            metrics.alerts()
                    .open(
                            severity.word(),
                            all.stream()
                                    .filter(Standing::isOpen)
                                    .filter(one -> one.severity() == severity)
                                    .count());
        }
    }

    /** Takes what can't be put down now. */
    void hold(List<Notice> notices) {
        Instant now = clock.instant();
        for (Notice notice : notices) {
            var parcel = new Output.Parcel(notice.id(), Notice.text(notice.json(console)));
            outputs.keySet().forEach(output -> held.add(new Held(new Outbox.Claimed(-1, output, parcel, 0), now)));
        }
        while (held.size() > MOST_HELD) {
            held.poll();
        }
    }

    /** Sends what is due; blocks as long as that takes. */
    public void send() {
        sendHeld();
        try {
            for (var claimed = outbox.claim(clock.instant()); !claimed.isEmpty(); ) {
                for (Outbox.Claimed one : claimed) {
                    outbox.settle(new Outbox.Done(one, deliver(one)), clock.instant());
                }
                claimed = outbox.claim(clock.instant());
            }
        } catch (SQLException away) {
            log.atDebug()
                    .addKeyValue("error", Shown.line(away.toString(), 300))
                    .log("what is to be told waits for the database");
        }
    }

    private void sendHeld() {
        Instant now = clock.instant();
        var later = new ArrayList<Held>();
        for (Held one = held.poll(); one != null; one = held.poll()) {
            if (one.due().isAfter(now)) {
                later.add(one);
            } else {
                again(one).ifPresent(later::add);
            }
        }
        held.addAll(later);
    }

    private Optional<Held> again(Held one) {
        var tried = new Outbox.Claimed(
                -1,
                one.claimed().output(),
                one.claimed().parcel(),
                one.claimed().attempts() + 1);
        return deliver(tried)
                .flatMap(error -> Backoff.after(tried.attempts()))
                .map(pause -> new Held(tried, clock.instant().plus(pause)));
    }

    /** An output that was taken out of the settings has nothing more to tell. */
    private Optional<String> deliver(Outbox.Claimed one) {
        Output output = outputs.get(one.output());
        if (output == null) {
            return Optional.empty();
        }
        Optional<String> error = output.send(one.parcel());
        metrics.alerts().told(one.output(), error.isEmpty() ? "sent" : "failed");
        error.ifPresent(why -> log.atWarn()
                .addKeyValue("output", one.output())
                .addKeyValue("attempt", one.attempts())
                .addKeyValue("error", Shown.line(why, 300))
                .log("an alert did not arrive and is sent again"));
        return error;
    }
}
