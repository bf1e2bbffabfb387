package org.yizhan.ops;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yizhan.ingest.poll.HostRest;
import org.yizhan.ingest.poll.SourceControl;
import org.yizhan.ingest.poll.SourceQuery;
import org.yizhan.ingest.poll.SourceSetting;
import org.yizhan.ingest.poll.SourceSettings;
import org.yizhan.ingest.poll.SourceWatch;

/**
 * Pauses, resumes or polls many channels, or sets something of them, at one order: two statements and a line of the audit in
 * one transaction, however many they are. The line keeps which ones the order changed, and what was set of them before, so
 * that it can be undone for these and no others.
 */
public final class SourceOrders {

    /** The most channels of one order. */
    public static final int MOST = 20_000;

    private static final Logger log = LoggerFactory.getLogger(SourceOrders.class);
    private static final long NONE = 0;
    private static final String IDS = "ids";
    private static final String LEFT = "leftOut";
    private static final int LONGEST_NAME = 60;

    private final DataSource database;
    private final SourceWatch watch;
    private final SourceControl control;
    private final SourceSettings settings;
    private final Audit audit;

    public SourceOrders(
            DataSource database, SourceWatch watch, SourceControl control, SourceSettings settings, Audit audit) {
        this.database = database;
        this.settings = settings;
        this.watch = watch;
        this.control = control;
        this.audit = audit;
    }

    /** Which channels are meant. */
    public sealed interface Choice {
        /** These. */
        record Ids(List<String> ids) implements Choice {
            public Ids {
                ids = List.copyOf(ids);
            }
        }

        /** All that a question asks for, whatever rows of them. */
        record Filter(SourceQuery query) implements Choice {}
    }

    /**
     * What an order would do.
     *
     * @param chosen all that are meant
     * @param open those of them that it would change, by id
     */
    public record Plan(SourceOrder order, List<String> chosen, List<String> open) {
        public Plan {
            chosen = List.copyOf(chosen);
            open = List.copyOf(open);
        }
    }

    /**
     * What an order did.
     *
     * @param no its line in the audit; 0 where it changed nothing, and has none
     * @param value what it set; empty where it set nothing, or each to what it was before
     * @param ids the channels that it changed
     * @param left those that it was to take back and left, since somebody has changed them since
     * @param undoneBy the line of the order that took it back
     */
    public record Done(
            long no, SourceOrder.Deed deed, String value, List<String> ids, List<String> left, OptionalLong undoneBy) {
        public Done {
            ids = List.copyOf(ids);
            left = List.copyOf(left);
        }

        /** Whether it can be taken back. */
        public boolean isOpen() {
            return deed.isUndone() && undoneBy.isEmpty() && !ids.isEmpty();
        }
    }

    /** What it would do now; changes nothing. */
    public Plan plan(SourceOrder order, Choice choice) throws SQLException {
        List<String> chosen = chosen(choice);
        return new Plan(order, chosen, open(order, chosen));
    }

    private List<String> open(SourceOrder order, List<String> chosen) throws SQLException {
        if (order.setting().isEmpty()) {
            return control.open(order.deed().step(), chosen);
        }
        try (Connection connection = database.getConnection()) {
            return List.copyOf(Settled.by(order.setting().get(), connection, settings, chosen)
                    .after()
                    .keySet());
        }
    }

    private List<String> chosen(Choice choice) throws SQLException {
        List<String> chosen = switch (choice) {
            case Choice.Ids ids -> ids.ids();
            case Choice.Filter filter -> watch.ids(filter.query());
        };
        if (chosen.size() > MOST) {
            throw Rejection.of(422, "%d channels are too many for one order; narrow it".formatted(chosen.size()));
        }
        if (choice instanceof Choice.Ids) {
            try (Connection connection = database.getConnection()) {
                UnknownSources.refuse(connection, chosen);
            }
        }
        return chosen;
    }

    /**
     * Does it.
     *
     * @param expected how many the operator was told would change; more than that are not changed
     */
    public Done take(SourceOrder order, Choice choice, OptionalLong expected, Order by) throws SQLException {
        Plan plan = plan(order, choice);
        if (expected.isPresent() && plan.open().size() > expected.getAsLong()) {
            throw Rejection.of(
                    409,
                    "it would change %d channels now, not %d; look again"
                            .formatted(plan.open().size(), expected.getAsLong()));
        }
        return done(order.deed(), by, OptionalLong.empty(), connection -> {
            if (order.setting().isEmpty()) {
                return Changed.step(
                        order.deed(), control.take(connection, order.deed().step(), plan.chosen()));
            }
            Settled settled = Settled.by(order.setting().get(), connection, settings, plan.chosen());
            settings.write(connection, order.setting().get().kind(), settled.after());
            return Changed.setting(order.setting().get().said(), settled);
        });
    }

