package org.yizhan.ingest;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.yizhan.article.Channel;

/**
 * A folder that a channel's files are taken out of: each is moved to {@value #TAKING} before it is read, so that what is put
 * away is what was read. What was not taken, or not all of it, is told beside the file in {@value #FAILED}, in
 * {@code NAME.reason.txt}. Whoever may put files here may put links here: none is followed, only regular files are taken, and
 * nothing is while one of its own folders is no real one, or can't be written to. Safe for concurrent use.
 */
public final class DropFolder {

    /** Where files lie while they are taken; those that a program left there when it ended are taken by the next. */
    public static final String TAKING = "taking";

    /** Where files go of which something was taken. */
    public static final String DONE = "done";

    /** Where files go of which nothing was taken. */
    public static final String FAILED = "failed";

    /** What the name of a file ends in that tells of another. */
    static final String REASON = ".reason.txt";

    private final Path folder;

    public DropFolder(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
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
     * What lies in it and was not taken, or not all of it.
     *
     * @param resting knows why files could not be moved
     */
    public LeftFiles left(RestingFiles resting) {
        return new LeftFiles(this, resting);
    }

    /** The character set in which names of files are read, where that is not UTF-8: those with other characters are left. */
    public static Optional<String> misread() {
        return Faults.misread();
    }

    /** Why what is called {@code name} is left where it lies; empty where it may be taken. */
    public Optional<String> refusal(String name) throws IOException {
        Optional<String> unfit = Faults.unfit(name);
        if (unfit.isPresent()) {
            return unfit;
        }
        try (HeldFolder in = HeldFolder.open(folder)) {
            var faults = new Faults(in);
            return first(faults.whole()).or(() -> in.any(Path.of(name)).flatMap(file -> faults.of(name, file)));
        }
    }

    /** Why what lies in {@value #TAKING} is left there; empty where it may be taken. */
    public Optional<String> refusalOfSeized(String name) throws IOException {
        try (HeldFolder in = HeldFolder.open(folder)) {
            var faults = new Faults(in);
            return first(faults.whole()).or(() -> faults.ofSeized(name));
        }
    }

    private static Optional<String> first(Map<String, String> faults) {
        return faults.values().stream().findFirst();
    }

    /** Why a file whose name can't be one of a path is left where it lies. */
    public static String misnamed(String name) {
        return Faults.unfit(name).orElse("the file's name can't be read");
    }

    /** Whether one of this name was seized and is not put away yet: it goes first. */
    public boolean isSeized(String name) throws IOException {
        try (HeldFolder in = HeldFolder.open(folder);
                HeldFolder taking = in.inside(TAKING)) {
            return taking.any(Path.of(name)).isPresent();
        } catch (NoSuchFileException notYet) {
            return false;
        }
    }

    /** The right to take a file of it; empty while another program has it. */
    public Optional<Turn> turn() throws IOException {
        try (HeldFolder in = HeldFolder.open(folder);
                HeldFolder taking = in.make(TAKING)) {
            return Turn.take(folder, taking);
        }
    }

    /**
     * Moves a file to {@value #TAKING}, where nothing takes its place while it is read and sent.
     *
     * @return false where it is gone, or one of its name lies there
     * @throws IOException where it can't be moved, or could not be put away afterwards
     */
    public boolean seize(String name) throws IOException {
        try (HeldFolder in = HeldFolder.open(folder);
                HeldFolder taking = in.make(TAKING)) {
            in.make(DONE).close();
            in.make(FAILED).close();
            Path file = Path.of(name);
            if (taking.any(file).isPresent() || in.any(file).isEmpty()) {
                return false;
            }
            in.move(file, taking);
            return true;
        }
    }

    /**
     * The first {@code most} bytes of a file that was seized.
     *
     * @throws NoSuchFileException where there is none
     * @throws IOException where it can't be read, or is no regular file
     */
    public byte[] read(String name, int most) throws IOException {
        try (HeldFolder in = HeldFolder.open(folder);
                HeldFolder taking = in.inside(TAKING)) {
            return taking.read(Path.of(name), most);
        }
    }

    /**
     * Puts a file away that was seized; nothing is done where somebody else did. One that was refused leaves another that was
     * refused under its name as it is.
     */
    public void settle(String name, String to) throws IOException {
        try (HeldFolder in = HeldFolder.open(folder);
                HeldFolder taking = in.inside(TAKING);
                HeldFolder own = in.make(to)) {
            if (taking.any(Path.of(name)).isPresent()) {
                if (to.equals(FAILED)) {
                    Namesakes.makeRoom(own, name);
                }
                taking.carry(Path.of(name), own);
            }
        }
    }

    /** Writes down why {@code name} was not taken, or not all of it. */
    public void note(String name, String reason) throws IOException {
        try (HeldFolder in = HeldFolder.open(folder);
                HeldFolder failed = in.make(FAILED)) {
            Namesakes.makeRoom(failed, name);
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
