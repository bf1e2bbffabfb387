package org.yizhan;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yizhan.ingest.ApiKeys;
import org.yizhan.ingest.KeyTable;
import org.yizhan.ingest.PushLog;
import org.yizhan.ops.Audit;
import org.yizhan.ops.Paths;
import org.yizhan.ops.Publishers;
import org.yizhan.ops.PublishersApi;
import org.yizhan.ops.console.PublisherScreens;
import org.yizhan.ops.console.Screens;

/** Who may push, and what came of it, joined. */
final class Pushing {

    private static final Logger LOG = LoggerFactory.getLogger(Pushing.class);
    private static final Duration REFRESH = Duration.ofSeconds(3);

    private final DataSource database;
    private final Clock clock;
    private final ApiKeys keys;
    private final PushLog log;

    Pushing(DataSource database, ApiKeys keys, Clock clock) {
        this.database = database;
        this.clock = clock;
        this.keys = keys;
        this.log = new PushLog(database, clock);
    }

    ApiKeys keys() {
        return keys;
    }

    PushLog log() {
        return log;
    }

    /**
     * The operator's paths.
     *
     * @param base the program's public address
     */
    List<Consumer<Paths>> parts(Screens screens, Audit audit, String base) {
        var publishers = new Publishers(keys, new KeyTable(database), log, audit, clock);
        return List.of(new PublishersApi(publishers)::mount, new PublisherScreens(screens, publishers, base)::mount);
    }

    /** Brings in the keys that other instances made, and stores what was pushed here. */
    void begin(Regularly regularly) {
        regularly.every(REFRESH, "refresh keys", keys::refresh);
        regularly.every(REFRESH, "write down what was pushed", this::write);
    }

    private void write() {
        try {
            log.flush();
        } catch (SQLException e) {
            LOG.atDebug().addKeyValue("error", e.getMessage()).log("what was pushed is written down later");
        }
    }
}
