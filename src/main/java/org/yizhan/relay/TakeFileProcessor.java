package org.yizhan.relay;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.file.FileComponent;
import org.apache.camel.component.file.GenericFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yizhan.article.Channel;
import org.yizhan.ingest.DropFile;
import org.yizhan.ingest.DropFolder;
import org.yizhan.ingest.Intake;
import org.yizhan.ingest.Refused;

/**
 * The step that takes a file out of a channel's folder; the body becomes the list of messages to send on, empty where
 * nothing could be taken. The exchange property {@code drop} says where {@link #settle} puts the file once they are acknowledged:
 * {@code done} or {@code failed}; what was not taken of it stands with the reason in {@code failed/NAME.reason.txt}. Safe
 * for concurrent use.
 */
public final class TakeFileProcessor implements Processor {

    private static final Logger LOG = LoggerFactory.getLogger(TakeFileProcessor.class);
    private static final String DROP = "drop";

    private final DropFile files;
    private final Function<String, Optional<Channel>> channels;
    private final Consumer<String> brought;

    /**
     * @param channels finds a channel by the id of its route
     * @param brought hears by which channel articles came
     */
    public TakeFileProcessor(DropFile files, Function<String, Optional<Channel>> channels, Consumer<String> brought) {
        this.files = files;
        this.channels = channels;
        this.brought = brought;
    }

    @Override
    public void process(Exchange exchange) throws IOException {
        Channel channel = channels.apply(exchange.getFromRouteId())
                .orElseThrow(() -> new IllegalStateException("the channel is not declared yet; the file is kept"));
        Path path = path(exchange);
        String name = path.getFileName().toString();
        // one byte more than may be is enough to be refused
        byte[] bytes = folder(path).read(name, DropFile.LARGEST + 1);
        try {
            Intake.Taken taken = files.take(channel, name, bytes);
            exchange.setProperty(DROP, taken.accepted().isEmpty() ? DropFolder.FAILED : DropFolder.DONE);
            note(path, rejections(taken), channel);
            exchange.getMessage().setBody(taken.messages());
            Brought.tell(exchange, brought);
        } catch (Refused e) {
            exchange.setProperty(DROP, DropFolder.FAILED);
            note(path, e.detail(), channel);
            exchange.getMessage().setBody(List.of());
        }
    }

    /** The step after the acknowledgement: puts the file away. */
    public static void settle(Exchange exchange) throws IOException {
        Path path = path(exchange);
        folder(path).move(path.getFileName().toString(), requireNonNull(exchange.getProperty(DROP, String.class)));
    }

    private static Path path(Exchange exchange) {
        GenericFile<?> file = requireNonNull(exchange.getProperty(FileComponent.FILE_EXCHANGE_FILE, GenericFile.class));
        return Path.of(file.getAbsoluteFilePath());
    }

    private static DropFolder folder(Path file) {
        return new DropFolder(requireNonNull(file.getParent()));
    }

    private static String rejections(Intake.Taken taken) {
        if (taken.accepted().isEmpty() && taken.rejected().isEmpty()) {
            return "the file holds no article";
        }
        return taken.rejected().stream()
                .map(rejected -> rejected.id().isEmpty() ? rejected.error() : rejected.id() + ": " + rejected.error())
                .collect(Collectors.joining("\n"));
    }

    private static void note(Path file, String reason, Channel channel) throws IOException {
        DropFolder folder = folder(file);
        String name = file.getFileName().toString();
        if (reason.isEmpty()) {
            folder.forget(name);
            return;
        }
        folder.note(name, reason);
        LOG.atWarn()
                .addKeyValue("channel", channel.id())
                .addKeyValue("file", file.getFileName())
                .addKeyValue("error", reason)
                .log("a file was not taken, or not all of it");
    }
}
