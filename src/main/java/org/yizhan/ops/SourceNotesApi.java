package org.yizhan.ops;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpMethod;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Set;
import javax.sql.DataSource;
import org.yizhan.ingest.poll.SourceWatch;

/** Notes and contacts of sources over HTTP, as JSON and as the forms of a source's page. */
public final class SourceNotesApi {

    private static final String SOURCES = "/ops/sources/";
    private static final String NEEDED = "{\"text\":\"…\"}";
    private static final String TEXT = "text";

    private final SourceWatch watch;
    private final DataSource database;
    private final SourceNotes notes;
    private final Audit audit;
    private final Clock clock;

    public SourceNotesApi(DataSource database, SourceWatch watch, Audit audit, Clock clock) {
        this.database = database;
        this.watch = watch;
        this.notes = new SourceNotes(database);
        this.audit = audit;
        this.clock = clock;
    }

    /** Puts one of an operator's texts down, in a transaction. */
    private interface Pen {
        void write(Connection connection, String channel, SourceNotes.Note note) throws SQLException;
    }

    public void mount(Paths paths) {
        for (String root : new String[] {"/api/v1" + SOURCES, SOURCES}) {
            paths.work(HttpMethod.POST, root + ":id/notes", this::note);
            paths.work(HttpMethod.POST, root + ":id/contact", this::contact);
        }
    }

    /** Keeps a note of 1 to {@value SourceNotes#LONGEST_NOTE} characters. */
    private Answer note(Asked asked) throws SQLException {
        String text = text(asked, SourceNotes.LONGEST_NOTE);
        if (text.isEmpty()) {
            throw Rejection.of(422, "the note is empty; write what others should know");
        }
        return written(asked, text, Audit.Action.NOTE_SOURCE, SourceNotes::write);
    }

    /** Sets the contact, up to {@value SourceNotes#LONGEST_CONTACT} characters; an empty text takes it away. */
    private Answer contact(Asked asked) throws SQLException {
        String text = text(asked, SourceNotes.LONGEST_CONTACT);
        return written(asked, text, Audit.Action.SET_SOURCE_CONTACT, SourceNotes::call);
    }

    private static String text(Asked asked, int longest) {
        String given = asked.isForm()
                ? asked.field(TEXT)
                : Order.object(asked.body(), Set.of(TEXT), NEEDED).path(TEXT).asText("");
        String text = given.strip().replace("\r\n", "\n").replace('\0', '\uFFFD');
        if (text.length() > longest) {
            throw Rejection.of(422, "the text has %d characters; %d are the most".formatted(text.length(), longest));
        }
        return text;
    }

    private ObjectNode detail(Audit.Action action, String channel, String text) throws SQLException {
        return action == Audit.Action.NOTE_SOURCE
                ? WithheldText.note()
                : WithheldText.contact(
                        notes.contact(channel).map(SourceNotes.Note::text).orElse(""), text);
    }

    /** The audit says who wrote and when, and not what. */
    private Answer written(Asked asked, String text, Audit.Action action, Pen pen) throws SQLException {
        if (watch.find(asked.id()).isEmpty()) {
            throw Rejection.of(404, "no source has this id; /ops/sources lists them");
        }
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            var detail = detail(action, asked.id(), text);
            pen.write(connection, asked.id(), new SourceNotes.Note(clock.instant(), asked.operator(), text));
            audit.write(connection, new Audit.Deed(asked.operator(), action, asked.id(), "", detail));
            connection.commit();
        }
        if (asked.isForm()) {
            return Answer.seeOther(SOURCES + LetterQuery.encoded(asked.id()) + "#notes");
        }
        return Answer.json(201, SourceWords.notes(notes.of(asked.id()), notes.contact(asked.id())));
    }
}
