package org.yizhan.ingest;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The files of a drop folder of which something was not taken, as they lie there now. Safe for concurrent use. */
public final class LeftFiles {

    private final DropFolder folder;
    private final RestingFiles resting;

    LeftFiles(DropFolder folder, RestingFiles resting) {
        this.folder = folder;
        this.resting = resting;
    }

    DropFolder folder() {
        return folder;
    }

    /**
     * A file of which something was not taken.
     *
     * @param at when that was found
     * @param reason a line for each thing that is wrong, cut after {@value Reasons#LONGEST} bytes; empty where one of the same
     *     name was taken later
     * @param bytes its size; 0 where it lies elsewhere
     * @param isWhole whether nothing was taken of it; else the file is in {@value DropFolder#DONE}
     * @param isStuck whether it lies in the folder itself, or in {@value DropFolder#TAKING}, and can't be taken or moved as it is
     */
    public record Failed(String name, Instant at, String reason, long bytes, boolean isWhole, boolean isStuck) {}

    /**
     * Some of them.
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

    /** What came of an order to take a file once more. */
    public enum Again {
        /** It lies in the folder, and is taken next. */
        MOVED,
        /** There is none of this name among those of which nothing was taken. */
        UNKNOWN,
        /** One of the same name waits in the folder already. */
        WAITING
    }

    /** {@code most} of them are told. */
    public Listed list(int most) {
        try (HeldFolder in = HeldFolder.open(folder.path())) {
            List<Found> found = stuck(in);
            try (HeldFolder failed = in.inside(DropFolder.FAILED)) {
                found.addAll(told(failed));
                return listed(found, most);
            } catch (NoSuchFileException | NotDirectoryException none) {
                return listed(found, most);
            }
        } catch (NoSuchFileException notYet) {
            return new Listed(List.of(), 0);
        } catch (IOException unreadable) {
            return Listed.closed(unreadable);
        }
    }

    private static Listed listed(List<Found> found, int most) {
        List<Failed> files = found.stream()
                .sorted(Comparator.comparing(Found::at).reversed().thenComparing(Found::name))
                .limit(most)
                .map(Found::told)
                .toList();
        return new Listed(files, found.size());
    }

    /** How many there are. */
    public int count() {
        return list(0).total();
    }

    /** One of which the reason was not read yet. */
    private record Found(
            String name, Instant at, Supplier<String> reason, long bytes, boolean isWhole, boolean isStuck) {

        Failed told() {
            return new Failed(name, at, reason.get(), bytes, isWhole, isStuck);
        }
    }

    /** What lies in the folder and can't be taken as it is; folders and hidden files were not meant to be. */
    private List<Found> stuck(HeldFolder in) throws IOException {
        var faults = new Faults(in);
        Map<String, String> whole = faults.whole();
        var stuck = new ArrayList<Found>();
        for (Map.Entry<String, String> fault : whole.entrySet()) {
            in.any(Path.of(fault.getKey()))
                    .ifPresent(own -> stuck.add(
                            new Found(fault.getKey(), changed(own), fault::getValue, own.size(), true, true)));
        }
        stuck.addAll(stuck(
                in, folder.path(), (name, file) -> whole.containsKey(name) ? Optional.empty() : faults.of(name, file)));
        try (HeldFolder taking = in.inside(DropFolder.TAKING)) {
            stuck.addAll(
                    stuck(taking, folder.path().resolve(DropFolder.TAKING), (name, file) -> faults.ofSeized(name)));
        } catch (NoSuchFileException | NotDirectoryException none) {
            // told above where it is no folder
        }
        return stuck;
    }

