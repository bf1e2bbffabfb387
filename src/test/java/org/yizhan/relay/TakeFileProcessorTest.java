package org.yizhan.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.component.file.FileComponent;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import org.yizhan.article.Channel;
import org.yizhan.article.Received;
import org.yizhan.ingest.DropFile;
import org.yizhan.ingest.DropFolder;
import org.yizhan.ingest.Intake;
import org.yizhan.ingest.LeftFiles;
import org.yizhan.ingest.RestingFiles;
import org.yizhan.ingest.SourceRegistry;

/** What is sent of files that can't be moved, or are replaced meanwhile. */
class TakeFileProcessorTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-26T02:00:00Z"), ZoneOffset.UTC);

    @TempDir
    private Path in;

    private final RestingFiles resting = new RestingFiles(CLOCK);
    private final SoundFileFilter filter = new SoundFileFilter(resting);
    private final TakeFileProcessor files = program(resting);

    private TakeFileProcessor program(RestingFiles itsResting) {
        return new TakeFileProcessor(
                new DropFile(new Intake(new SourceRegistry(new PGSimpleDataSource()), CLOCK), CLOCK),
                itsResting,
                id -> Optional.of(new Channel(id, Channel.Kind.DROP_FOLDER, "bao", Map.of("folder", in.toString()))),
                id -> {});
    }

    private GenericFile<File> found(String relative) {
        var file = new GenericFile<File>();
        file.setAbsoluteFilePath(in.resolve(relative).toString());
        file.setRelativeFilePath(relative);
        file.setFileNameOnly(Path.of(relative).getFileName().toString());
        file.setDirectory(Files.isDirectory(in.resolve(relative)));
        return file;
    }

    private Exchange exchange(String relative) {
        var exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getExchangeExtension().setFromRouteId("bao-drop");
        exchange.setProperty(FileComponent.FILE_EXCHANGE_FILE, found(relative));
        return exchange;
    }

    /** What is sent on. */
    private Exchange sent(String relative, String... texts) {
        return sent(files, relative, texts);
    }

    private Exchange sent(TakeFileProcessor by, String relative, String... texts) {
        Exchange exchange = exchange(relative);
        by.process(exchange);
        assertThat(exchange.getMessage().getBody(List.class))
                .extracting(message -> new String(((Received) message).bytes(), UTF_8))
                .containsExactly(texts);
        return exchange;
    }

    /** As when what was taken of it could not be sent. */
    private static void fail(Exchange exchange) {
        exchange.getExchangeExtension().handoverCompletions().forEach(completion -> completion.onFailure(exchange));
    }

    private List<String> taking() throws IOException {
        try (Stream<Path> files = Files.list(in.resolve("taking"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .toList();
        }
    }

    private List<String> left() {
        return new DropFolder(in)
                .left(resting).list(9).files().stream()
                        .map(LeftFiles.Failed::reason)
                        .toList();
    }

    @Test
    void whatWasSentIsNotSentAgainWhereItCanNotBeMoved() throws IOException {
        Files.writeString(in.resolve("a.html"), "alt");
        Exchange exchange = sent("a.html", "alt");
        Path inTheWay = Files.createDirectories(in.resolve("done/a.html"));

        files.settle(exchange);

        assertThat(left())
                .singleElement()
                .asString()
                .startsWith("what could be taken of it was, but it can't be moved to done: ");
        assertThat(filter.accept(found("taking/a.html"))).as("it rests").isFalse();
        files.settle(sent("taking/a.html"));
        Files.delete(inTheWay);
        files.settle(sent("taking/a.html"));
        assertThat(in.resolve("done/a.html")).hasContent("alt");
        assertThat(taking()).isEmpty();
        assertThat(left()).isEmpty();
    }

    @Test
    void nothingIsSentOfWhatCanNotBeMovedFirst() throws IOException {
        Files.writeString(in.resolve("a.html"), "alt");
        Files.writeString(in.resolve("taking"), "");

        files.settle(sent("a.html"));

        assertThat(in.resolve("a.html")).exists();
        assertThat(left()).anySatisfy(reason -> assertThat(reason).startsWith("it can't be moved to taking: "));
        assertThat(filter.accept(found("a.html"))).isFalse();
    }

    @Test
    void nothingIsSentOfWhatIsWrongWithItThatCanNotBeTold() throws IOException {
        Files.writeString(in.resolve("a.jpg"), "x");
        Files.createDirectories(in.resolve("failed/a.jpg.reason.txt/x"));

        files.settle(sent("a.jpg"));

        assertThat(left()).singleElement().asString().startsWith("what is wrong with it can't be told in failed: ");
        assertThat(in.resolve("taking/a.jpg")).exists();
    }

    @Test
    void aNewerVersionPutInPlaceMeanwhileIsTakenNext() throws IOException {
        Files.writeString(in.resolve("a.html"), "alt");
        Exchange older = sent("a.html", "alt");
        Path newer = Files.writeString(in.resolve("a.tmp"), "neu");
        Files.move(newer, in.resolve("a.html"));
        assertThat(filter.accept(found("a.html"))).as("the older goes first").isFalse();
        sent("a.html");

        files.settle(older);

        assertThat(in.resolve("done/a.html")).hasContent("alt");
        assertThat(filter.accept(found("a.html"))).isTrue();
        files.settle(sent("a.html", "neu"));
        assertThat(in.resolve("done/a.html")).hasContent("neu");
    }

    @Test
    void whatAProgramLeftWhenItEndedIsTaken() throws IOException {
        Files.writeString(in.resolve("a.html"), "alt");
        fail(sent("a.html", "alt"));
        Files.writeString(in.resolve("a.html"), "neu");

        assertThat(filter.accept(found("taking"))).isTrue();
        assertThat(filter.accept(found("done"))).isFalse();
        assertThat(filter.accept(found("taking/a.html"))).isTrue();
        files.settle(sent("taking/a.html", "alt"));
        files.settle(sent("a.html", "neu"));

        assertThat(in.resolve("done/a.html")).hasContent("neu");
        files.settle(sent("taking/a.html"));
    }

    @Test
    void whatIsNoFileOnceItWasSeizedIsPutAway() throws IOException {
        Files.createDirectories(in.resolve("taking"));
        Files.createDirectories(in.resolve("done"));
        Files.createSymbolicLink(in.resolve("taking/a.html"), Files.writeString(in.resolve("secret"), "geheim"));

        Exchange exchange = sent("taking/a.html");
        files.settle(exchange);

        assertThat(taking()).isEmpty();
        assertThat(left()).containsExactly("the file can't be read: it is no regular file");
    }

    @Test
    void ofTwoProgramsOneTakesAFileAndTheOtherSaysNothing() throws IOException {
        var othersResting = new RestingFiles(CLOCK);
        TakeFileProcessor other = program(othersResting);
        Files.writeString(in.resolve("a.html"), "alt");
        Exchange first = sent("a.html", "alt");

        Exchange late = sent(other, "taking/a.html");
        files.settle(first);
        Files.writeString(in.resolve("a.html"), "neu");
        Exchange newer = sent("a.html", "neu");
        other.settle(late);

        assertThat(in.resolve("taking/a.html")).as("put away by who read it").hasContent("neu");
        assertThat(in.resolve("done/a.html")).hasContent("alt");
        files.settle(newer);
        other.settle(sent(other, "taking/a.html"));
        other.settle(sent(other, "a.html"));
        assertThat(in.resolve("done/a.html")).hasContent("neu");
        assertThat(new DropFolder(in).left(othersResting).count()).isZero();
    }

    @Test
    void saysWhatTheSystemSays() {
        assertThat(TakeFileProcessor.why(new IOException("No space left on device")))
                .isEqualTo("No space left on device");
        assertThat(TakeFileProcessor.why(new FileSystemException("/a/b", null, "Read-only file system")))
                .isEqualTo("Read-only file system");
        assertThat(TakeFileProcessor.why(new IOException())).isEqualTo("IOException");
    }
}
