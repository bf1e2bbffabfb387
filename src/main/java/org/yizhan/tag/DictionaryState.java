package org.yizhan.tag;

import java.time.Instant;
import java.util.List;

/**
 * How the dictionaries stand.
 *
 * @param edition of what is in force: the same for the same files, so that a difference between instances shows
 * @param loadedAt since when that is in force
 * @param files by name
 */
public record DictionaryState(String edition, Instant loadedAt, List<File> files) {

    public DictionaryState {
        files = List.copyOf(files);
    }

    /**
     * One file.
     *
     * @param origin of what is in force of it: {@code bundled}, {@code folder}, or {@code none} where nothing is
     * @param lines in force that say something
     * @param hash SHA-256 of its bytes, in hex; empty where nothing is in force
     * @param error what keeps the file in the folder from taking effect, with the line; empty where it is in force
     */
    public record File(String file, String origin, int lines, String hash, Instant loadedAt, String error) {}

    /** What keeps files from taking effect. */
    public List<String> errors() {
        return files.stream().map(File::error).filter(error -> !error.isEmpty()).toList();
    }
}
