package org.yizhan.ingest;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Files of one name that were refused one after the other: {@code a.json} is the newest, {@code a~20261128061500123.json} one
 * that was written at that time (UTC). Taken once more, each has its own name again.
 */
final class Namesakes {

    private static final DateTimeFormatter WRITTEN =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmssSSS").withZone(ZoneOffset.UTC);
    private static final Pattern OLDER = Pattern.compile("(.*)~\\d{17}(?:-\\d+)?(\\.[^.]*)?", Pattern.DOTALL);

    private Namesakes() {}

    /** Makes room for another file called {@code name}; what is told of the one that lies there goes along with it. */
    static void makeRoom(HeldFolder failed, String name) throws IOException {
        Optional<BasicFileAttributes> lying = failed.regular(Path.of(name));
        if (lying.isEmpty()) {
            return;
        }
        String older = free(failed, name, lying.get().lastModifiedTime().toInstant());
        failed.move(Path.of(name), failed, Path.of(older));
        var reasons = new Reasons(failed);
        if (reasons.of(name).isPresent()) {
            reasons.tell(older, reasons.text(name));
            reasons.forget(name);
        }
    }

    private static String free(HeldFolder failed, String name, Instant written) {
        int dot = name.lastIndexOf('.');
        String stem = dot > 0 ? name.substring(0, dot) : name;
        String extension = dot > 0 ? name.substring(dot) : "";
        String older = stem + "~" + WRITTEN.format(written);
        String candidate = older + extension;
        for (int next = 2; failed.any(Path.of(candidate)).isPresent(); next++) {
            candidate = older + "-" + next + extension;
        }
        return candidate;
    }

    /** What it was called when it was put there. */
    static String original(String name) {
        Matcher older = OLDER.matcher(name);
        return older.matches()
                ? older.group(1) + Optional.ofNullable(older.group(2)).orElse("")
                : name;
    }
}
