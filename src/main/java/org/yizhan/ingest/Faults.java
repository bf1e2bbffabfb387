package org.yizhan.ingest;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What keeps a drop folder, or a file in it, from being taken, as it lies there: each says what is to be mended.
 *
 * @param in the folder
 */
record Faults(HeldFolder in) {

    /** How the folder itself is called among what lies in it. */
    static final String ITSELF = ".";

    /** In bytes; with the ending of a reason a name has to fit into the 255 that file systems allow. */
    private static final int LONGEST_NAME = 244;

    private static final List<String> OWN = List.of(DropFolder.TAKING, DropFolder.DONE, DropFolder.FAILED);

    /** Those of the whole folder, by the name of what is to be mended; where there is one, nothing is taken. */
    Map<String, String> whole() throws IOException {
        var faults = new LinkedHashMap<String, String>();
        if (!in.isWritable(Path.of(ITSELF))) {
            faults.put(ITSELF, "the program may not write in the folder; nothing is taken until it may");
        }
        for (String own : OWN) {
            unsound(own).ifPresent(reason -> faults.put(own, reason));
        }
        return faults;
    }

    private Optional<String> unsound(String own) throws IOException {
        try {
            if (!in.attributes(Path.of(own)).isDirectory()) {
                return Optional.of(own + " is to be a real folder, not a link or a file; nothing is taken until it is");
            }
            return in.isWritable(Path.of(own))
                    ? Optional.empty()
                    : Optional.of("the program may not write in " + own + "; nothing is taken until it may");
        } catch (NoSuchFileException notYet) {
            return Optional.empty();
        }
    }

    /** That of a file that waits. */
    Optional<String> of(String name, BasicFileAttributes file) {
        return unfit(name).or(() -> unreadable(name, file)).or(() -> inTheWay(name));
    }

    /** That of a name alone, which need not be one of a path. */
    static Optional<String> unfit(String name) {
        if (isMisread(name)) {
            return Optional.of(misread()
                    .map(charset -> "the program reads names of files in " + charset
                            + ", which lacks a character of this one; start it with LANG=C.UTF-8")
                    .orElse("the file's name is not in UTF-8"));
        }
        if (name.endsWith(DropFolder.REASON)) {
            return Optional.of(
                    "the file's name ends in " + DropFolder.REASON + ", as only what tells of other files may");
        }
        return name.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME
                ? Optional.of("the file's name is longer than " + LONGEST_NAME + " bytes")
                : Optional.empty();
    }

    /** Whether it can't be made a path of. */
    static boolean isMisread(String name) {
        return name.indexOf('\uFFFD') >= 0;
    }

    /** The character set in which names of files are read, where that is not UTF-8; Windows has them in Unicode anyway. */
    static Optional<String> misread() {
        return Optional.ofNullable(System.getProperty("sun.jnu.encoding"))
                .filter(charset -> File.separatorChar == '/' && !charset.equalsIgnoreCase("UTF-8"));
    }

    private Optional<String> unreadable(String name, BasicFileAttributes file) {
        if (!file.isRegularFile()) {
            return Optional.of("only regular files are taken, no links and nothing else");
        }
        return in.isReadable(Path.of(name))
                ? Optional.empty()
                : Optional.of("the program may not read the file; whoever puts it there has to let it (umask 022)");
    }

    /** That of a file that was seized. */
    Optional<String> ofSeized(String name) {
        return unfit(name).or(() -> inTheWay(name));
    }

    /** What lies where a file of this name is to go. */
    private Optional<String> inTheWay(String name) {
        return OWN.stream()
                .filter(own -> isFolder(Path.of(own, name)))
                .findFirst()
                .map(own -> own + " holds a folder called as this file; it has to go")
                .or(() -> isFolder(Path.of(DropFolder.FAILED, name + DropFolder.REASON))
                        ? Optional.of(DropFolder.FAILED + " holds a folder called as this file's reason; it has to go")
                        : Optional.empty());
    }

    private boolean isFolder(Path there) {
        return in.any(there).filter(BasicFileAttributes::isDirectory).isPresent();
    }
}
