package org.yizhan.ingest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
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

    /** What the name of a file ends in that tells of another. */
    static final String REASON = ".reason.txt";

    private static final List<String> OWN = List.of(DONE, FAILED);

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

    /** What lies in it and was not taken, or not all of it. */
    public LeftFiles left() {
        return new LeftFiles(this);
    }

    /** Why what is called {@code name} is left where it lies; empty where it may be taken. */
    public Optional<String> refusal(String name) throws IOException {
        try (HeldFolder in = HeldFolder.open(folder)) {
            for (String own : OWN) {
                Optional<String> unsound = unsound(in, own);
                if (unsound.isPresent()) {
                    return unsound;
                }
            }
            Optional<String> unfit = unfit(name);
            return unfit.isPresent() ? unfit : irregular(in, Path.of(name));
        }
    }

    /** What is wrong with what lies in the folder under this name; empty where nothing is. */
    static Optional<String> fault(HeldFolder in, String name, BasicFileAttributes file) throws IOException {
        Optional<String> fault = OWN.contains(name) ? unsound(in, name) : unfit(name);
        return fault.isPresent() ? fault : irregular(file);
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
            return irregular(in.attributes(name));
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        }
    }

    private static Optional<String> irregular(BasicFileAttributes file) {
        return file.isRegularFile()
                ? Optional.empty()
                : Optional.of("only regular files are taken, no links and nothing else");
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
            new Reasons(failed).tell(name, reason);
        }
    }

    /** All of {@code name} was taken: what was told of one of that name before holds no more. */
    public void forget(String name) throws IOException {
        try (HeldFolder in = HeldFolder.open(folder);
                HeldFolder failed = in.inside(FAILED)) {
            new Reasons(failed).forget(name);
        } catch (NoSuchFileException none) {
            // nothing was told
        }
    }
}
