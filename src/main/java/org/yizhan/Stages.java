package org.yizhan;

import static java.util.Objects.requireNonNull;

import java.sql.SQLException;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.camel.Processor;
import org.yizhan.article.DeadLetter;
import org.yizhan.article.FeedsChanged;
import org.yizhan.article.Grouped;
import org.yizhan.article.Received;
import org.yizhan.article.Tagged;
import org.yizhan.deduplicate.Deduplicator;
import org.yizhan.deliver.Announcer;
import org.yizhan.embedded.DiskRoom;
import org.yizhan.ingest.DropFile;
import org.yizhan.ingest.Intake;
import org.yizhan.ingest.Letters;
import org.yizhan.ingest.RestingFiles;
import org.yizhan.ingest.poll.KnownChannels;
import org.yizhan.normalize.Normalizer;
import org.yizhan.ops.LetterKeeper;
import org.yizhan.ops.StageMeters;
import org.yizhan.publish.Publisher;
import org.yizhan.relay.CommitProcessor;
import org.yizhan.relay.NoRoom;
import org.yizhan.relay.PollSteps;
import org.yizhan.relay.RoomPollStrategy;
import org.yizhan.relay.RoomProcessor;
import org.yizhan.relay.RouteTallies;
import org.yizhan.relay.SealProcessor;
import org.yizhan.relay.SoundFileFilter;
import org.yizhan.relay.Stage;
import org.yizhan.relay.StageProcessor;
import org.yizhan.relay.TakeFileProcessor;
import org.yizhan.relay.TakeMailProcessor;
import org.yizhan.relay.TakePushProcessor;
import org.yizhan.relay.Topic;
import org.yizhan.relay.Watch;

/** The stages as the route files know them: one processor each, by the stage's word. */
final class Stages {

    /** What each stage reads, in flow order; its consumer group has the stage's word. */
    static final Map<String, Topic> INPUTS = inputs();

    /** The route and group that keep dead letters. */
    static final String KEEPER = "keep-dead-letter";

    /** Every consumer group: the stages' and the one that keeps dead letters. */
    static final List<String> GROUPS =
            Stream.concat(INPUTS.keySet().stream(), Stream.of(KEEPER)).toList();

    private final Clock clock;
    private final Watch watch;
    private final DiskRoom room;
    private final BooleanSupplier running;
    private final Map<String, Object> beans = new HashMap<>();

    private static Map<String, Topic> inputs() {
        var inputs = new LinkedHashMap<String, Topic>();
        inputs.put("normalize", Topic.RECEIVED);
        inputs.put("deduplicate", Topic.NORMALIZED);
        inputs.put("tag", Topic.DEDUPLICATED);
        inputs.put("publish", Topic.TAGGED);
        return inputs;
    }

    /**
     * @param ingest counts what comes in
     * @param running whether the program still runs
     */
    Stages(Clock clock, Watch watch, StageMeters ingest, DiskRoom room, BooleanSupplier running) {
        this.clock = clock;
        this.watch = watch;
        this.room = room;
        this.running = running;
        beans.put(
                "seal-received",
                new MeteredSeal(
                        new SealProcessor(
                                Topic.RECEIVED,
                                "ingest",
                                clock,
                                () -> UUID.randomUUID().toString()),
                        ingest));
        beans.put(
                "seal-order",
                new SealProcessor(
                        Topic.NORMALIZED, "ops", clock, () -> UUID.randomUUID().toString()));
        beans.put(
                "seal-retag",
                new SealProcessor(
                        Topic.DEDUPLICATED,
                        "ops",
                        clock,
                        () -> UUID.randomUUID().toString()));
        beans.put("require-room", new RoomProcessor(room::isForMore));
        beans.put("while-room", new RoomPollStrategy(room::isForMore));
        beans.put("commit-batch", new CommitProcessor());
    }

    /**
     * The steps by which letters and articles of routes with odd needs come in.
     *
     * @param brought hears by which channel letters came
     */
    Stages take(Intake intake, KnownChannels channels, Consumer<String> brought) {
        beans.put("take-push", new TakePushProcessor(intake));
        beans.put("take-mail", new TakeMailProcessor(new Letters(clock), channels::find, brought));
        return this;
    }

    /**
     * The steps by which files come in.
     *
     * @param brought hears by which channel they came
     */
    Stages files(Intake intake, KnownChannels channels, RestingFiles resting, Consumer<String> brought) {
        var files = new TakeFileProcessor(new DropFile(intake, clock), resting, channels::find, brought);
        beans.put("take-file", files);
        beans.put("settle-file", (Processor) files::settle);
        beans.put("sound-files", new SoundFileFilter(resting));
        return this;
    }

    /**
     * The steps that poll.
     *
     * @param pollers runs them, a thread for each request
     */
    Stages poll(PollSteps steps, ExecutorService pollers) {
        beans.put("claim-due", (Processor) steps::claim);
        beans.put("watch-claim", (Processor) steps::watch);
        beans.put("fetch-due", (Processor) steps::fetch);
        beans.put("settle-poll", (Processor) steps::settle);
        beans.put("pollers", pollers);
        return this;
    }

    Stages normalize(Normalizer normalizer) {
        return stage(
                "normalize",
                Topic.NORMALIZED,
                Stage.each(Received.class, received -> List.copyOf(normalizer.normalize(received))));
    }

    Stages deduplicate(Deduplicator deduplicator) {
        return stage("deduplicate", Topic.DEDUPLICATED, deduplicator::process);
    }

    Stages tag(Function<Grouped, Tagged> tagger) {
        return stage("tag", Topic.TAGGED, Stage.each(Grouped.class, grouped -> List.of(tagger.apply(grouped))));
    }

    Stages publish(Publisher publisher) {
        return stage("publish", Topic.FEEDS_CHANGED, publisher::process);
    }

    Stages deliver(Announcer announcer) {
        Processor tell = exchange ->
                announcer.announce(requireNonNull(exchange.getMessage().getBody(FeedsChanged.class)));
        beans.put("deliver", tell);
        return this;
    }

    /** Keeps dead letters; one that can't be kept is logged and stays on its topic. */
    Stages keepDeadLetters(LetterKeeper keeper) {
        Stage keep = batch -> {
            var letters = batch.stream()
                    .map(envelope -> (DeadLetter) envelope.message())
                    .toList();
            try {
                keeper.store(letters);
            } catch (SQLException e) {
                throw new IllegalStateException("dead letters could not be kept: " + e.getMessage(), e);
            }
            return batch.stream()
                    .map(envelope -> List.<org.yizhan.article.Message>of())
                    .toList();
        };
        beans.put(
                "keep-dead-letter",
                new StageProcessor("keep-dead-letter", Topic.DEAD, Topic.DEAD, held(keep), clock, watch, running));
        return this;
    }

    /** Has every route counted: Camel finds it among the beans by its type. */
    Stages count(RouteTallies tallies) {
        beans.put("route-tallies", tallies);
        return this;
    }

    private Stages stage(String name, Topic into, Stage stage) {
        Topic from = requireNonNull(INPUTS.get(name));
        beans.put(name, new StageProcessor(name, from, into, held(stage), clock, watch, running));
        return this;
    }

    /** The same stage, which waits while there is no room for what it writes. */
    private Stage held(Stage stage) {
        return batch -> {
            if (!room.isForWork()) {
                throw new NoRoom();
            }
            return stage.process(batch);
        };
    }

    /** Everything the route files refer to, by name. */
    Map<String, Object> beans() {
        return Map.copyOf(beans);
    }
}
