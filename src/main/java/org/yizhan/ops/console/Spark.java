package org.yizhan.ops.console;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A small line without axes, as SVG takes it. */
final class Spark {

    private Spark() {}

    /** The points of these values from left to right, the greatest at the top; a line at the bottom where all are 0. */
    static String points(List<Long> values, int width, int height) {
        long greatest =
                Math.max(1, values.stream().mapToLong(Long::longValue).max().orElse(0));
        double step = (double) width / Math.max(1, values.size() - 1);
        return IntStream.range(0, values.size())
                .mapToObj(i -> String.format(
                        Locale.ROOT, "%.1f,%.1f", i * step, height - 1 - (height - 2.0) * values.get(i) / greatest))
                .collect(Collectors.joining(" "));
    }
}
