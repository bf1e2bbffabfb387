package org.yizhan.ingest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.yizhan.article.Channel;

/**
 * A folder that a channel's files are taken out of. What was not taken, or not all of it, is told beside the file in its
 * folder {@value #FAILED}, in {@code NAME.reason.txt}. Whoever may put files here may put links here: none is followed, only
 * regular files are taken, and nothing is while {@value #DONE} or {@value #FAILED} is no real folder. Safe for concurrent use.
 */
public final class DropFolder {

    /** Where files go of which something was taken. */
    public static final String DONE = "done";

    /** Where files go of which nothing was taken. */
    public static final String FAILED = "failed";

    static final String REASON = ".reason.txt";
    private static final int LONGEST_REASON = 4_000;

    /** In bytes; with the ending of a reason a name has to fit into the 255 that file systems allow. */
    private static final int LONGEST_NAME = 244;

    private final Path folder;

    public DropFolder(Path folder) {
        this.folder = folder;
    }

    Path path() {
        return folder;
    }

    /** That of {@code channel}; empty where it has none, or names it by something only its route can fill in. */
    public static Optional<DropFolder> of(Channel channel) {
        return Optional.of(channel)
                .filter(one -> one.kind() == Channel.Kind.DROP_FOLDER)
                .flatMap(one -> one.parameter("folder"))
                .filter(named -> !named.isBlank() && !named.contains("{{"))
                .flatMap(DropFolder::named);
    }

    private static Optional<DropFolder> named(String folder) {
        try {
            return Optional.of(new DropFolder(Path.of(folder)));
        } catch (InvalidPathException noPath) {
            return Optional.empty();
        }
    }

    /**
     * A file of which something was not taken.
     *
     * @param at when that was found
     * @param reason a line for each thing that is wrong, cut after {@value #LONGEST_REASON} bytes; empty where one of the same
     *     name was taken later
     * @param bytes its size; 0 where it lies elsewhere
     * @param isWhole whether nothing was taken of it; else the file is in {@value #DONE}
     * @param isStuck whether it lies in the folder itself and can't be taken, nor moved, as it is
     */
    public record Failed(String name, Instant at, String reason, long bytes, boolean isWhole, boolean isStuck) {}

    /** What came of an order to take a file once more. */
    public enum Again {
        /** It lies in the folder, and is taken next. */
        MOVED,
        /** There is none of this name among those of which nothing was taken. */
        UNKNOWN,
        /** One of the same name waits in the folder already. */
        WAITING
    }

    /** Why what is called {@code name} is left where it lies; empty where it may be taken. */
    public Optional<String> refusal(String name) throws IOException {
        try (HeldFolder in = HeldFolder.open(folder)) {
            for (String own : List.of(DONE, FAILED)) {
                Optional<String> unsound = unsound(in, own);
                if (unsound.isPresent()) {
                    return unsound;
                }
            }
            Optional<String> unfit = unfit(name);
            return unfit.isPresent() ? unfit : irregular(in, Path.of(name));
        }
    }

    private static Optional<String> unsound(HeldFolder in, String own) throws IOException {
        try {
            return in.attributes(Path.of(own)).isDirectory()
                    ? Optional.empty()
                    : Optional.of(own + " is to be a real folder, not a link or a file; nothing is taken until it is");
        } catch (NoSuchFileException notYet) {
            return Optional.empty();
        }
    }

    private static Optional<String> unfit(String name) {
        if (name.indexOf('\uFFFD') >= 0) {
            return Optional.of("the file's name is not in UTF-8");
        }
        if (name.endsWith(REASON)) {
            return Optional.of("the file's name ends in " + REASON + ", as only what tells of other files may");
        }
        return name.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME
                ? Optional.of("the file's name is longer than " + LONGEST_NAME + " bytes")
                : Optional.empty();
    }

    private static Optional<String> irregular(HeldFolder in, Path name) throws IOException {
        try {
            return in.attributes(name).isRegularFile()
                    ? Optional.empty()
                    : Optional.of("only regular files are taken, no links and nothing else");
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        }
    }

    /**
     * The first {@code most} bytes of a file that lies here.
     *
     * @throws IOException where it can't be read, is no regular file, or could not be put away afterwards
     */
    public byte[] read(String name, int most) throws IOException {
        try (HeldFolder in = HeldFolder.open(folder)) {
            in.make(DONE).close();
            in.make(FAILED).close();
            return in.read(Path.of(name), most);
        }
    }

    /** Puts a file away that was read. */
    public void move(String name, String to) throws IOException {
        try (HeldFolder in = HeldFolder.open(folder);
                HeldFolder own = in.inside(to)) {
            in.move(Path.of(name), own);
        }
    }

