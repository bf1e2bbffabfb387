package org.yizhan;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.yizhan.check.Checks;
import org.yizhan.ingest.poll.HostRests;
import org.yizhan.ingest.poll.HubSubscriptions;
import org.yizhan.ingest.poll.KnownChannels;
import org.yizhan.ingest.poll.LastAnswers;
import org.yizhan.ingest.poll.PollFailures;
import org.yizhan.ingest.poll.SourceControl;
import org.yizhan.ingest.poll.SourceSettings;
import org.yizhan.ingest.poll.SourceWatch;
import org.yizhan.ops.Audit;
import org.yizhan.ops.CheckApi;
import org.yizhan.ops.DryRuns;
import org.yizhan.ops.FailedFileRemoval;
import org.yizhan.ops.FailedFiles;
import org.yizhan.ops.FailedFilesApi;
import org.yizhan.ops.FailedFilesRule;
import org.yizhan.ops.Paths;
import org.yizhan.ops.PollRule;
import org.yizhan.ops.RestingHosts;
import org.yizhan.ops.Rule;
import org.yizhan.ops.SourceAnswerApi;
import org.yizhan.ops.SourceExport;
import org.yizhan.ops.SourceNotesApi;
import org.yizhan.ops.SourceOrders;
import org.yizhan.ops.SourceOrdersApi;
import org.yizhan.ops.SourcePast;
import org.yizhan.ops.SourceTroubles;
import org.yizhan.ops.SourcesApi;
import org.yizhan.ops.console.CheckScreen;
import org.yizhan.ops.console.Screens;
import org.yizhan.ops.console.SourceAnswerScreen;
import org.yizhan.ops.console.SourceOrderScreens;
import org.yizhan.ops.console.SourceScreens;

/** What operators see of the sources and do to them, joined. */
record Overseeing(
        DataSource database,
        Clock clock,
        SourceWatch watch,
        SourceControl control,
        PollFailures failures,
        HubSubscriptions hubs,
        KnownChannels known,
        FailedFiles files) {

    /**
     * The paths by which operators see the sources and act on them.
     *
     * @param regions a region's name by its code
     * @param refused the source files that are not in force as they stand, with line and reason
     */
    List<Consumer<Paths>> parts(
            Screens screens, Audit audit, UnaryOperator<String> regions, Supplier<Map<String, String>> refused) {
        var orders = new SourceOrders(database, watch, control, new SourceSettings(clock), audit);
        return List.of(
                new SourcesApi(watch, control, past(refused), audit, clock)::mount,
                new SourceNotesApi(database, watch, audit, clock)::mount,
                new FailedFilesApi(files, audit)::mount,
                new FailedFileRemoval(files, audit)::mount,
                new SourceOrdersApi(orders)::mount,
                new SourceExport(watch)::mount,
                new SourceScreens(screens, watch, past(refused), known::find, regions)::mount,
                new SourceOrderScreens(screens, orders, regions)::mount);
    }

    /** The paths of dry runs, on the sites and on what they answered last. */
    List<Consumer<Paths>> checks(Screens screens, Audit audit, Checks checks) {
        var hosts = new RestingHosts(new HostRests(database, clock), audit);
        var runs = new DryRuns(checks, new LastAnswers(database), known::find, hosts, clock);
        return List.of(
                new CheckApi(runs)::mount,
                new CheckScreen(screens, runs, known::find, UUID::randomUUID)::mount,
                new SourceAnswerApi(past(), runs)::mount,
                new SourceAnswerScreen(screens, past(), runs)::mount);
    }

    private SourcePast past() {
        return past(Map::of);
    }

    private SourcePast past(Supplier<Map<String, String>> refused) {
        return new SourcePast(database, hubs, files, refused, clock);
    }

    /**
     * What can be wrong with the sources one by one, with all of them as a whole, and with what is put into their folders.
     *
     * @param failedFiles is told of how many files were not taken, at each look
     */
    List<Rule> rules(SourceTroubles.Supply supply, LongConsumer failedFiles) {
        return List.of(
                new SourceTroubles(watch, failures, supply),
                new PollRule(watch, failures, clock),
                new FailedFilesRule(files, failedFiles));
    }
}
