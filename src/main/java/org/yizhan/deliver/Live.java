package org.yizhan.deliver;

import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps open lists up to date. One thread reads what has changed, once for all readers, and tells each of them from the
 * number on up to which he knows his list; so any instance can take over a reader of any other. It reads when it is woken
 * and with every heartbeat, at most once a {@link Pace#round}, and leaves {@value #REST} times as much time as a round took
 * to others. Nothing is read while nobody has a list open. Safe for concurrent use.
 */
public final class Live implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Live.class);
    private static final int REST = 3;

    /**
     * How fast it goes.
     *
     * @param round no sooner than this after the last one
     * @param heartbeat no reader hears nothing for longer
     * @param trouble how long the store is left alone after it failed
     * @param events so many a second for each list, and so many at once
     */
    public record Pace(Duration round, Duration heartbeat, Duration trouble, int events) {
        public static final Pace DEFAULT =
                new Pace(Duration.ofMillis(200), Duration.ofSeconds(15), Duration.ofSeconds(2), 20);
    }

    /**
     * How many are let in.
     *
     * @param readers in all
     * @param perAddress from one address; 0 for as many as like
     */
    public record Room(int readers, int perAddress) {}

    /** How many events a list may have. */
    private record Allowance(double events, long at) {}

    private final LiveNews news;
    private final LiveWatch watch;
    private final Room room;
    private final Pace pace;
    private final LongSupplier nanos;
    private final Set<LiveSeat> seats = new LinkedHashSet<>();
    private final Map<String, Integer> addresses = new HashMap<>();
    private final Map<LiveList, Allowance> allowances = new HashMap<>();
    private final Semaphore bell = new Semaphore(0);
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread thread;
    private boolean closed;

    /** @param nanos the time that passes, as {@link System#nanoTime} */
    public Live(LiveNews news, LiveWatch watch, Room room, Pace pace, LongSupplier nanos) {
        this.news = news;
        this.watch = watch;
        this.room = room;
        this.pace = pace;
        this.nanos = nanos;
        this.thread = Thread.ofPlatform().daemon().name("live").unstarted(this::run);
    }

    /** Tells from now on. */
    public Live start() {
        thread.start();
        return this;
    }

    /** There may be something to tell. */
    public void wake() {
        if (bell.availablePermits() == 0) {
            bell.release();
        }
    }

    /**
     * Lets a reader in.
     *
     * @param place how much he knows of the list
     * @return what he calls when he goes; empty where there is no room for him
     */
    public Optional<Runnable> admit(LiveList list, LivePlace place, String address, LiveReader reader) {
        var seat = new LiveSeat(list, address, place, reader);
        synchronized (this) {
            boolean crowded = room.perAddress() > 0 && addresses.getOrDefault(address, 0) >= room.perAddress();
            if (closed || crowded || seats.size() >= room.readers()) {
                watch.turnedAway(crowded ? "address" : "full");
                return Optional.empty();
            }
            seats.add(seat);
            addresses.merge(address, 1, Integer::sum);
            watch.open(seats.size());
        }
        wake();
        return Optional.of(() -> leave(seat));
    }

    private synchronized void leave(LiveSeat seat) {
        if (seats.remove(seat)) {
            addresses.computeIfPresent(seat.address(), (address, many) -> many == 1 ? null : many - 1);
            watch.open(seats.size());
        }
    }

    private synchronized List<LiveSeat> seated() {
        return List.copyOf(seats);
    }

    private void run() {
        try {
            for (Duration pause = Duration.ZERO; !over.await(pause.toNanos(), TimeUnit.NANOSECONDS); pause = turn()) {
                if (bell.tryAcquire(pace.heartbeat().toNanos() / 4, TimeUnit.NANOSECONDS)) {
                    bell.drainPermits();
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("interrupted to stop");
        }
    }

    /** One round; how long to rest after it. */
    private Duration turn() {
        long began = nanos.getAsLong();
        List<LiveSeat> readers = seated();
        try {
            round(readers);
            Duration took = Duration.ofNanos(nanos.getAsLong() - began).multipliedBy(REST);
            return took.compareTo(pace.round()) > 0 ? took : pace.round();
        } catch (RuntimeException e) {
            LOG.atWarn()
                    .addKeyValue("stage", "deliver")
                    .addKeyValue("error", e.getMessage())
                    .log("open lists can't be kept up to date; it is tried again");
            readers.forEach(this::keep);
            wake();
            return pace.trouble();
        }
    }

    private void round(List<LiveSeat> readers) {
        if (readers.isEmpty()) {
            allowances.clear();
            return;
        }
        long from = readers.stream()
                .mapToLong(seat -> seat.position().orElse(Long.MAX_VALUE))
                .min()
                .getAsLong();
        LiveNews.Latest latest = news.after(from);
        Map<Sifting.Asker, List<LiveSeat>> groups = new LinkedHashMap<>();
        for (LiveSeat seat : readers) {
            if (isKnown(seat, latest)) {
                var group = new Sifting.Asker(seat.list(), seat.place(latest.last()));
                groups.computeIfAbsent(group, key -> new ArrayList<>()).add(seat);
            } else {
                tell(List.of(seat), new LivePassage(0, latest.last()).with("reset", "{}"), latest.last());
            }
        }
        tell(groups, latest);
    }

    /** Whether all that happened after his number is known. */
    private static boolean isKnown(LiveSeat seat, LiveNews.Latest latest) {
        long position = seat.position().orElse(latest.last());
        return position >= Math.min(latest.from(), latest.last()) && position <= latest.last();
    }

    private void tell(Map<Sifting.Asker, List<LiveSeat>> groups, LiveNews.Latest latest) {
        var round = new LiveRound(news, latest);
        long now = nanos.getAsLong();
        round.read(groups.keySet(), list -> (int) allowance(list, now).events());
        groups.forEach((group, readers) -> {
            LivePassage passage = round.passage(group);
            int events = passage.count("story") + passage.count("gone");
            allowances.put(
                    group.list(), new Allowance(allowance(group.list(), now).events() - events, now));
            tell(readers, passage, latest.last());
        });
        allowances
                .keySet()
                .removeIf(list ->
                        groups.keySet().stream().noneMatch(group -> group.list().equals(list)));
    }

    private Allowance allowance(LiveList list, long now) {
        Allowance left = allowances.getOrDefault(list, new Allowance(pace.events(), now));
        double grown = left.events() + (now - left.at()) / 1e9 * pace.events();
        return new Allowance(Math.clamp(grown, 0, pace.events()), now);
    }

    private void tell(List<LiveSeat> readers, LivePassage passage, long last) {
        readers.forEach(seat -> seat.reach(last));
        if (passage.isEmpty()) {
            readers.forEach(this::keep);
            return;
        }
        var written = passage.written();
        readers.forEach(seat -> hand(seat, written));
        for (String event : List.of("story", "gone", "more", "reset")) {
            watch.told(event, passage.count(event) * readers.size());
        }
    }

    private void hand(LiveSeat seat, Buffer written) {
        if (!seat.tell(written, nanos.getAsLong())) {
            leave(seat);
            seat.reader().cut();
            watch.turnedAway("slow");
        }
    }

    private void keep(LiveSeat seat) {
        long now = nanos.getAsLong();
        if (seat.position().isPresent() && seat.isWaiting(pace.heartbeat().toNanos() * 3 / 4, now)) {
            hand(seat, LivePassage.heartbeat(seat.position().getAsLong()));
        }
    }

    /** Sends all readers away, who come again elsewhere, and lets nobody in any more. */
    public void dismiss() {
        List<LiveSeat> readers;
        synchronized (this) {
            closed = true;
            readers = seated();
        }
        readers.forEach(seat -> seat.reader().end());
        readers.forEach(this::leave);
    }

    @Override
    public void close() throws InterruptedException {
        dismiss();
        over.countDown();
        wake();
        thread.join(Duration.ofSeconds(5));
    }
}
