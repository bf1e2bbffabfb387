package org.yizhan.ops;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yizhan.ingest.poll.SourceControl;
import org.yizhan.ingest.poll.SourceQuery;
import org.yizhan.ingest.poll.SourceWatch;

/**
 * Pauses, resumes or polls many channels at one order: two statements and a line of the audit in one transaction, however
 * many they are. The line keeps which ones the order changed, so that it can be undone for these and no others.
 */
public final class SourceOrders {

    /** The most channels of one order. */
    public static final int MOST = 20_000;

    private static final Logger log = LoggerFactory.getLogger(SourceOrders.class);
    private static final String IDS = "ids";
    private static final int LONGEST_NAME = 60;

    private final DataSource database;
    private final SourceWatch watch;
    private final SourceControl control;
    private final Audit audit;

    public SourceOrders(DataSource database, SourceWatch watch, SourceControl control, Audit audit) {
        this.database = database;
        this.watch = watch;
        this.control = control;
        this.audit = audit;
    }

    /** What can be ordered. */
    public enum Deed {
        PAUSE(SourceControl.Step.PAUSE, Audit.Action.PAUSE_SOURCES),
        RESUME(SourceControl.Step.RESUME, Audit.Action.RESUME_SOURCES),
        POLL(SourceControl.Step.POLL, Audit.Action.POLL_SOURCES);

        private final SourceControl.Step step;
        private final Audit.Action action;

        Deed(SourceControl.Step step, Audit.Action action) {
            this.step = step;
            this.action = action;
        }

        /** As it is written: {@code pause}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The deed of this word; a 400 for any other. */
        public static Deed of(String word) {
            return Stream.of(values())
                    .filter(deed -> deed.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> Rejection.of(400, "action is one of pause, resume, poll"));
        }

        /** What the channels that it changes were before, and are then. */
        private ObjectNode mark(boolean isDone) {
            return switch (this) {
                case PAUSE -> Answer.object().put("paused", isDone);
                case RESUME -> Answer.object().put("paused", !isDone);
                case POLL -> Answer.object().put("next", isDone ? "now" : "scheduled");
            };
        }

        /** What takes it back; empty where nothing can. */
        public Optional<Deed> opposite() {
            return switch (this) {
                case PAUSE -> Optional.of(RESUME);
                case RESUME -> Optional.of(PAUSE);
                case POLL -> Optional.empty();
            };
        }
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
    public record Plan(Deed deed, List<String> chosen, List<String> open) {
        public Plan {
            chosen = List.copyOf(chosen);
            open = List.copyOf(open);
        }
    }

    /**
     * What an order did.
     *
     * @param no its line in the audit
     * @param ids the channels that it changed
     * @param undoneBy the line of the order that took it back
     */
    public record Done(long no, Deed deed, List<String> ids, OptionalLong undoneBy) {
        public Done {
            ids = List.copyOf(ids);
        }

        /** Whether it can be taken back. */
        public boolean isOpen() {
            return deed.opposite().isPresent() && undoneBy.isEmpty() && !ids.isEmpty();
        }
    }

    /** What it would do now; changes nothing. */
    public Plan plan(Deed deed, Choice choice) throws SQLException {
        List<String> chosen = chosen(choice);
        return new Plan(deed, chosen, control.open(deed.step, chosen));
    }

    private List<String> chosen(Choice choice) throws SQLException {
        List<String> chosen = switch (choice) {
            case Choice.Ids ids -> ids.ids();
            case Choice.Filter filter -> watch.ids(filter.query());
        };
        if (chosen.size() > MOST) {
            throw Rejection.of(422, "%d channels are too many for one order; narrow it".formatted(chosen.size()));
        }
        return chosen;
    }

    /**
     * Does it.
     *
     * @param expected how many the operator was told would change; more than that are not changed
     */
    public Done take(Deed deed, Choice choice, OptionalLong expected, String operator) throws SQLException {
        Plan plan = plan(deed, choice);
        if (expected.isPresent() && plan.open().size() > expected.getAsLong()) {
            throw Rejection.of(
                    409,
                    "it would change %d channels now, not %d; look again"
                            .formatted(plan.open().size(), expected.getAsLong()));
        }
        return take(deed, plan.chosen(), operator, OptionalLong.empty());
    }

    /** Takes an order back for the channels that it changed, once; a 409 says by which order it was taken back before. */
    public Done undo(long no, String operator) throws SQLException {
        Done done = find(no);
        Deed opposite = done.deed()
                .opposite()
                .orElseThrow(() -> Rejection.of(409, "what was polled can't be unpolled; there is nothing to undo"));
        return take(opposite, done.ids(), operator, OptionalLong.of(no));
    }

    private Done take(Deed deed, List<String> ids, String operator, OptionalLong undone) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            if (undone.isPresent()) {
                requireStanding(connection, undone.getAsLong());
            }
            List<String> changed = control.take(connection, deed.step, ids);
            long no = audit.write(connection, line(deed, changed, operator, undone));
            connection.commit();
            log.atInfo()
                    .addKeyValue("action", deed.action.word())
                    .addKeyValue("channels", changed.size())
                    .log("an operator acted on many sources");
            return new Done(no, deed, changed, OptionalLong.empty());
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

    private static Audit.Deed line(Deed deed, List<String> changed, String operator, OptionalLong undone) {
        var detail = Answer.object().put("count", changed.size());
        undone.ifPresent(no -> detail.put("undoes", no));
        if (!changed.isEmpty()) {
            detail.set("before", deed.mark(false));
            detail.set("after", deed.mark(true));
        }
        changed.forEach(detail.putArray(IDS)::add);
        String object = changed.size() == 1 ? changed.getFirst() : changed.size() + " sources";
        return new Audit.Deed(operator, deed.action, object, "", detail);
    }

    /** The order of this line of the audit; a 404 where it is none. */
    public Done find(long no) throws SQLException {
        Optional<Audit.Line> line = audit.find(no);
        Optional<Deed> deed = line.flatMap(found -> Stream.of(Deed.values())
                .filter(one -> one.action.word().equals(found.action()))
                .findFirst());
        if (line.isEmpty() || deed.isEmpty()) {
            throw Rejection.of(404, "no order on many sources has this number");
        }
        try (Connection connection = database.getConnection()) {
            Optional<Audit.Line> undoing = audit.undoing(connection, no);
            return new Done(
                    no,
                    deed.get(),
                    ids(line.get()),
                    undoing.isPresent() ? OptionalLong.of(undoing.get().no()) : OptionalLong.empty());
        }
    }

    private static List<String> ids(Audit.Line line) {
        try {
            var ids = new ArrayList<String>();
            for (JsonNode id : Answer.JSON.readTree(line.detail()).path(IDS)) {
                ids.add(id.asText());
            }
            return ids;
        } catch (JsonProcessingException impossible) {
            throw new java.io.UncheckedIOException(impossible);
        }
    }
}
