package org.yizhan.ops.console;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A piece of a sentence.
 *
 * @param text as it stands there
 * @param at the time that it is; empty where it is none
 */
public record Piece(String text, Optional<Instant> at) {

    private static final Pattern TIME = Pattern.compile(
            "[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]{1,9})? ?(?:Z|[+-][0-9]{2}:[0-9]{2})");

    private static final Pattern BLANK = Pattern.compile("^ \\p{IsHan}");

    /** The pieces that make the text up, in order. */
    static List<Piece> of(String text) {
        var pieces = new ArrayList<Piece>();
        Matcher times = TIME.matcher(text);
        int end = 0;
        while (times.find()) {
            pieces.add(new Piece(text.substring(end, times.start()), Optional.empty()));
            pieces.add(new Piece(times.group(), time(times.group())));
            end = times.end();
        }
        pieces.add(new Piece(text.substring(end), Optional.empty()));
        pieces.removeIf(piece -> piece.text().isEmpty());
        return pieces;
    }

    /** The same without the blank between a time and the Chinese behind it: {@code 自 3 分钟前起}. */
    static List<Piece> closed(List<Piece> pieces) {
        var closed = new ArrayList<Piece>();
        for (Piece piece : pieces) {
            boolean isBehindATime = !closed.isEmpty() && closed.getLast().at().isPresent();
            closed.add(
                    isBehindATime && BLANK.matcher(piece.text()).find()
                            ? new Piece(piece.text().substring(1), piece.at())
                            : piece);
        }
        return closed;
    }

    private static Optional<Instant> time(String written) {
        String iso = written.substring(0, 10) + "T" + written.substring(11).replace(" ", "");
        try {
            return Optional.of(OffsetDateTime.parse(iso).toInstant());
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }
}
