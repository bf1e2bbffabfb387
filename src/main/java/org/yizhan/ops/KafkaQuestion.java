package org.yizhan.ops;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.yizhan.article.PublicationTime;

/** What a request about Kafka asks for, read from its parameters. */
public final class KafkaQuestion {

    /** The parameters that {@link #wanted} reads. */
    public static final List<String> RECORDS = List.of("partition", "offset", "time", "key", "limit");

    /** The parameters that {@link #aim} reads. */
    public static final List<String> AIM = List.of("to", "value", "partition");

    private static final int USUAL = 10;

    private KafkaQuestion() {}

    /**
     * Which records: {@code partition}, {@code offset}, {@code time} (as in {@code 2026-11-24 10:00}, Beijing time where it
     * has no zone), {@code key} and {@code limit} (default {@value #USUAL}).
     */
    public static Peek.Wanted wanted(Asked asked) {
        return new Peek.Wanted(
                asked.number("partition").map(number -> (int) Math.min(number, Integer.MAX_VALUE)),
                asked.number("offset"),
                asked.parameter("time").map(KafkaQuestion::time),
                asked.parameter("key"),
                asked.limit(USUAL, Peek.MOST));
    }

    /** Where a group is to go on: {@code to}, {@code value} and {@code partition}. */
    public static OffsetReset.Aim aim(Asked asked) {
        return aim(
                asked.parameter("to").orElse(""),
                asked.parameter("value").orElse(""),
                asked.parameter("partition").orElse(""));
    }

    /** The same from its three words; those that {@code to} has no need of are not looked at. */
    public static OffsetReset.Aim aim(String to, String value, String partition) {
        return switch (to) {
            case "earliest" -> new OffsetReset.Aim.Earliest();
            case "latest" -> new OffsetReset.Aim.Latest();
            case "time" -> new OffsetReset.Aim.Since(time(value).toEpochMilli());
            case "offset" ->
                new OffsetReset.Aim.Offset((int) Math.min(number(partition), Integer.MAX_VALUE), number(value));
            default -> throw Rejection.of(422, "to is one of earliest, latest, time, offset");
        };
    }

    private static long number(String text) {
        if (!text.matches("[0-9]{1,18}")) {
            throw Rejection.of(422, "partition and value must be numbers");
        }
        return Long.parseLong(text);
    }

    private static Instant time(String text) {
        return PublicationTime.written(text, PublicationTime.ZONE)
                .orElseThrow(() -> Rejection.of(422, "the time can't be read; write it as 2026-11-24 10:00"));
    }

    /** Whether records are asked for at all; 403 where they are by somebody who may not see what stands in them. */
    public static boolean isLook(Asked asked) {
        boolean isLook = Stream.of("partition", "offset", "time", "key")
                .anyMatch(name -> asked.parameter(name).isPresent());
        if (isLook) {
            asked.requires(Role.OPERATOR);
        }
        return isLook;
    }
}
