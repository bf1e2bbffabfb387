package org.yizhan.ops;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yizhan.ingest.Discarder;

/** Discards files of a drop folder that were not taken, over HTTP: by JSON and by the forms of a source's page. */
public final class FailedFileRemoval {

    private static final Logger log = LoggerFactory.getLogger(FailedFileRemoval.class);
    private static final String SOURCES = "/ops/sources/";
    private static final String NAMES = "names";
    private static final String NEEDED = "{\"names\":[\"…\"],\"reason\":\"…\"}";
    private static final int MOST = 500;

    private final FailedFiles files;
    private final Audit audit;

    public FailedFileRemoval(FailedFiles files, Audit audit) {
        this.files = files;
        this.audit = audit;
    }

    public void mount(Paths paths) {
        for (String root : new String[] {"/api/v1" + SOURCES, SOURCES}) {
            paths.work(Role.OPERATOR, HttpMethod.POST, root + ":id/failed-files/discard", this::discard);
        }
    }

    /**
     * 200: these files are gone for good, and the audit has a line for each that says why; of one that was taken in part, what
     * was told of it. Where one of them is not there, none goes.
     */
    private Answer discard(Asked asked) throws SQLException, IOException {
        Discarder folder = files.discarder(asked.id()).orElseThrow(FailedFilesApi::none);
        if (asked.isForm()) {
            List<String> ticked = asked.fields().getOrDefault("name", List.of());
            discard(folder, asked.id(), named(ticked), Order.of(asked));
            return Answer.seeOther(SOURCES + LetterQuery.encoded(asked.id()) + "#failed-files");
        }
        JsonNode body = Order.object(asked.body(), Set.of(NAMES, "reason"), NEEDED);
        var given = new ArrayList<String>();
        body.path(NAMES).forEach(name -> given.add(name.asText()));
        List<String> names = named(given);
        discard(folder, asked.id(), names, Order.of(asked, body));
        ObjectNode answer = Answer.object().put("channel", asked.id());
        names.forEach(answer.putArray(NAMES)::add);
        return Answer.json(200, answer);
    }

    private static List<String> named(List<String> given) {
        List<String> names = given.stream().distinct().toList();
        if (names.isEmpty() || names.size() > MOST) {
            throw Rejection.of(422, "say which files with names, 1 to %d; on the page, tick some".formatted(MOST));
        }
        return names;
    }

    private void discard(Discarder folder, String channel, List<String> names, Order order)
            throws SQLException, IOException {
        var deeds = new LinkedHashMap<String, Audit.Deed>();
        for (String name : names) {
            Discarder.Found found = folder.find(name).orElseThrow(FailedFileRemoval::unknown);
            deeds.put(
                    name,
                    new Audit.Deed(
                            order.operator(), Audit.Action.DISCARD_FILE, channel, order.reason(), detail(name, found)));
        }
        for (Map.Entry<String, Audit.Deed> deed : deeds.entrySet()) {
            discard(folder, deed.getKey(), deed.getValue());
        }
        log.atInfo()
                .addKeyValue("channel", Shown.line(channel, 100))
                .addKeyValue("files", names.size())
                .log("an operator discarded files that were not taken");
    }

    /** The audit first: nothing goes of which it has no word. */
    private void discard(Discarder folder, String name, Audit.Deed deed) throws SQLException {
        audit.write(deed);
        boolean isGone;
        try {
            isGone = folder.discard(name);
        } catch (IOException kept) {
            audit.write(deed.failed("not-writable"));
            throw Rejection.of(
                    409, "a file could not be taken away; the program must be allowed to write in the folder's failed");
        }
        if (!isGone) {
            audit.write(deed.failed("gone"));
            throw unknown();
        }
    }

    private static Rejection unknown() {
        return Rejection.of(
                404,
                "no file of this name lies among those that were put away; one that is stuck is taken out of the folder on its machine");
    }

    private static ObjectNode detail(String name, Discarder.Found found) {
        ObjectNode detail = Answer.object().put("file", name);
        found.bytes().ifPresent(bytes -> detail.put("bytes", bytes));
        return detail.put("taken", found.bytes().isPresent() ? "nothing" : "partly");
    }
}
