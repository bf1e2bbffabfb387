package org.yizhan.ops;

import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yizhan.ingest.poll.SourceQuery;
import org.yizhan.ingest.poll.SourceState;

/** Which channels a request asks for, read from its parameters. */
public final class SourceQuestion {

    /** The parameters that {@link #of} reads. */
    public static final List<String> PARAMETERS =
            List.of("state", "kind", "source", "region", "q", "fault", "tag", "sort", "limit", "offset");

    private static final int USUAL = 100;

    private SourceQuestion() {}

    /**
     * Parameters: {@code state}, {@code kind}, {@code source}, {@code region} (a province has its counties), {@code q},
     * {@code fault}, {@code tag}, {@code sort} ({@code worst}, {@code channel}, {@code name}, {@code region}, {@code streak},
     * {@code attempt}, {@code next}, {@code success}, {@code newest-item}, {@code burn}, {@code push}, {@code gap},
     * {@code items-24h}, {@code items-7d}, {@code bytes}), {@code limit} (default {@value #USUAL}) and
     * {@code offset}. A 400 says what is wrong with one.
     */
    public static SourceQuery of(MultiMap parameters) {
        try {
            return new SourceQuery(
                    text(parameters, "state").map(SourceQuestion::state),
                    text(parameters, "kind"),
                    text(parameters, "source"),
                    text(parameters, "region"),
                    text(parameters, "q"),
                    text(parameters, "fault"),
                    text(parameters, "tag"),
                    text(parameters, "sort").map(SourceQuestion::sort).orElse(SourceQuery.Sort.WORST),
                    number(parameters, "limit", USUAL),
                    number(parameters, "offset", 0));
        } catch (IllegalArgumentException wrong) {
            throw Rejection.of(400, String.valueOf(wrong.getMessage()));
        }
    }

    private static SourceState state(String word) {
        return SourceState.of(word)
                .orElseThrow(() -> new IllegalArgumentException("state is one of "
                        + Stream.of(SourceState.values()).map(SourceState::word).collect(Collectors.joining(", "))));
    }

    private static SourceQuery.Sort sort(String word) {
        return Stream.of(SourceQuery.Sort.values())
                .filter(sort -> word(sort).equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("sort is one of "
                        + Stream.of(SourceQuery.Sort.values())
                                .map(SourceQuestion::word)
                                .collect(Collectors.joining(", "))));
    }

    /** The order as it is written: {@code newest-item}. */
    public static String word(SourceQuery.Sort sort) {
        return sort.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Optional<String> text(MultiMap parameters, String name) {
        return Optional.ofNullable(parameters.get(name)).filter(value -> !value.isBlank());
    }

    private static int number(MultiMap parameters, String name, int usual) {
        String text = text(parameters, name).orElse(String.valueOf(usual));
        if (!text.matches("[0-9]{1,8}")) {
            throw new IllegalArgumentException(
                    name + (usual == 0 ? " must be a whole number, 0 or more" : " must be 1 to " + SourceQuery.MOST));
        }
        return Integer.parseInt(text);
    }
}
