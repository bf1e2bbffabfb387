package org.yizhan.ops;

import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.yizhan.article.Channel;
import org.yizhan.ingest.Discarder;
import org.yizhan.ingest.DropFolder;
import org.yizhan.ingest.LeftFiles;
import org.yizhan.ingest.RestingFiles;

/**
 * The files in drop folders of which something was not taken, as they lie on the machine that is asked. Safe for concurrent
 * use.
 */
public final class FailedFiles {

    /** So many of a folder are shown, the newest. */
    public static final int SHOWN = 200;

    private final Supplier<? extends Collection<Channel>> channels;
    private final RestingFiles resting;
    private final FailedCounts counts;

    /**
     * @param channels all that are declared
     * @param resting those of this machine's folders that can't be moved
     */
    public FailedFiles(Supplier<? extends Collection<Channel>> channels, RestingFiles resting, Clock clock) {
        this.channels = channels;
        this.resting = resting;
        this.counts = new FailedCounts(clock);
    }

    /** Those of one channel; empty where it has no folder, or one that only its route knows. */
    public Optional<LeftFiles.Listed> of(String channel) {
        return left(channel).map(left -> left.list(SHOWN));
    }

    /**
     * How many each channel has, by id; those without any are missing. Of a folder with more than {@value FailedCounts#LARGE}
     * it is what was counted last, a minute ago or so.
     */
    public Map<String, Integer> counts() {
        Collection<Channel> declared = channels.get();
        counts.retain(declared);
        var many = new TreeMap<String, Integer>();
        for (Channel channel : declared) {
            DropFolder.of(channel)
                    .map(folder -> counts.of(channel, folder.left(resting)))
                    .filter(failed -> failed > 0)
                    .ifPresent(failed -> many.put(channel.id(), failed));
        }
        return many;
    }

    Optional<LeftFiles> left(String channel) {
        return declared(channel).flatMap(DropFolder::of).map(folder -> folder.left(resting));
    }

    Optional<Discarder> discarder(String channel) {
        return declared(channel).flatMap(Discarder::of);
    }

    private Optional<Channel> declared(String id) {
        return channels.get().stream().filter(one -> one.id().equals(id)).findFirst();
    }
}
