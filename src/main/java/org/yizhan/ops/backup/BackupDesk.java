package org.yizhan.ops.backup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yizhan.ops.Audit;
import org.yizhan.ops.Rejection;
import org.yizhan.ops.Shown;

/** Where admins have backups made and deleted; all of it is in the audit. Safe for concurrent use. */
public final class BackupDesk {

    private static final Logger LOG = LoggerFactory.getLogger(BackupDesk.class);
    private static final int LONGEST_REASON = 300;

    private final Backups backups;
    private final Audit audit;

    public BackupDesk(Backups backups, Audit audit) {
        this.backups = backups;
        this.audit = audit;
    }

    public Backups backups() {
        return backups;
    }

    /** Begins one; its name. A {@link Rejection} with 409 while another is under way, with 507 where it has no room. */
    public String begin(String operator) throws SQLException {
        if (backups.last().isUnderWay()) {
            throw underWay();
        }
        // where nothing at all may be written, the database is not asked how large it is
        refuseFull(0);
        long expected = backups.expected();
        refuseFull(expected);
        String begun = backups.begin(expected, ended -> tell(operator, ended)).orElseThrow(BackupDesk::underWay);
        audit.write(Audit.Deed.turned(operator, Audit.Action.BACK_UP, begun, "", "begun"));
        return begun;
    }

    private static Rejection underWay() {
        return Rejection.of(409, "a backup is under way; wait for its end");
    }

    private void refuseFull(long size) {
        try {
            Optional<String> shortage = backups.room().shortage(size);
            if (shortage.isPresent()) {
                throw Rejection.of(507, shortage.get());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the disk of " + backups.folder() + " can't be asked", e);
        }
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

    /** The complete one of this name, or 404. */
    public Backups.Kept find(String name) {
        return backups.find(name)
                .orElseThrow(() -> Rejection.of(404, "no backup has this name; GET /api/v1/ops/backups lists them"));
    }

    /** Deletes the one of this name; the audit has it first, and again where it did not go. */
    public void delete(String name, String operator) throws SQLException {
        Backups.Kept kept = find(name);
        Audit.Deed deed = Audit.Deed.turned(operator, Audit.Action.DELETE_BACKUP, kept.file(), "complete", "deleted");
        deed.detail().put("bytes", kept.bytes());
        audit.write(deed);
        try {
            backups.delete(kept);
        } catch (IOException e) {
            audit.write(Audit.Deed.plain(operator, Audit.Action.DELETE_BACKUP, kept.file())
                    .failed(Shown.line(e.toString(), LONGEST_REASON)));
            throw new UncheckedIOException("the backup could not be deleted", e);
        }
    }
}
