package org.yizhan.ops.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.yizhan.ops.Look;
import org.yizhan.ops.Trouble;

/**
 * How alerts go on from one look to the next: a function of what stood, what is found, and the time.
 *
 * <p>What is found often enough in a row begins; what is missed often enough ends; a suspicion that is missed once is
 * dropped. Nothing changes about what could not be looked for, nor about what hangs on something else that is wrong or was
 * a moment ago: it neither begins nor ends meanwhile, so that a network that fails is one alert and not five thousand. Where
 * many sources are in trouble, those that were told one by one end as soon as they are well.
 *
 * @param observer this instance
 * @param shared whether this look is for what all instances see too
 * @param silenced what nobody wants to hear of
 * @param ids makes new ones
 */
record Course(String observer, boolean shared, Predicate<Standing.Key> silenced, Supplier<UUID> ids) {

    /** An instance that was not heard of for so long is gone, and what only it saw is over. */
    static final Duration UNWATCHED = Duration.ofMinutes(10);

    /**
     * What changed.
     *
     * @param kept everything that is new or goes on, and what has just ended
     * @param dropped suspicions that were none
     * @param notices to be told now
     */
    record Step(List<Standing> kept, List<Standing> dropped, List<Notice> notices) {}

    /** The next step. {@code standing} is everything that hasn't ended. */
    Step next(Collection<Standing> standing, Look look, Instant now) {
        Map<Standing.Key, Trouble> found = found(look);
        var before = new LinkedHashMap<Standing.Key, Standing>();
        standing.forEach(one -> before.put(one.key(), one));
        Set<Standing.Key> keys = new HashSet<>(before.keySet());
        keys.addAll(found.keySet());
        var kept = new ArrayList<Standing>();
        var dropped = new ArrayList<Standing>();
        for (Standing.Key key : keys) {
            Optional<Standing> old = Optional.ofNullable(before.get(key));
            boolean frozen = look.unseen().contains(key.kind()) || isSwallowed(key, found, standing);
            Optional<Standing> next = next(key, old, Optional.ofNullable(found.get(key)), frozen, now);
            next.ifPresent(kept::add);
            if (next.isEmpty()) {
                old.ifPresent(dropped::add);
            }
        }
        return told(kept, dropped, now);
    }

    private Map<Standing.Key, Trouble> found(Look look) {
        var found = new LinkedHashMap<Standing.Key, Trouble>();
        look.troubles().forEach(trouble -> found.putIfAbsent(Standing.Key.of(trouble, observer), trouble));
        return found;
    }

    private static boolean isSwallowed(
            Standing.Key key, Map<Standing.Key, Trouble> found, Collection<Standing> standing) {
        Stream<Trouble> lasting = standing.stream()
                .filter(one -> one.isOpen() && !found.containsKey(one.key()))
                .map(Course::trouble);
        return Stream.concat(found.values().stream(), lasting)
                .anyMatch(other -> found.containsKey(key)
                        ? other.swallows(key.kind(), key.subject())
                        : other.holds(key.kind(), key.subject()));
    }

    private static Trouble trouble(Standing one) {
        return new Trouble(one.key().kind(), one.severity(), one.key().subject(), one.chinese(), one.english());
    }

    private Optional<Standing> next(
            Standing.Key key, Optional<Standing> old, Optional<Trouble> trouble, boolean frozen, Instant now) {
        if (!isOurs(key)) {
            return old.map(other -> abandoned(other, now));
        }
        if (frozen) {
            return old.filter(Standing::isOpen).map(open -> open.watched(now));
        }
        if (trouble.isPresent()) {
            return Optional.of(old.orElseGet(() -> Standing.suspected(ids.get(), key, trouble.get(), now))
                    .found(trouble.get(), now));
        }
        return old.filter(Standing::isOpen).map(open -> open.missed(now));
    }

    private boolean isOurs(Standing.Key key) {
        return key.observer().isEmpty() ? shared : key.observer().equals(observer);
    }

    /** What another instance sees is its own affair, unless it is gone. */
    private Standing abandoned(Standing other, Instant now) {
        return !other.key().observer().isEmpty() && other.seen().plus(UNWATCHED).isBefore(now)
                ? other.abandoned(now)
                : other;
    }

    private Step told(List<Standing> kept, List<Standing> dropped, Instant now) {
        var after = new ArrayList<Standing>();
        var notices = new ArrayList<Notice>();
        for (Standing one : kept) {
            Optional<Notice.Event> event = silenced.test(one.key()) ? Optional.empty() : event(one);
            event.ifPresent(happened -> notices.add(new Notice(ids.get(), happened, one, now)));
            after.add(event.map(happened -> one.told(happened, now)).orElse(one));
        }
        return new Step(after, dropped, notices);
    }

    private static Optional<Notice.Event> event(Standing one) {
        if (one.began().isEmpty()) {
            return Optional.empty();
        }
        if (one.ended().isPresent()) {
            return one.told().map(told -> Notice.Event.OVER);
        }
        if (one.told().isEmpty()) {
            return Optional.of(Notice.Event.BEGAN);
        }
        return one.severity().compareTo(one.told().get().severity()) > 0
                ? Optional.of(Notice.Event.WORSE)
                : Optional.empty();
    }
}
