package org.yizhan.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The files of drop folders that could not be moved: each rests before it is tried again, longer each time, and what was sent
 * of it is not sent anew. Another file under the name is not held up. Forgotten with the program. Safe for concurrent use.
 */
public final class RestingFiles {

    static final Duration FIRST = Duration.ofSeconds(10);
    static final Duration LONGEST = Duration.ofMinutes(10);

    private static final int SWEPT = 1_000;

    private final Clock clock;
    private final Map<Path, Rest> resting = new ConcurrentHashMap<>();

    public RestingFiles(Clock clock) {
        this.clock = clock;
    }

    /**
     * What is known of one.
     *
     * @param state tells it from another file under its name
     * @param goal the folder it is to go to, where all it holds was sent; empty where it is to be taken yet
     */
    record Rest(String state, String reason, Optional<String> goal, Duration pause, Instant until) {}

    /** Lets a file that is to be taken yet rest; true where the reason is new. */
    public boolean rest(Path file, String reason) {
        return rest(file, reason, Optional.empty());
    }

    /** Lets a file rest of which nothing is to be sent any more, only moved to {@code goal}; true where the reason is new. */
    public boolean restOnWay(Path file, String goal, String reason) {
        return rest(file, reason, Optional.of(goal));
    }

    private boolean rest(Path file, String reason, Optional<String> goal) {
        Optional<Rest> before = of(file);
        Duration doubled = before.map(rest -> rest.pause().multipliedBy(2)).orElse(FIRST);
        Duration pause = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
        if (resting.size() % SWEPT == SWEPT - 1) {
            resting.keySet().removeIf(known -> state(known).isEmpty());
        }
        resting.put(
                file, new Rest(state(file), reason, goal, pause, clock.instant().plus(pause)));
        return before.filter(rest -> rest.reason().equals(reason)).isEmpty();
    }

    /** Whether it is not to be tried yet. */
    public boolean isResting(Path file) {
        return of(file).filter(rest -> rest.until().isAfter(clock.instant())).isPresent();
    }

    /** Where it is to go, as all it holds was sent; empty where it is to be taken. */
    public Optional<String> goal(Path file) {
        return of(file).flatMap(Rest::goal);
    }

    Optional<Rest> of(Path file) {
        return Optional.ofNullable(resting.get(file))
                .filter(rest -> rest.state().equals(state(file)));
    }

    /** It was moved. */
    public void forget(Path file) {
        resting.remove(file);
    }

    /** Empty where there is none. */
    private static String state(Path file) {
        try {
            BasicFileAttributes own = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return own.fileKey() + " " + own.lastModifiedTime() + " " + own.size();
        } catch (IOException gone) {
            return "";
        }
    }
}
