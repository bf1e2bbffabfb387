package org.yizhan.ingest.poll;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yizhan.article.Channel;

/** The parameter {@code every}: {@code 30s}, {@code 10m}, {@code 2h} or {@code 1d}. */
final class Every {

    private static final Pattern FORM = Pattern.compile("(\\d{1,6})\\s*([smhd])");

    private Every() {}

    /**
     * What a channel's file says; empty where it is to be learned. Less than five minutes are five minutes.
     *
     * @throws IllegalArgumentException where it can't be read
     */
    static Optional<Duration> of(Channel channel) {
        return channel.parameter("every")
                .map(Every::read)
                .map(every -> every.compareTo(Rhythm.SHORTEST) < 0 ? Rhythm.SHORTEST : every);
    }

    static Duration read(String text) {
        Matcher parts = FORM.matcher(text.strip());
        if (!parts.matches()) {
            throw new IllegalArgumentException("every is '" + text + "'; write it as 10m, 2h or 1d");
        }
        long number = Long.parseLong(parts.group(1));
        return switch (parts.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }
}
