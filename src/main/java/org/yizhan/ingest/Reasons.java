package org.yizhan.ingest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * What is told of the files of a drop folder, each in a file {@code NAME.reason.txt} of its own.
 *
 * @param failed the folder's own {@value DropFolder#FAILED}
 */
record Reasons(HeldFolder failed) {

    /** In bytes. */
    static final int LONGEST = 4_000;

    /** In place of what was told of {@code name} before. */
    void tell(String name, String reason) throws IOException {
        forget(name);
        failed.write(file(name), (reason + "\n").getBytes(StandardCharsets.UTF_8));
    }

    void forget(String name) throws IOException {
        failed.delete(file(name));
    }

    /** The file that tells of {@code name}; empty where nothing is told. */
    Optional<BasicFileAttributes> of(String name) {
        return failed.regular(file(name));
    }

    /** Empty where nothing is told. */
    String text(String name) {
        try {
            return new String(failed.read(file(name), LONGEST), StandardCharsets.UTF_8).strip();
        } catch (IOException gone) {
            return "";
        }
    }

    /** Whether it tells of another. A file of an older version may itself be called so; then something is told of it. */
    boolean isOne(String name) {
        return name.endsWith(DropFolder.REASON) && of(name).isEmpty();
    }

    /** The name of the file that is told of in the one called {@code reason}. */
    static String subject(String reason) {
        return reason.substring(0, reason.length() - DropFolder.REASON.length());
    }

    private static Path file(String name) {
        return Path.of(name + DropFolder.REASON);
    }
}
