package org.yizhan.ops.backup;

import io.vertx.core.http.HttpMethod;
import java.sql.SQLException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yizhan.ops.Answer;
import org.yizhan.ops.Asked;
import org.yizhan.ops.Audit;
import org.yizhan.ops.Paths;
import org.yizhan.ops.Role;
import org.yizhan.ops.Shown;

/** Where an admin orders a backup and sees those that there are. */
public final class BackupApi {

    private static final String PATH = "/api/v1/ops/backups";

    private static final Logger LOG = LoggerFactory.getLogger(BackupApi.class);
    private static final int LONGEST_REASON = 300;

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
        String operator = asked.operator();
        Optional<String> begun = backups.begin(ended -> tell(operator, ended));
        if (begun.isEmpty()) {
            return Answer.problem(409, "a backup is under way; wait for its end");
        }
        audit.write(Audit.Deed.turned(operator, Audit.Action.BACK_UP, begun.get(), "", "begun"));
        return Answer.json(202, Answer.object().put("file", begun.get()));
    }

    /** What is in it is known at its end only. */
    private void tell(String operator, Backups.Ended ended) {
        Audit.Deed deed =
                Audit.Deed.turned(operator, Audit.Action.BACK_UP, ended.state().file(), "begun", "complete");
        deed.detail().put("file", backups.folder().resolve(ended.state().file()).toString());
        ended.taken()
                .ifPresent(taken -> deed.detail()
                        .put("bytes", ended.bytes())
                        .put("articles", taken.articles())
                        .put("rows", taken.rows()));
        try {
            audit.write(ended.taken().isPresent() ? deed : failed(operator, ended));
        } catch (SQLException away) {
            LOG.atWarn()
                    .addKeyValue("file", ended.state().file())
                    .addKeyValue("error", Shown.line(away.toString(), LONGEST_REASON))
                    .log("the end of a backup could not be put in the audit");
        }
    }

    private static Audit.Deed failed(String operator, Backups.Ended ended) {
        return Audit.Deed.plain(operator, Audit.Action.BACK_UP, ended.state().file())
                .failed(Shown.line(ended.state().failure(), LONGEST_REASON));
    }
}