    /** Writes down why {@code name} was not taken, or not all of it. */
    public void note(String name, String reason) throws IOException {
        try (HeldFolder in = HeldFolder.open(folder);
                HeldFolder failed = in.make(FAILED)) {
            failed.delete(reasonOf(name));
            failed.write(reasonOf(name), (reason + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    /** All of {@code name} was taken: what was told of one of that name before holds no more. */
    public void forget(String name) throws IOException {
        try (HeldFolder in = HeldFolder.open(folder);
                HeldFolder failed = in.inside(FAILED)) {
            failed.delete(reasonOf(name));
        } catch (NoSuchFileException none) {
            // nothing was told
        }
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

        /** That of a folder that can't be looked into: the folder itself is told. */
        static Listed closed(IOException why) {
            String reason = "the folder can't be looked into: " + why.getClass().getSimpleName();
            return new Listed(List.of(new Failed(".", Instant.EPOCH, reason, 0, true, true)), 1);
        }
    }

    /** Those of which something was not taken; {@code most} of them are told. */
    public Listed list(int most) {
        try (HeldFolder in = HeldFolder.open(folder)) {
            List<Left> left = stuck(in);
            try (HeldFolder failed = in.inside(FAILED)) {
                left.addAll(left(failed));
                return listed(left, most);
            } catch (NoSuchFileException | NotDirectoryException none) {
                return listed(left, most);
            }
        } catch (NoSuchFileException notYet) {
            return new Listed(List.of(), 0);
        } catch (IOException unreadable) {
            return Listed.closed(unreadable);
        }
    }

    private static Listed listed(List<Left> left, int most) {
        List<Failed> files = left.stream()
                .sorted(Comparator.comparing(Left::at).reversed().thenComparing(Left::name))
                .limit(most)
                .map(Left::told)
                .toList();
        return new Listed(files, left.size());
    }

    /** How many there are. */
    public int count() {
        return list(0).total();
    }

    private record Left(
            String name, Instant at, Supplier<String> reason, long bytes, boolean isWhole, boolean isStuck) {

        Failed told() {
            return new Failed(name, at, reason.get(), bytes, isWhole, isStuck);
        }
    }

    /** What lies in the folder and is never taken; folders and hidden files were not meant to be. */
    private static List<Left> stuck(HeldFolder in) throws IOException {
        var stuck = new ArrayList<Left>();
        for (Path entry : in.names()) {
            String name = entry.toString();
            Optional<BasicFileAttributes> own = in.any(entry).filter(one -> !one.isDirectory());
            if (own.isEmpty() || name.startsWith(".")) {
                continue;
            }
            Optional<String> why = name.equals(DONE) || name.equals(FAILED) ? unsound(in, name) : unfit(name);
            why.or(() -> Optional.of("only regular files are taken, no links and nothing else")
                            .filter(irregular -> !own.get().isRegularFile()))
                    .ifPresent(reason -> stuck.add(new Left(
                            name, changed(own.get()), () -> reason, own.get().size(), true, true)));
        }
        return stuck;
    }

    /** What lies in {@value #FAILED}: a file, what is told of one, or both. */
    private static List<Left> left(HeldFolder failed) throws IOException {
        return failed.names().stream()
                .map(Path::toString)
                .map(name -> isReason(failed, name) ? cut(name) : name)
                .distinct()
                .flatMap(name -> left(failed, name).stream())
                .toList();
    }

    private static Optional<Left> left(HeldFolder failed, String name) {
        Optional<BasicFileAttributes> own = failed.regular(Path.of(name));
        Optional<BasicFileAttributes> reason = failed.regular(reasonOf(name));
        return reason.or(() -> own)
                .map(newest -> new Left(
                        name,
                        changed(newest),
                        () -> reason.isPresent() ? text(failed, name) : "",
                        own.map(BasicFileAttributes::size).orElse(0L),
                        own.isPresent(),
                        false));
    }

    private static Instant changed(BasicFileAttributes file) {
        return file.lastModifiedTime().toInstant();
    }

    /** Whether a file of this name lies among those of which nothing was taken. */
    public boolean isLeft(String name) throws IOException {
        try (HeldFolder in = HeldFolder.open(folder);
                HeldFolder failed = in.inside(FAILED)) {
            return isLeft(failed, name);
        } catch (NoSuchFileException | NotDirectoryException none) {
            return false;
        }
    }

    /** The name is compared with those that lie there, and so is never a path. */
    private static boolean isLeft(HeldFolder failed, String name) throws IOException {
        return failed.names().stream().anyMatch(file -> file.toString().equals(name))
                && !isReason(failed, name)
                && failed.regular(Path.of(name)).isPresent();
    }

    /** Puts the file back that lies among those of which nothing was taken, so that it is taken once more. */
    public Again again(String name) throws IOException {
        try (HeldFolder in = HeldFolder.open(folder);
                HeldFolder failed = in.inside(FAILED)) {
            if (!isLeft(failed, name)) {
                return Again.UNKNOWN;
            }
            putBack(failed, Path.of(name), in);
            failed.delete(reasonOf(name));
            return Again.MOVED;
        } catch (FileAlreadyExistsException waiting) {
            return Again.WAITING;
        } catch (NoSuchFileException | NotDirectoryException gone) {
            return Again.UNKNOWN;
        }
    }

    /** An empty file that can't be made where there is one of its name: a move alone would write over one that waits. */
    private static void putBack(HeldFolder failed, Path name, HeldFolder in) throws IOException {
        in.write(name, new byte[0]);
        try {
            failed.move(name, in);
        } catch (IOException unmoved) {
            in.delete(name);
            throw unmoved;
        }
    }

    private static Path reasonOf(String name) {
        return Path.of(name + REASON);
    }

    /** A file of an older version may itself be called so; then something is told of it. */
    private static boolean isReason(HeldFolder failed, String name) {
        return name.endsWith(REASON) && failed.regular(reasonOf(name)).isEmpty();
    }

    private static String text(HeldFolder failed, String name) {
        try {
            return new String(failed.read(reasonOf(name), LONGEST_REASON), StandardCharsets.UTF_8).strip();
        } catch (IOException gone) {
            return "";
        }
    }

    private static String cut(String name) {
        return name.substring(0, name.length() - REASON.length());
    }
}
