package org.yizhan.ops.console;

import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import org.yizhan.ops.Answer;
import org.yizhan.ops.Asked;
import org.yizhan.ops.Paths;
import org.yizhan.ops.Role;
import org.yizhan.ops.backup.BackupDesk;
import org.yizhan.ops.backup.Backups;

/**
 * The screens of the backups, for admins. None can be had from here: a backup has every secret in it, and the console shows
 * none of them.
 */
public final class BackupScreens {

    private static final String PATH = "/ops/backups";

    private final Screens screens;
    private final BackupDesk desk;

    public BackupScreens(Screens screens, BackupDesk desk) {
        this.screens = screens;
        this.desk = desk;
    }

    public void mount(Paths paths) {
        paths.work(Role.ADMIN, HttpMethod.GET, PATH, this::list);
        paths.work(Role.ADMIN, HttpMethod.GET, PATH + "/new", this::making);
        paths.work(Role.ADMIN, HttpMethod.POST, PATH + "/new", this::make);
        paths.work(Role.ADMIN, HttpMethod.GET, PATH + "/:id/delete", this::deleting);
        paths.work(Role.ADMIN, HttpMethod.POST, PATH + "/:id/delete", this::delete);
    }

    /**
     * All of them.
     *
     * @param written of the one that is under way, in bytes
     */
    public record Listed(Screen screen, String folder, Backups.State last, long written, List<Backups.Kept> rows) {
        public Listed {
            rows = List.copyOf(rows);
        }

        /** What is written of what is expected; never more. */
        public long done() {
            return Math.min(written, last.expected());
        }

        /** Whether one was made since the start, and is there. */
        public boolean isDone() {
            return !last.isUnderWay()
                    && last.failure().isEmpty()
                    && rows.stream().anyMatch(kept -> kept.file().equals(last.file()));
        }
    }

    /**
     * One that is to be made.
     *
     * @param expected about how large it will be, in bytes
     * @param wanted how much must be free for it, with what stays free
     */
    public record Making(Screen screen, String folder, long expected, long free, long wanted) {
        public boolean hasRoom() {
            return free >= wanted;
        }
    }

    /** One that is to be deleted. */
    public record Ending(Screen screen, Backups.Kept kept, boolean isNewest, boolean isOnly) {}

    private Answer list(Asked asked) {
        Backups backups = desk.backups();
        return Screens.page(
                "backups",
                new Listed(
                        screens.of(asked, "备份", "Backups"),
                        backups.folder().toAbsolutePath().toString(),
                        backups.last(),
                        backups.written(),
                        backups.kept()));
    }

    private Answer making(Asked asked) throws SQLException, IOException {
        Backups backups = desk.backups();
        long expected = backups.expected();
        return Screens.page(
                "backupmake",
                new Making(
                        screens.of(asked, "做一份备份", "Make a backup").alone(),
                        backups.folder().toAbsolutePath().toString(),
                        expected,
                        backups.room().free(),
                        backups.room().wanted(expected)));
    }

    private Answer make(Asked asked) throws SQLException {
        var unused = desk.begin(asked.operator());
        return Answer.seeOther(PATH);
    }

    private Answer deleting(Asked asked) {
        Backups.Kept kept = desk.find(asked.id());
        List<Backups.Kept> all = desk.backups().kept();
        return Screens.page(
                "backupend",
                new Ending(
                        screens.of(asked, "删除备份", "Delete a backup").alone(),
                        kept,
                        kept.equals(all.getFirst()),
                        all.size() == 1));
    }

    private Answer delete(Asked asked) throws SQLException {
        desk.delete(asked.id(), asked.operator());
        return Answer.seeOther(PATH);
    }
}
