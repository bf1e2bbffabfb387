package org.yizhan.ops;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.yizhan.ops.OffsetReset.Move;

/**
 * What an operator was shown before he confirmed a reset, as one line that comes back with his word: each partition that moves,
 * from where to where, as in {@code articles.received-0:40>10}.
 */
record ExpectedMoves(List<Move> moves) {

    private static final Pattern MOVE =
            Pattern.compile("([A-Za-z0-9._-]{1,249})-([0-9]{1,9}):([0-9]{1,18})>([0-9]{1,18})");
    private static final String BETWEEN = ",";

    ExpectedMoves {
        moves = List.copyOf(moves);
    }

    String line() {
        return moves.stream()
                .map(move -> "%s-%d:%d>%d".formatted(move.topic(), move.partition(), move.before(), move.after()))
                .collect(Collectors.joining(BETWEEN));
    }

    /** What this line says; 422 where it is none of ours. */
    static ExpectedMoves of(String line) {
        return new ExpectedMoves(List.of(line.split(BETWEEN, -1)).stream()
                .map(ExpectedMoves::move)
                .toList());
    }

    private static Move move(String text) {
        Matcher move = MOVE.matcher(text);
        if (!move.matches()) {
            throw Rejection.of(422, "expected can't be read; send what the plan said as expected");
        }
        return new Move(
                move.group(1),
                Integer.parseInt(move.group(2)),
                Long.parseLong(move.group(3)),
                Long.parseLong(move.group(4)));
    }

    /** Where the group is to go on; 409 where it, or what is there, is not any more what the operator was shown. */
    Map<TopicPartition, Long> offsets(GroupState group) {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        for (Move move : moves) {
            var place = group.places().stream()
                    .filter(one -> one.topic().equals(move.topic()) && one.partition() == move.partition())
                    .findFirst()
                    .orElseThrow(() -> Rejection.of(
                            409,
                            "the group reads no partition %d of %s; look again, nothing was set"
                                    .formatted(move.partition(), move.topic())));
            if (place.next() != move.before()) {
                throw Rejection.of(
                        409,
                        "the group has moved meanwhile: partition %d of %s stands at %d and not at %d; look again, nothing was set"
                                .formatted(move.partition(), move.topic(), place.next(), move.before()));
            }
            if (move.after() < place.first() || move.after() > place.end()) {
                throw Rejection.of(
                        409,
                        "partition %d of %s has offsets %d to %d by now, and %d was expected; look again, nothing was set"
                                .formatted(move.partition(), move.topic(), place.first(), place.end(), move.after()));
            }
            offsets.put(new TopicPartition(move.topic(), move.partition()), move.after());
        }
        return offsets;
    }
}
