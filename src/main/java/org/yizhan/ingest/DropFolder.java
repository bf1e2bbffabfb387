package org.yizhan.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.yizhan.article.Channel;

/**
 * A folder that a channel's files are taken out of. What was not taken, or not all of it, is told beside the file in its
 * folder {@value #FAILED}, in {@code NAME.reason.txt}. Whoever may put files here may put links here: none is followed, and
 * a name counts only where it stands in the folder. Safe for concurrent use.
 */
public final class DropFolder {

    /** Where files go of which something was taken. */
    public static final String DONE = "done";

    /** Where files go of which nothing was taken. */
    public static final String FAILED = "failed";

    private static final String REASON = ".reason.txt";
    private static final int LONGEST_REASON = 4_000;

    private final Path folder;

    public DropFolder(Path folder) {
        this.folder = folder;
    }

    /** That of {@code channel}; empty where it has none, or names it by something only its route can fill in. */
    public static Optional<DropFolder> of(Channel channel) {
        return Optional.of(channel)
                .filter(one -> one.kind() == Channel.Kind.DROP_FOLDER)
                .flatMap(one -> one.parameter("folder"))
                .filter(named -> !named.isBlank() && !named.contains("{{"))
                .map(named -> new DropFolder(Path.of(named)));
    }

    /**
     * A file of which something was not taken.
     *
     * @param at when that was found
     * @param reason a line for each thing that is wrong, cut after {@value #LONGEST_REASON} bytes; empty where one of the same
     *     name was taken later
     * @param bytes its size; 0 where it lies elsewhere
     * @param isWhole whether nothing was taken of it; else the file is in {@value #DONE}
     */
    public record Failed(String name, Instant at, String reason, long bytes, boolean isWhole) {}

    /** What came of an order to take a file once more. */
    public enum Again {
        /** It lies in the folder, and is taken next. */
        MOVED,
        /** There is none of this name among those of which nothing was taken. */
        UNKNOWN,
        /** One of the same name waits in the folder already. */
        WAITING
    }

    /** Writes down why {@code name} was not taken, or not all of it. */
    public void note(String name, String reason) throws IOException {
        Path note = Files.createDirectories(failed()).resolve(name + REASON);
        Files.deleteIfExists(note);
        Files.writeString(note, reason + "\n", StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
    }

    /** All of {@code name} was taken: what was told of one of that name before holds no more. */
    public void forget(String name) throws IOException {
        Files.deleteIfExists(failed().resolve(name + REASON));
    }

    /**
     * The files of which something was not taken.
     *
     * @param files the newest first, as many as were asked for
     * @param total how many there are
     */
    public record Listed(List<Failed> files, int total) {
        public Listed {
            files = List.copyOf(files);
        }
    }

    /** Those of which something was not taken; {@code most} of them are told. */
    public Listed list(int most) throws IOException {
        List<Left> left = left();
        List<Failed> files = left.stream()
                .sorted(Comparator.comparing(Left::at).reversed().thenComparing(Left::name))
                .limit(most)
                .map(Left::told)
                .toList();
        return new Listed(files, left.size());
    }

    /** How many there are. */
    public int count() throws IOException {
        return left().size();
    }

    /** What lies in {@value #FAILED}: a file, what is told of one, or both. */
    private record Left(Path file, Optional<BasicFileAttributes> own, Optional<BasicFileAttributes> reason) {

        static Optional<Left> of(Path file) {
            var left = new Left(file, regular(file), regular(reasonOf(file)));
            return Optional.of(left)
                    .filter(one -> one.own().isPresent() || one.reason().isPresent());
        }

        String name() {
            return DropFolder.name(file);
        }

        Instant at() {
            return reason.or(() -> own).orElseThrow().lastModifiedTime().toInstant();
        }

        Failed told() {
            String text = reason.isPresent() ? text(reasonOf(file)) : "";
            return new Failed(
                    name(), at(), text, own.map(BasicFileAttributes::size).orElse(0L), own.isPresent());
        }
    }

    private List<Left> left() throws IOException {
        return files().stream()
                .map(file -> isReason(file) ? file.resolveSibling(cut(name(file))) : file)
                .distinct()
                .flatMap(file -> Left.of(file).stream())
                .toList();
    }

    /** Whether a file of this name lies among those of which nothing was taken. */
    public boolean isLeft(String name) throws IOException {
        return find(name).isPresent();
    }

    private Optional<Path> find(String name) throws IOException {
        return files().stream()
                .filter(file -> name(file).equals(name)
                        && !isReason(file)
                        && regular(file).isPresent())
                .findFirst();
    }

    /** Puts the file back that lies among those of which nothing was taken, so that it is taken once more. */
    public Again again(String name) throws IOException {
        Optional<Path> found = find(name);
        if (found.isEmpty()) {
            return Again.UNKNOWN;
        }
        try {
            putBack(found.get());
        } catch (FileAlreadyExistsException waiting) {
            return Again.WAITING;
        } catch (NoSuchFileException gone) {
            return Again.UNKNOWN;
        }
        Files.deleteIfExists(reasonOf(found.get()));
        return Again.MOVED;
    }

    /** A second name that can't be made where there is a file of it: a move could write over one that just came. */
    private void putBack(Path file) throws IOException {
        Path back = folder.resolve(name(file));
        try {
            Files.createLink(back, file);
        } catch (FileAlreadyExistsException | NoSuchFileException known) {
            throw known;
        } catch (IOException | UnsupportedOperationException noLinks) {
            Files.move(file, back);
            return;
        }
        Files.delete(file);
    }

    private Path failed() {
        return folder.resolve(FAILED);
    }

    private List<Path> files() throws IOException {
        if (!Files.isDirectory(failed(), LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(failed())) {
            var all = new ArrayList<Path>();
            files.forEach(all::add);
            return all;
        }
    }

    private static Path reasonOf(Path file) {
        return file.resolveSibling(name(file) + REASON);
    }

    /** A file that was dropped may itself be called so; then something is told of it. */
    private static boolean isReason(Path file) {
        return name(file).endsWith(REASON) && regular(reasonOf(file)).isEmpty();
    }

    private static Optional<BasicFileAttributes> regular(Path file) {
        try {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return Optional.of(attributes).filter(BasicFileAttributes::isRegularFile);
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    private static String text(Path reason) {
        try (InputStream in = Files.newInputStream(reason, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            return new String(in.readNBytes(LONGEST_REASON), StandardCharsets.UTF_8).strip();
        } catch (IOException gone) {
            return "";
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    private static String cut(String name) {
        return name.substring(0, name.length() - REASON.length());
    }
}