    private List<Found> stuck(
            HeldFolder in, Path path, BiFunction<String, BasicFileAttributes, Optional<String>> faults)
            throws IOException {
        var stuck = new ArrayList<Found>();
        for (Path entry : in.names()) {
            String name = entry.toString();
            Optional<BasicFileAttributes> own = in.any(entry).filter(one -> !one.isDirectory());
            if (own.isPresent() && !name.startsWith(".")) {
                Optional<RestingFiles.Rest> rest = resting.of(path.resolve(entry));
                boolean isWhole = rest.flatMap(RestingFiles.Rest::goal).isEmpty();
                rest.map(RestingFiles.Rest::reason)
                        .or(() -> faults.apply(name, own.get()))
                        .ifPresent(reason -> stuck.add(new Found(
                                name,
                                changed(own.get()),
                                () -> reason,
                                own.get().size(),
                                isWhole,
                                true)));
            }
        }
        return stuck;
    }

    /** What lies in {@value DropFolder#FAILED}: a file, what is told of one, or both. */
    private static List<Found> told(HeldFolder failed) throws IOException {
        var reasons = new Reasons(failed);
        List<Path> entries = failed.names();
        return Stream.concat(
                        entries.stream()
                                .filter(name -> Faults.isMisread(name.toString()))
                                .flatMap(name -> misread(failed, name).stream()),
                        entries.stream()
                                .map(Path::toString)
                                .filter(name -> !Faults.isMisread(name))
                                .map(name -> reasons.isOne(name) ? Reasons.subject(name) : name)
                                .distinct()
                                .flatMap(name -> told(reasons, name).stream()))
                .toList();
    }

    private static Optional<Found> misread(HeldFolder failed, Path name) {
        String shown = name.toString();
        return failed.regular(name)
                .map(file -> new Found(
                        shown, changed(file), () -> Faults.unfit(shown).orElse(""), file.size(), true, true));
    }

    private static Optional<Found> told(Reasons reasons, String name) {
        Optional<BasicFileAttributes> own = reasons.failed().regular(Path.of(name));
        Optional<BasicFileAttributes> reason = reasons.of(name);
        return reason.or(() -> own)
                .map(newest -> new Found(
                        name,
                        changed(newest),
                        () -> reason.isPresent() ? reasons.text(name) : "",
                        own.map(BasicFileAttributes::size).orElse(0L),
                        own.isPresent(),
                        false));
    }

    private static Instant changed(BasicFileAttributes file) {
        return file.lastModifiedTime().toInstant();
    }

    /** Whether a file of this name lies among those of which nothing was taken. */
    public boolean isWhole(String name) throws IOException {
        try (HeldFolder in = HeldFolder.open(folder.path());
                HeldFolder failed = in.inside(DropFolder.FAILED)) {
            return isWhole(failed, name);
        } catch (NoSuchFileException | NotDirectoryException none) {
            return false;
        }
    }

    /** The name is compared with those that lie there, and so is never a path. */
    private static boolean isWhole(HeldFolder failed, String name) throws IOException {
        return failed.names().stream().anyMatch(file -> file.toString().equals(name))
                && !new Reasons(failed).isOne(name)
                && failed.regular(Path.of(name)).isPresent();
    }

    /** Puts the file back that lies among those of which nothing was taken, so that it is taken once more. */
    public Again again(String name) throws IOException {
        try (HeldFolder in = HeldFolder.open(folder.path());
                HeldFolder failed = in.inside(DropFolder.FAILED)) {
            if (!isWhole(failed, name)) {
                return Again.UNKNOWN;
            }
            putBack(failed, name, in);
            new Reasons(failed).forget(name);
            return Again.MOVED;
        } catch (FileAlreadyExistsException waiting) {
            return Again.WAITING;
        } catch (NoSuchFileException | NotDirectoryException gone) {
            return Again.UNKNOWN;
        }
    }

    /** An empty file that can't be made where there is one of its name: a move alone would write over one that waits. */
    private static void putBack(HeldFolder failed, String name, HeldFolder in) throws IOException {
        Path target = Path.of(Namesakes.original(name));
        in.write(target, new byte[0]);
        try {
            failed.carry(Path.of(name), in, target);
        } catch (IOException unmoved) {
            in.delete(target);
            throw unmoved;
        }
    }
}
