package org.yizhan;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.yizhan.ops.Audit;
import org.yizhan.ops.Paths;
import org.yizhan.ops.backup.Backup;
import org.yizhan.ops.backup.BackupApi;
import org.yizhan.ops.backup.BackupDesk;
import org.yizhan.ops.backup.BackupRoom;
import org.yizhan.ops.backup.Backups;
import org.yizhan.ops.console.BackupScreens;
import org.yizhan.ops.console.Screens;

/** Backups of the database beside how far the stages have read, joined. */
final class Rescuing {

    private final Backups backups;

    Rescuing(DataSource database, Admin admin, Settings settings, Clock clock, Closing closing) {
        var backup = new Backup(database, () -> GroupOffsets.now(admin), clock);
        Path folder = Path.of(settings.text("yizhan.data.dir")).resolve("backups");
        backups =
                closing.add(new Backups(backup, new BackupRoom(folder, settings.bytes("yizhan.data.reserve")), clock));
    }

    /** The operator's paths. */
    List<Consumer<Paths>> parts(Audit audit, Screens screens) {
        var desk = new BackupDesk(backups, audit);
        return List.of(new BackupApi(desk)::mount, new BackupScreens(screens, desk)::mount);
    }
}
