package org.yizhan.relay;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.file.FileComponent;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.support.SynchronizationAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yizhan.article.Channel;
import org.yizhan.ingest.DropFile;
import org.yizhan.ingest.DropFolder;
import org.yizhan.ingest.Intake;
import org.yizhan.ingest.Refused;
import org.yizhan.ingest.RestingFiles;
import org.yizhan.ingest.Turn;

/**
 * The step that takes a file out of a channel's folder; the body becomes the list of messages to send on, empty where
 * nothing could be taken. The exchange property {@code drop} says where {@link #settle} puts the file once they are acknowledged:
 * {@code done} or {@code failed}; what was not taken of it stands with the reason in {@code failed/NAME.reason.txt}. A file
 * that can't be moved is not sent, or not again; it rests. Of several programs on one folder one takes a file at a time. Safe
 * for concurrent use.
 */
public final class TakeFileProcessor implements Processor {

    private static final Logger LOG = LoggerFactory.getLogger(TakeFileProcessor.class);
    private static final String DROP = "drop";
    private static final String TURN = "turn";

    private final DropFile files;
    private final RestingFiles resting;
    private final Function<String, Optional<Channel>> channels;
    private final Consumer<String> brought;

    /**
     * @param resting hears which files could not be moved
     * @param channels finds a channel by the id of its route
     * @param brought hears by which channel articles came
     */
    public TakeFileProcessor(
            DropFile files,
            RestingFiles resting,
            Function<String, Optional<Channel>> channels,
            Consumer<String> brought) {
        this.files = files;
        this.resting = resting;
        this.channels = channels;
        this.brought = brought;
    }

    @Override
    public void process(Exchange exchange) {
        Channel channel = channels.apply(exchange.getFromRouteId())
                .orElseThrow(() -> new IllegalStateException("the channel is not declared yet; the file is kept"));
        DroppedFile file = file(exchange);
        exchange.getMessage().setBody(List.of());
        if (!isOurs(exchange, file)) {
            return;
        }
        Optional<String> goal = file.isSeized() ? resting.goal(file.path()) : Optional.empty();
        if (goal.isPresent()) {
            exchange.setProperty(DROP, goal.get());
        } else {
            take(exchange, channel, file.seized());
        }
    }

    /** Whether it lies in {@value DropFolder#TAKING} now, and no other program takes files meanwhile. */
    private boolean isOurs(Exchange exchange, DroppedFile file) {
        try {
            Optional<Turn> turn = file.folder().turn();
            turn.ifPresent(taken -> keep(exchange, taken));
            return turn.isPresent()
                    && (file.isSeized()
                            ? file.folder().isSeized(file.name())
                            : file.folder().seize(file.name()));
        } catch (NoSuchFileException gone) {
            return false;
        } catch (IOException unmoved) {
            String reason = "it can't be moved to " + DropFolder.TAKING + ": " + why(unmoved);
            tell(file, reason, resting.rest(file.path(), reason));
            return false;
        }
    }

    /** Until it is put away, or could not be sent. */
    private static void keep(Exchange exchange, Turn turn) {
        exchange.setProperty(TURN, turn);
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                end(turn);
            }
        });
    }

    private static void end(Turn turn) {
        try {
            turn.close();
        } catch (IOException unclosed) {
            LOG.atWarn().addKeyValue("error", why(unclosed)).log("a drop folder is kept from other programs");
        }
    }

    private void take(Exchange exchange, Channel channel, DroppedFile file) {
        try {
            // one byte more than may be is enough to be refused
            take(exchange, channel, file, file.folder().read(file.name(), DropFile.LARGEST + 1));
        } catch (NoSuchFileException gone) {
            LOG.atInfo().addKeyValue("file", file.path()).log("a file went before it was read");
        } catch (IOException unreadable) {
            refuse(exchange, channel, file, "the file can't be read: " + why(unreadable));
        }
    }

    private void take(Exchange exchange, Channel channel, DroppedFile file, byte[] bytes) {
        try {
            Intake.Taken taken = files.take(channel, file.name(), bytes);
            String goal = taken.accepted().isEmpty() ? DropFolder.FAILED : DropFolder.DONE;
            if (isNoted(file, rejections(taken), channel)) {
                exchange.setProperty(DROP, goal);
                exchange.getMessage().setBody(taken.messages());
                Brought.tell(exchange, brought);
            }
        } catch (Refused e) {
            refuse(exchange, channel, file, e.detail());
        }
    }

    private void refuse(Exchange exchange, Channel channel, DroppedFile file, String reason) {
        if (isNoted(file, reason, channel)) {
            exchange.setProperty(DROP, DropFolder.FAILED);
        }
    }

    /** The step after the acknowledgement: puts the file away. */
    public void settle(Exchange exchange) {
        Optional.ofNullable(exchange.getProperty(DROP, String.class))
                .ifPresent(goal -> settle(file(exchange).seized(), goal));
        Optional.ofNullable(exchange.getProperty(TURN, Turn.class)).ifPresent(TakeFileProcessor::end);
    }

    private void settle(DroppedFile file, String goal) {
        try {
            file.folder().settle(file.name(), goal);
            resting.forget(file.path());
        } catch (IOException unmoved) {
            String reason = "what could be taken of it was, but it can't be moved to " + goal + ": " + why(unmoved);
            tell(file, reason, resting.restOnWay(file.path(), goal, reason));
        }
    }

    private static DroppedFile file(Exchange exchange) {
        return DroppedFile.of(
                requireNonNull(exchange.getProperty(FileComponent.FILE_EXCHANGE_FILE, GenericFile.class)));
    }

    /** What the system says. */
    static String why(IOException failure) {
        String said = failure instanceof FileSystemException system ? system.getReason() : failure.getMessage();
        return said == null ? failure.getClass().getSimpleName() : said;
    }

    private static void tell(DroppedFile file, String reason, boolean isNew) {
        if (isNew) {
            LOG.atError()
                    .addKeyValue("file", file.path())
                    .addKeyValue("error", reason)
                    .log("a file is left in its drop folder");
        }
    }

    private static String rejections(Intake.Taken taken) {
        if (taken.accepted().isEmpty() && taken.rejected().isEmpty()) {
            return "the file holds no article";
        }
        return taken.rejected().stream()
                .map(rejected -> rejected.id().isEmpty() ? rejected.error() : rejected.id() + ": " + rejected.error())
                .collect(Collectors.joining("\n"));
    }

    /** Writes the reason down; without that nothing is sent. */
    private boolean isNoted(DroppedFile file, String reason, Channel channel) {
        try {
            if (reason.isEmpty()) {
                file.folder().forget(file.name());
                return true;
            }
            file.folder().note(file.name(), reason);
        } catch (IOException unwritten) {
            String left = "what is wrong with it can't be told in " + DropFolder.FAILED + ": " + why(unwritten);
            tell(file, left, resting.rest(file.path(), left));
            return false;
        }
        LOG.atWarn()
                .addKeyValue("channel", channel.id())
                .addKeyValue("file", file.name())
                .addKeyValue("error", reason)
                .log("a file was not taken, or not all of it");
        return true;
    }
}
