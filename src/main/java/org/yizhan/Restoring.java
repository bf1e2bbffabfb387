package org.yizhan;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yizhan.ops.backup.LostDecisions;
import org.yizhan.ops.backup.Restoration;
import org.yizhan.ops.backup.UnfinishedRestore;

/**
 * Puts a backup into a database, and sets the stages to where they were then. Rows come in all or none; cut off after that,
 * it is to be called again with the same backup, and what it does from there on it may do as often as need be. Meanwhile
 * {@link UnfinishedRestore} keeps the program from starting.
 */
final class Restoring {

    private static final Logger LOG = LoggerFactory.getLogger(Restoring.class);

    private final DataSource owner;
    private final KafkaAccess kafka;

    /** @param owner of the tables */
    Restoring(DataSource owner, KafkaAccess kafka) {
        this.owner = owner;
        this.kafka = kafka;
    }

    /** @throws IllegalStateException where there are articles already, or those of another backup's restore that was cut off */
    void restore(Restoration backup) throws IOException, SQLException {
        var schema = new Schema(owner);
        Optional<UnfinishedRestore> cutOff = UnfinishedRestore.in(owner);
        UnfinishedRestore restore;
        if (cutOff.isPresent()) {
            restore = cutOff.get().of(backup);
            LOG.atInfo().addKeyValue("begun", restore.begun()).log("going on with the restore that was cut off");
        } else {
            schema.migrate(backup.schema());
            restore = backup.into(owner, Instant.now());
        }
        try {
            schema.migrateRestored();
            setBack(backup, restore.begun());
        } catch (SQLException | RuntimeException e) {
            throw new IllegalStateException(
                    "the rows are in, but the stages are not set back: %s; run `yizhan restore FILE` again with the same file"
                            .formatted(e.getMessage()),
                    e);
        }
    }

    private void setBack(Restoration backup, Instant begun) throws SQLException {
        try (Connection connection = owner.getConnection()) {
            LostDecisions.declare(connection, begun);
            ToldDecisions.since(kafka, backup.offsets()).reserve(connection);
            ToldChanges.since(kafka, backup.at(), connection);
            GroupOffsets.set(kafka, backup.offsets());
            UnfinishedRestore.end(connection);
        }
    }
}
