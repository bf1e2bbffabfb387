package org.yizhan.ops.backup;

import io.vertx.core.http.HttpMethod;
import java.sql.SQLException;
import java.util.Optional;
import org.yizhan.ops.Answer;
import org.yizhan.ops.Asked;
import org.yizhan.ops.Audit;
import org.yizhan.ops.Paths;
import org.yizhan.ops.Role;

/** Where an admin orders a backup and sees those that there are. */
public final class BackupApi {

    private static final String PATH = "/api/v1/ops/backups";

    private final Backups backups;
    private final Audit audit;

    public BackupApi(Backups backups, Audit audit) {
        this.backups = backups;
        this.audit = audit;
    }

    public void mount(Paths paths) {
        paths.work(Role.ADMIN, HttpMethod.GET, PATH, asked -> list());
        paths.work(Role.ADMIN, HttpMethod.POST, PATH, this::begin);
    }

    /** {@code {"folder","underWay","failed":{"file","reason"},"backups":[{"file","bytes"}]}}, newest first. */
    private Answer list() {
        Backups.State last = backups.last();
        var body =
                Answer.object().put("folder", backups.folder().toAbsolutePath().toString());
        body.put("underWay", last.isUnderWay() ? last.file() : null);
        if (!last.failure().isEmpty()) {
            body.putObject("failed").put("file", last.file()).put("reason", last.failure());
        }
        var files = body.putArray("backups");
        backups.kept()
                .forEach(kept -> files.addObject().put("file", kept.file()).put("bytes", kept.bytes()));
        return Answer.json(200, body);
    }

    /** 202 with its name; 409 while another is under way. */
    private Answer begin(Asked asked) throws SQLException {
        Optional<String> begun = backups.begin();
        if (begun.isEmpty()) {
            return Answer.problem(409, "a backup is under way; wait for its end");
        }
        audit.write(Audit.Deed.plain(asked.operator(), Audit.Action.BACK_UP, begun.get()));
        return Answer.json(202, Answer.object().put("file", begun.get()));
    }
}
