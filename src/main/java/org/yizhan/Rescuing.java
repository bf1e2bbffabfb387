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
import org.yizhan.ops.backup.Backups;

/** Backups of the database beside how far the stages have read, joined. */
final class Rescuing {

    private final Backups backups;

    Rescuing(DataSource database, Admin admin, Path dataFolder, Clock clock, Closing closing) {
        var backup = new Backup(database, () -> GroupOffsets.now(admin), clock);
        backups = closing.add(new Backups(backup, dataFolder.resolve("backups"), clock));
    }

    /** The operator's paths. */
    List<Consumer<Paths>> parts(Audit audit) {
        return List.of(new BackupApi(backups, audit)::mount);
    }
}
