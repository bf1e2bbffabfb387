package org.yizhan.ops;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yizhan.ingest.LeftFiles;

/** The files of a drop folder that were not taken over HTTP, as JSON and as the forms of a source's page. */
public final class FailedFilesApi {

    private static final Logger log = LoggerFactory.getLogger(FailedFilesApi.class);
    private static final String SOURCES = "/ops/sources/";
    private static final String NAME = "name";
    private static final String NEEDED = "{\"name\":\"…\"}";

    private final FailedFiles files;
    private final Audit audit;

    public FailedFilesApi(FailedFiles files, Audit audit) {
        this.files = files;
        this.audit = audit;
    }

    public void mount(Paths paths) {
        paths.work(HttpMethod.GET, "/api/v1" + SOURCES + ":id/failed-files", this::list);
        for (String root : new String[] {"/api/v1" + SOURCES, SOURCES}) {
            paths.work(HttpMethod.POST, root + ":id/failed-files/retry", this::retry);
        }
    }

    private Answer list(Asked asked) {
        return Answer.json(200, json(files.of(asked.id()).orElseThrow(FailedFilesApi::none)));
    }

    /** {@code {"files":[{"name","at","reason","bytes","taken","stuck"}],"total":n}}; {@code taken} is {@code nothing} or {@code partly}; {@code stuck} where it can't be tried again. */
    static ObjectNode json(LeftFiles.Listed listed) {
        ObjectNode body = Answer.object();
        var rows = body.putArray("files");
        for (LeftFiles.Failed file : listed.files()) {
            rows.addObject()
                    .put(NAME, file.name())
                    .put("at", file.at().toString())
                    .put("reason", file.reason())
                    .put("bytes", file.isWhole() ? file.bytes() : null)
                    .put("taken", file.isWhole() ? "nothing" : "partly")
                    .put("stuck", file.isStuck());
        }
        return body.put("total", listed.total());
    }

    /** 202: the file of this name lies in the folder again. The name is compared with those that lie there, and never a path. */
    private Answer retry(Asked asked) throws SQLException, IOException {
        String name = asked.isForm()
                ? asked.field(NAME)
                : Order.object(asked.body(), Set.of(NAME), NEEDED).path(NAME).asText("");
        LeftFiles left = files.left(asked.id()).orElseThrow(FailedFilesApi::none);
        if (!left.isWhole(name)) {
            throw unknown();
        }
        var deed = new Audit.Deed(
                asked.operator(),
                Audit.Action.RETRY_FILE,
                asked.id(),
                "",
                Answer.object().put("file", name));
        audit.write(deed);
        switch (left.again(name)) {
            case UNKNOWN -> {
                audit.write(deed.failed("gone"));
                throw unknown();
            }
            case WAITING -> {
                audit.write(deed.failed("waiting"));
                throw Rejection.of(409, "a file of this name waits in the folder already; it is taken first");
            }
            case MOVED ->
                log.atInfo()
                        .addKeyValue("channel", Shown.line(asked.id(), 100))
                        .addKeyValue("file", Shown.line(name, 200))
                        .log("an operator has a file taken once more");
        }
        return asked.isForm()
                ? Answer.seeOther(SOURCES + LetterQuery.encoded(asked.id()) + "#failed-files")
                : Answer.json(202, Answer.object().put(NAME, name).put("channel", asked.id()));
    }

    static Rejection none() {
        return Rejection.of(404, "no source with a drop folder has this id");
    }

    private static Rejection unknown() {
        return Rejection.of(404, "no file of this name lies among those of which nothing was taken");
    }
}
