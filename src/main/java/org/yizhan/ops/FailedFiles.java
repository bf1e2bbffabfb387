package org.yizhan.ops;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.yizhan.article.Channel;
import org.yizhan.ingest.DropFolder;
import org.yizhan.ingest.LeftFiles;

/**
 * The files in drop folders of which something was not taken, as they lie on the machine that is asked. Safe for concurrent
 * use.
 */
public final class FailedFiles {

    /** So many of a folder are shown, the newest. */
    public static final int SHOWN = 200;

    private final Supplier<? extends Collection<Channel>> channels;

    /** @param channels all that are declared */
    public FailedFiles(Supplier<? extends Collection<Channel>> channels) {
        this.channels = channels;
    }

    /** Those of one channel; empty where it has no folder, or one that only its route knows. */
    public Optional<LeftFiles.Listed> of(String channel) {
        return folder(channel).map(folder -> folder.left().list(SHOWN));
    }

    /** How many each channel has, by id; those without any are missing. */
    public Map<String, Integer> counts() {
        var counts = new TreeMap<String, Integer>();
        for (Channel channel : channels.get()) {
            int many =
                    DropFolder.of(channel).map(folder -> folder.left().count()).orElse(0);
            if (many > 0) {
                counts.put(channel.id(), many);
            }
        }
        return counts;
    }

    Optional<DropFolder> folder(String channel) {
        return channels.get().stream()
                .filter(one -> one.id().equals(channel))
                .findFirst()
                .flatMap(DropFolder::of);
    }
}
