package org.yizhan.ops.backup;

import io.vertx.core.http.HttpMethod;
import java.sql.SQLException;
import org.yizhan.ops.Answer;
import org.yizhan.ops.Asked;
import org.yizhan.ops.Paths;
import org.yizhan.ops.Role;

/** Where an admin orders a backup, sees those that there are, and deletes one. */
public final class BackupApi {

    private static final String PATH = "/api/v1/ops/backups";

    private final BackupDesk desk;

    public BackupApi(BackupDesk desk) {
        this.desk = desk;
    }

    public void mount(Paths paths) {
        paths.work(Role.ADMIN, HttpMethod.GET, PATH, asked -> list());
        paths.work(Role.ADMIN, HttpMethod.POST, PATH, this::begin);
        paths.work(Role.ADMIN, HttpMethod.DELETE, PATH + "/:id", this::delete);
    }

    /**
     * {@code {"folder","underWay","written","expected","failed":{"file","reason"},"backups":[{"file","bytes","at","schema",
     * "articles","rows"}]}}, newest first; a file that can't be read has its name and size only.
     */
    private Answer list() {
        Backups backups = desk.backups();
        Backups.State last = backups.last();
        var body =
                Answer.object().put("folder", backups.folder().toAbsolutePath().toString());
        body.put("underWay", last.isUnderWay() ? last.file() : null);
        if (last.isUnderWay()) {
            body.put("written", backups.written()).put("expected", last.expected());
        }
        if (!last.failure().isEmpty()) {
            body.putObject("failed").put("file", last.file()).put("reason", last.failure());
        }
        var files = body.putArray("backups");
        for (Backups.Kept kept : backups.kept()) {
            var row = files.addObject().put("file", kept.file()).put("bytes", kept.bytes());
            kept.contents()
                    .ifPresent(contents -> row.put("at", contents.at().toString())
                            .put("schema", contents.schema())
                            .put("articles", contents.articles())
                            .put("rows", contents.rows()));
        }
        return Answer.json(200, body);
    }

    /** 202 with its name; 409 while another is under way, 507 with what is free and what is wanted where it has no room. */
    private Answer begin(Asked asked) throws SQLException {
        return Answer.json(202, Answer.object().put("file", desk.begin(asked.operator())));
    }

    /** 204; 404 where the list has no such name. */
    private Answer delete(Asked asked) throws SQLException {
        desk.delete(asked.id(), asked.operator());
        return Answer.nothing();
    }
}
