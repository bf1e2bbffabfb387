package org.yizhan.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.lucene.store.AlreadyClosedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An index that follows the stories of a store by the numbers of their changes, on a thread of its own.
 *
 * <p>Each round reads what has changed since the last number, writes those stories as they are now, and looks for the
 * stories that the changed articles have left. The store is the truth: a round done twice changes nothing, and an index
 * that is lost, damaged or of another store is made anew while it is asked. Between rounds some time is left to others,
 * as {@link Pace} says: in a flood of stories the index falls behind and the pipeline does not. Where the disk takes
 * nothing it rests longer each time, as {@link Trouble} says, and goes on by itself. Safe for concurrent use.
 */
public final class Follower implements Finder, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Follower.class);
    private static final int ARTICLES = 500;

    /** With more to read than this nobody waits for the newest. */
    private static final long FAR_BEHIND = 5_000;

    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final Duration TROUBLED = Duration.ofSeconds(2);
    private static final Duration LONGEST_TROUBLED = Duration.ofMinutes(5);
    private static final long REFRESH_NANOS = Duration.ofMillis(700).toNanos();
    private static final long RARE_REFRESH_NANOS = Duration.ofSeconds(10).toNanos();
    private static final long COMMIT_NANOS = Duration.ofSeconds(60).toNanos();

    private final Path folder;
    private final Changes changes;
    private final Thread thread;
    private final Pace pace = new Pace();
    private final Waiting waiting = new Waiting();
    private volatile StoryIndex index;
    private volatile boolean complete;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Trouble away = new Trouble(TROUBLED, TROUBLED);
    private final Trouble disk;
    private volatile long last;
    private long refreshed = System.nanoTime();
    private long committed = System.nanoTime();
    private long kept;

    /** The index could not be made anew yet. */
    private boolean lost;

    /** It was made anew, and nothing of it is on the disk yet. */
    private boolean unproven;

    Follower(Path folder, Changes changes, Trouble disk) {
        this.folder = folder;
        this.disk = disk;
        this.changes = changes;
        this.index = opened(folder, changes);
        this.kept = index.seq();
        this.thread = Thread.ofPlatform().daemon().name("search-index").unstarted(this::run);
    }

    /** Opens the index in {@code folder}; nothing is read before {@link #follow} or {@link #start}. */
    public static Follower of(Path folder, Changes changes) {
        return new Follower(folder, changes, new Trouble(TROUBLED, LONGEST_TROUBLED));
    }

    private static StoryIndex opened(Path folder, Changes changes) {
        try {
            return StoryIndex.open(folder, changes.store());
        } catch (IOException e) {
            throw new UncheckedIOException("the search index in " + folder + " can't be made: " + e.getMessage(), e);
        }
    }

    /** Follows from now on. */
    public Follower start() {
        thread.start();
        return this;
    }

    /** Whether it has ever caught up with the store since it was opened. */
    public boolean isComplete() {
        return complete;
    }

    /** How many changes are still to be read, as far as known. */
    public long behind() {
        return Math.max(0, last - index.seq());
    }

    /** How long the oldest change that can't be found yet has waited, as far as known. */
    public Duration lag() {
        return waiting.longest(index.seq(), System.nanoTime());
    }

    @Override
    public Wanted.Found find(Wanted wanted) {
        return ask((lookup, reached) -> lookup.find(wanted, reached, complete));
    }

    @Override
    public Tally tally(Wanted wanted) {
        return ask((lookup, reached) -> lookup.tally(wanted, complete));
    }

    private <T> T ask(StoryIndex.Ask<T> question) {
        try {
            return index.ask(question);
        } catch (AlreadyClosedException e) {
            throw new UncheckedIOException(new IOException("the search index is being made anew", e));
        }
    }

    private void run() {
        Duration pause = Duration.ZERO;
        while (!isClosing(pause)) {
            long began = System.nanoTime();
            long troubles = disk.times();
            try {
                boolean more = follow();
                long now = System.nanoTime();
                Duration rest = pace.rest(now - began, last, now);
                pause = disk.times() > troubles ? disk.pause() : more ? rest : IDLE;
                away.over();
            } catch (IllegalStateException | UncheckedIOException e) {
                away.met("can't follow", e);
                pause = away.pause();
            }
        }
    }

    private boolean isClosing(Duration pause) {
        try {
            return closing.await(pause.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }

    /** One round; whether there is more to read. */
    public boolean follow() {
        if (lost) {
            create();
            return true;
        }
        Changes.Changed changed = changes.after(index.written(), ARTICLES);
        last = changed.last();
        waiting.newest(last, System.nanoTime());
        try {
            if (changed.last() < index.written()) {
                LOG.warn("the search index is made anew: its store has gone back");
                renew();
                return true;
            }
            write(changed);
            boolean more = changed.seq() < changed.last();
            settle(more);
            if (!unproven) {
                disk.over();
            }
            return more;
        } catch (IOException | IllegalArgumentException | AlreadyClosedException damaged) {
            disk.met("is made anew", damaged);
            renew();
            return true;
        }
    }

    private void write(Changes.Changed changed) throws IOException {
        Set<UUID> stories = new HashSet<>(changed.stories());
        if (!changed.articles().isEmpty()) {
            stories.addAll(index.holding(changed.articles()));
        }
        index.write(stories, stories.isEmpty() ? List.of() : changes.stories(stories), changed.seq());
        if (changed.erased()) {
            index.refresh();
            index.forget();
            commit();
        }
    }

    private void settle(boolean more) throws IOException {
        long now = System.nanoTime();
        boolean due = now - refreshed > (last - index.written() > FAR_BEHIND ? RARE_REFRESH_NANOS : REFRESH_NANOS);
        if (index.seq() < index.written() && (!more || due)) {
            index.refresh();
            refreshed = now;
        }
        if (unproven && !more || kept < index.written() && now - committed > COMMIT_NANOS) {
            commit();
        }
        if (!more) {
            complete = true;
        }
    }

    private void commit() throws IOException {
        index.commit();
        committed = System.nanoTime();
        kept = index.written();
        unproven = false;
    }

    private void renew() {
        complete = false;
        lost = true;
        create();
    }

    private void create() {
        try {
            index.close();
            index = StoryIndex.create(folder, changes.store());
            kept = 0;
            lost = false;
            unproven = true;
        } catch (IOException e) {
            disk.met("can't be made anew", e);
        }
    }

    /** Stops following, keeps what was read, and lets go of the folder. */
    @Override
    public void close() throws IOException, InterruptedException {
        closing.countDown();
        if (thread.isAlive()) {
            thread.join(Duration.ofSeconds(10));
        }
        if (!lost) {
            index.commit();
        }
        index.close();
    }
}
