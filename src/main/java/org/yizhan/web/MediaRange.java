package org.yizhan.web;

import java.util.Arrays;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** One of the media types that a client takes, with how much it wants it (RFC 9110 §12.5.1). */
record MediaRange(String type, double weight) {

    private static final int LONGEST = 1_000;

    /**
     * Whether a page is wanted most, as browsers want it. <em>Readers of feeds name {@code text/html} behind what they
     * are made for, and with the same weight → the first of equals counts.</em>
     */
    static boolean isPageWanted(@Nullable String accept) {
        return accept != null
                && accept.length() <= LONGEST
                && Arrays.stream(accept.split(","))
                        .map(MediaRange::of)
                        .sorted(Comparator.comparingDouble((MediaRange range) -> -range.weight))
                        .findFirst()
                        .filter(first -> first.weight > 0 && first.isPage())
                        .isPresent();
    }

    private boolean isPage() {
        return type.equalsIgnoreCase("text/html") || type.equalsIgnoreCase("application/xhtml+xml");
    }

    private static MediaRange of(String part) {
        String[] parts = part.split(";");
        return new MediaRange(
                parts.length == 0 ? "" : parts[0].strip(),
                Arrays.stream(parts)
                        .skip(1)
                        .map(String::strip)
                        .filter(parameter -> parameter.regionMatches(true, 0, "q=", 0, 2))
                        .map(parameter -> weight(parameter.substring(2)))
                        .findFirst()
                        .orElse(1.0));
    }

    /** <em>A weight that is no number → as if the type were not wanted.</em> */
    private static double weight(String text) {
        try {
            return Double.parseDouble(text.strip());
        } catch (NumberFormatException unreadable) {
            return 0;
        }
    }
}
