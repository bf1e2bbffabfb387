package org.yizhan.ingest.poll;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * What operators set of channels, as it is written: seconds, or words parted by spaces; empty where nothing is set.
 *
 * @param said by the operator
 * @param change what a channel's value becomes
 */
public record SourceSetting(Kind kind, String said, UnaryOperator<String> change) {

    /** What can be set. */
    public enum Kind {
        /** How often a channel is asked, before what its file says. */
        INTERVAL,
        /** The operators' own words for it. */
        TAGS
    }

    /** Takes back what was set: the file says it then, or it is learned. */
    public static final String AS_BEFORE = "file";

    private static final Duration LONGEST = Duration.ofDays(7);
    private static final Pattern TAG = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._-]{0,29}");
    private static final int MOST_TAGS = 20;

    /**
     * From {@code 10m}, {@code 2h}, {@code 1d} or {@value #AS_BEFORE}.
     *
     * @throws IllegalArgumentException where it can't be read, or lies outside 5 minutes to 7 days
     */
    public static SourceSetting interval(String every) {
        String said = every.strip();
        if (said.equals(AS_BEFORE)) {
            return new SourceSetting(Kind.INTERVAL, said, before -> "");
        }
        Duration wanted = Every.read(said);
        if (wanted.compareTo(Schedule.FLOOR) < 0 || wanted.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("every is '" + said + "'; it lies between 5m and 7d");
        }
        String seconds = String.valueOf(wanted.toSeconds());
        return new SourceSetting(Kind.INTERVAL, said, before -> seconds);
    }

    /**
     * From words parted by commas or spaces: each is put to those that a channel has, one with a minus before it is taken
     * away.
     *
     * @throws IllegalArgumentException where one is no word of up to 30 letters and digits, or there is none
     */
    public static SourceSetting tags(String text) {
        var added = new ArrayList<String>();
        var removed = new ArrayList<String>();
        for (String word : text.strip().split("[\\s,，、]+")) {
            String tag = word.startsWith("-") ? word.substring(1) : word;
            if (!TAG.matcher(tag).matches()) {
                throw new IllegalArgumentException(
                        "tags are words of up to 30 letters and digits, parted by commas; -word takes one away");
            }
            (word.startsWith("-") ? removed : added).add(tag);
        }
        return new SourceSetting(Kind.TAGS, text.strip(), before -> changed(before, added, removed));
    }

    private static String changed(String before, List<String> added, List<String> removed) {
        var tags = new TreeSet<>(before.isEmpty() ? List.of() : List.of(before.split(" ")));
        tags.addAll(added);
        removed.forEach(tags::remove);
        if (tags.size() > MOST_TAGS) {
            throw new IllegalArgumentException("a source has at most " + MOST_TAGS + " tags");
        }
        return String.join(" ", tags);
    }
}
