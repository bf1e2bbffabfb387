package org.yizhan.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apache.lucene.store.AlreadyClosedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An index that follows the stories of a store by the numbers of their changes, on a thread of its own.
 *
 * <p>Each round reads what has changed since the last number, writes those stories as they are now, and looks for the
 * stories that the changed articles have left. The store is the truth: a round done twice changes nothing, and an index
 * that is lost, damaged or of another store is made anew while it is asked. Between rounds {@value #REST} times as much
 * time as a round took is left to others: in a flood of stories the index falls behind and the pipeline does not. Safe for
 * concurrent use.
 */
public final class Follower implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Follower.class);
    private static final int ARTICLES = 1_000;
    private static final int REST = 3;
    private static final Duration IDLE = Duration.ofMillis(250);
    private static final Duration TROUBLED = Duration.ofSeconds(2);
    private static final long REFRESH_NANOS = Duration.ofMillis(700).toNanos();
    private static final long COMMIT_NANOS = Duration.ofSeconds(15).toNanos();

    private final Path folder;
    private final Changes changes;
    private final Thread thread;
    private volatile StoryIndex index;
    private volatile boolean complete;
    private volatile boolean open = true;
    private volatile long last;
    private long refreshed = System.nanoTime();
    private long committed = System.nanoTime();
    private long kept;

    private Follower(Path folder, Changes changes) {
        this.folder = folder;
        this.changes = changes;
        this.index = opened(folder, changes);
        this.kept = index.seq();
        this.thread = Thread.ofPlatform().daemon().name("search-index").unstarted(this::run);
    }

    /** Opens the index in {@code folder}; nothing is read before {@link #follow} or {@link #start}. */
    public static Follower of(Path folder, Changes changes) {
        return new Follower(folder, changes);
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

    /**
     * What answers, of the stories read so far.
     *
     * @throws UncheckedIOException where the index can't be read just now
     */
    public Wanted.Found find(Wanted wanted) {
        try {
            return index.find(wanted, complete);
        } catch (AlreadyClosedException e) {
            throw new UncheckedIOException(new IOException("the search index is being made anew", e));
        }
    }

    private void run() {
        while (open) {
            long began = System.nanoTime();
            Duration pause = IDLE;
            try {
                if (follow()) {
                    pause = Duration.ofNanos(REST * (System.nanoTime() - began));
                }
            } catch (IllegalStateException | UncheckedIOException e) {
                LOG.atWarn().addKeyValue("error", e.getMessage()).log("the search index can't follow; it tries again");
                pause = TROUBLED;
            }
            rest(pause);
        }
    }

    private void rest(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            open = false;
        }
    }

    /** One round; whether there is more to read. */
    public boolean follow() {
        Changes.Changed changed = changes.after(index.written(), ARTICLES);
        last = changed.last();
        try {
            if (changed.last() < index.written()) {
                renew("its store has gone back");
                return true;
            }
            write(changed);
            boolean more = changed.seq() < changed.last();
            settle(more);
            return more;
        } catch (IOException | IllegalArgumentException | AlreadyClosedException damaged) {
            renew(String.valueOf(damaged.getMessage()));
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
        if (index.seq() < index.written() && (!more || now - refreshed > REFRESH_NANOS)) {
            index.refresh();
            refreshed = now;
        }
        if (kept < index.written() && now - committed > COMMIT_NANOS) {
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
    }

    private void renew(String reason) {
        LOG.atWarn().addKeyValue("reason", reason).log("the search index is made anew");
        complete = false;
        try {
            index.close();
            index = StoryIndex.create(folder, changes.store());
            kept = 0;
        } catch (IOException e) {
            throw new UncheckedIOException("the search index can't be made anew: " + e.getMessage(), e);
        }
    }

    /** Stops following, keeps what was read, and lets go of the folder. */
    @Override
    public void close() throws IOException, InterruptedException {
        open = false;
        if (thread.isAlive()) {
            thread.join(Duration.ofSeconds(10));
        }
        index.commit();
        index.close();
    }
}
