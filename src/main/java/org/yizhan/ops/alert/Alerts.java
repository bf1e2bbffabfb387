package org.yizhan.ops.alert;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yizhan.ops.Look;
import org.yizhan.ops.Rule;
import org.yizhan.ops.Shown;

/**
 * Looks again and again at what is wrong, and keeps the alerts. They are in the database, so a restart goes on with them
 * and tells nothing twice, and of several instances one settles what all see alike. While the database is away, or
 * hangs, they are kept in memory, told from there, and brought in when it is back. Safe for concurrent use.
 */
public final class Alerts {

    /** From one look to the next. */
    public static final Duration PAUSE = Duration.ofSeconds(15);

    /** Somewhat less: the instances' clocks and timers differ. */
    private static final Duration ROUND = PAUSE.minusSeconds(3);

    private static final Logger log = LoggerFactory.getLogger(Alerts.class);

    private final DataSource database;
    private final Rule rules;
    private final Place place;
    private final Messenger messenger;
    private final Clock clock;
    private final Supplier<UUID> ids;
    private final Patience patience;

    /** What stood after the last look, and of that what the database has not heard of. */
    private volatile List<Standing> memory = List.of();

    private final Map<UUID, Standing> unsaved = new LinkedHashMap<>();
    private List<Silence> silences = List.of();

    /**
     * Where this instance is.
     *
     * @param observer its name, the same after a restart
     * @param console the address of its operators' console, without a slash at its end
     */
    public record Place(String observer, String console) {}

    /** @param ids makes new ones */
    public Alerts(DataSource database, Rule rules, Place place, Messenger messenger, Clock clock, Supplier<UUID> ids) {
        this(database, rules, place, messenger, clock, ids, Patience.USUAL);
    }

    Alerts(
            DataSource database,
            Rule rules,
            Place place,
            Messenger messenger,
            Clock clock,
            Supplier<UUID> ids,
            Patience patience) {
        this.database = database;
        this.rules = rules;
        this.place = place;
        this.messenger = messenger;
        this.clock = clock;
        this.ids = ids;
        this.patience = patience;
    }

    /** Takes one look and settles what it means; blocks for the rules' queries, never for whom is told. */
    public synchronized void look() {
        Look look = rules.look();
        List<Notice> notices;
        try {
            notices = settle(look);
            unsaved.clear();
        } catch (SQLException away) {
            log.atWarn()
                    .addKeyValue("error", Shown.line(away.toString(), 300))
                    .log("the alerts are kept in memory until the database answers again");
            notices = remember(look);
            messenger.hold(notices);
        }
        notices.forEach(Alerts::said);
        messenger.open(memory);
    }

    /** What stands, as far as this instance knows: suspicions left out, those that began last first. */
    public List<Standing> open() {
        return memory.stream().filter(Standing::isOpen).toList();
    }

    private List<Notice> settle(Look look) throws SQLException {
        Instant now = clock.instant();
        try (Connection connection = patience.connection(database)) {
            connection.setAutoCommit(false);
            try {
                patience.bound(connection);
                boolean shared = AlertTable.claimRound(connection, now, ROUND);
                silences = Silences.at(connection, now);
                List<Standing> brought = brought(AlertTable.standing(connection));
                Course.Step step = course(shared, now).next(lasting(brought), look, now);
                AlertTable.keep(
                        connection,
                        brought.stream().filter(one -> one.ended().isPresent()).toList());
                AlertTable.drop(connection, step.dropped());
                AlertTable.keep(connection, step.kept());
                Outbox.put(connection, step.notices(), messenger.outputs(), place.console(), now);
                connection.commit();
                memory = lasting(step.kept());
                return step.notices();
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    private Course course(boolean shared, Instant now) {
        List<Silence> wishes = silences;
        return new Course(
                place.observer(), shared, key -> wishes.stream().anyMatch(silence -> silence.covers(key, now)), ids);
    }

    /** What is stored, with what happened here while the database was away, also what ended then. */
    private List<Standing> brought(List<Standing> stored) {
        var last = new LinkedHashMap<Standing.Key, Standing>();
        stored.forEach(one -> last.put(one.key(), one));
        var over = new ArrayList<Standing>();
        for (Standing here : unsaved.values()) {
            Optional<Standing> known = Optional.ofNullable(last.get(here.key()));
            if (here.ended().isEmpty()) {
                last.put(here.key(), known.map(one -> joined(one, here)).orElse(here));
            } else if (known.filter(one -> isNews(one, here)).isEmpty()) {
                over.add(here);
                known.filter(one -> one.id().equals(here.id())).ifPresent(one -> last.remove(one.key()));
            }
        }
        return Stream.concat(last.values().stream(), over.stream()).toList();
    }

    /** Whether another instance knows more of the same alert. */
    private static boolean isNews(Standing stored, Standing here) {
        return stored.id().equals(here.id()) && stored.seen().isAfter(here.seen());
    }

    /** The stored row keeps its id; what was found out and told last counts, here or by another instance. */
    private static Standing joined(Standing stored, Standing here) {
        boolean isOlder = stored.seen().isAfter(here.seen());
        Standing last = isOlder ? stored : here;
        Standing other = isOlder ? here : stored;
        return new Standing(
                stored.id(),
                stored.key(),
                last.severity(),
                last.chinese(),
                last.english(),
                last.looks(),
                stored.first(),
                last.seen(),
                stored.began().or(here::began),
                last.ended(),
                last.told().or(other::told));
    }

    private List<Notice> remember(Look look) {
        Instant now = clock.instant();
        Course.Step step = course(true, now).next(memory, look, now);
        step.dropped().forEach(one -> unsaved.remove(one.id()));
        step.kept().forEach(one -> unsaved.put(one.id(), one));
        memory = lasting(step.kept());
        return step.notices();
    }

    private static List<Standing> lasting(List<Standing> kept) {
        return kept.stream().filter(one -> one.ended().isEmpty()).toList();
    }

    private static void said(Notice notice) {
        log.atWarn()
                .addKeyValue("event", notice.event().word())
                .addKeyValue("kind", notice.alert().key().kind().word())
                .addKeyValue("subject", Shown.line(notice.alert().key().subject(), 200))
                .addKeyValue("severity", notice.alert().severity().word())
                .addKeyValue("alert", notice.alert().id())
                .log("alert: {}", Shown.line(notice.alert().english(), 500));
    }
}