    /**
     * Takes an order back for the channels that it changed and that are still as it made them, once; a 409 says by which
     * order it was taken back before.
     */
    public Done undo(long no, Order by) throws SQLException {
        Done done = find(no);
        if (!done.deed().isUndone()) {
            throw Rejection.of(409, "what was polled can't be unpolled; there is nothing to undo");
        }
        SourceOrder.Deed opposite = done.deed().opposite();
        Optional<SourceSetting.Kind> kind = opposite.sets();
        Settled former = Settled.former(audit.find(no).orElseThrow());
        return done(opposite, by, OptionalLong.of(no), connection -> {
            if (kind.isEmpty()) {
                List<String> still = LaterDeeds.without(connection, no, done.ids());
                return Changed.step(opposite, control.take(connection, opposite.step(), still))
                        .leaving(done.ids());
            }
            Settled back = former.back(settings.read(connection, kind.get(), done.ids()));
            settings.write(connection, kind.get(), back.after());
            return Changed.setting("", back).leaving(done.ids());
        });
    }

    /** What was done: to which channels, what was set, and what the audit keeps of it. */
    private record Changed(List<String> ids, String value, List<String> left, ObjectNode detail) {

        static Changed step(SourceOrder.Deed deed, List<String> ids) {
            ObjectNode detail = Answer.object();
            if (!ids.isEmpty()) {
                detail.set("before", deed.mark(false));
                detail.set("after", deed.mark(true));
            }
            return new Changed(ids, "", List.of(), detail);
        }

        static Changed setting(String said, Settled settled) {
            return new Changed(
                    List.copyOf(settled.after().keySet()),
                    said,
                    List.of(),
                    settled.detail().put("value", said));
        }

        /** The same; what else was meant was left as it is. */
        Changed leaving(List<String> meant) {
            Set<String> changed = new HashSet<>(ids);
            List<String> others =
                    meant.stream().filter(id -> !changed.contains(id)).toList();
            others.forEach(detail.putArray(LEFT)::add);
            return new Changed(ids, value, others, detail);
        }
    }

    /** What changes the channels, in a transaction. */
    private interface Work {
        Changed of(Connection connection) throws SQLException;
    }

    private Done done(SourceOrder.Deed deed, Order by, OptionalLong undone, Work work) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            if (undone.isPresent()) {
                requireStanding(connection, undone.getAsLong());
            }
            Changed changed = work.of(connection);
            if (changed.ids().isEmpty() && undone.isEmpty()) {
                connection.rollback();
                return new Done(NONE, deed, changed.value(), List.of(), List.of(), OptionalLong.empty());
            }
            long no = audit.write(connection, line(deed, changed, by, undone));
            connection.commit();
            log.atInfo()
                    .addKeyValue("action", deed.action().word())
                    .addKeyValue("channels", changed.ids().size())
                    .log("an operator acted on many sources");
            return new Done(no, deed, changed.value(), changed.ids(), changed.left(), OptionalLong.empty());
        }
    }

    /** Two who take the same order back wait for one another, until the first has written that he did. */
    private void requireStanding(Connection connection, long no) throws SQLException {
        var sql = "select pg_advisory_xact_lock(hashtextextended('undo of source order ' || ?, 0))";
        try (var statement = connection.prepareStatement(sql)) {
            statement.setLong(1, no);
            statement.execute();
        }
        Optional<Audit.Line> undoing = audit.undoing(connection, no);
        if (undoing.isPresent()) {
            throw Rejection.of(
                    409,
                    "order %d was taken back already, by order %d of %s; there is nothing left to undo"
                            .formatted(
                                    no,
                                    undoing.get().no(),
                                    Shown.line(undoing.get().operator(), LONGEST_NAME)));
        }
    }

    private static Audit.Deed line(SourceOrder.Deed deed, Changed changed, Order by, OptionalLong undone) {
        List<String> ids = changed.ids();
        var detail = Answer.object().put("count", ids.size());
        undone.ifPresent(no -> detail.put("undoes", no));
        detail.setAll(changed.detail());
        ids.forEach(detail.putArray(IDS)::add);
        String object = ids.size() == 1 ? ids.getFirst() : ids.size() + " sources";
        return new Audit.Deed(by.operator(), deed.action(), object, by.reason(), detail);
    }

    /** The hosts of these channels that are asked nothing for a while: what was ordered of them waits. */
    public List<HostRest> rests(List<String> channels) throws SQLException {
        return watch.rests(channels);
    }

    /** The order of this line of the audit; a 404 where it is none. */
    public Done find(long no) throws SQLException {
        Optional<Audit.Line> line = audit.find(no);
        Optional<SourceOrder.Deed> deed = line.flatMap(found -> SourceOrder.Deed.by(found.action()));
        if (line.isEmpty() || deed.isEmpty()) {
            throw Rejection.of(404, "no order on many sources has this number");
        }
        try (Connection connection = database.getConnection()) {
            Optional<Audit.Line> undoing = audit.undoing(connection, no);
            return new Done(
                    no,
                    deed.get(),
                    LetterOutcome.detail(line.get()).path("value").asText(""),
                    ids(line.get(), IDS),
                    ids(line.get(), LEFT),
                    undoing.isPresent() ? OptionalLong.of(undoing.get().no()) : OptionalLong.empty());
        }
    }

    private static List<String> ids(Audit.Line line, String field) {
        var ids = new ArrayList<String>();
        LetterOutcome.detail(line).path(field).forEach(id -> ids.add(id.asText()));
        return ids;
    }
}
