package org.yizhan;

import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.yizhan.ops.Entry;
import org.yizhan.ops.Metrics;
import org.yizhan.ops.Paths;
import org.yizhan.ops.Pulse;
import org.yizhan.ops.PulseApi;
import org.yizhan.ops.PulseLog;
import org.yizhan.ops.Status;
import org.yizhan.ops.console.LiveScreens;
import org.yizhan.ops.console.OverviewScreen;
import org.yizhan.ops.console.Screens;

/** The stages' pulse and the screen that operators see first, joined. */
final class Watching {

    private final Pulse pulse;
    private final OverviewScreen overview;
    private final PulseApi api;

    /** @param entry knows until when somebody may look on */
    Watching(
            DataSource database,
            String instance,
            Screens screens,
            Status status,
            Metrics metrics,
            Entry entry,
            Clock clock) {
        var log = new PulseLog(database, instance);
        pulse = new Pulse(metrics, log, clock);
        pulse.feel();
        overview = new OverviewScreen(screens, status, pulse, metrics, new LiveScreens(entry::isStillIn));
        api = new PulseApi(pulse, log, clock);
    }

    /** The operator's paths. */
    List<Consumer<Paths>> parts() {
        return List.of(overview::mount, api::mount);
    }

    void begin(Regularly regularly) {
        regularly.every(Pulse.EVERY, "feel the stages' pulse", pulse::feel);
        regularly.every(Pulse.EVERY, "tell the open overviews", overview::tick);
    }
}
