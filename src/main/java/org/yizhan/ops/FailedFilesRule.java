package org.yizhan.ops;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import org.yizhan.ops.Trouble.Kind;

/** Says in which drop folders files lie of which something was not taken: each folder by itself. Safe for concurrent use. */
public final class FailedFilesRule implements Rule {

    private final FailedFiles files;
    private final LongConsumer all;

    /** @param all is told of how many there are in all folders of this machine, at each look */
    public FailedFilesRule(FailedFiles files, LongConsumer all) {
        this.files = files;
        this.all = all;
    }

    @Override
    public Look look() {
        Map<String, Integer> counts = files.counts();
        all.accept(counts.values().stream().mapToLong(Integer::longValue).sum());
        return Look.of(counts.entrySet().stream()
                .map(folder -> trouble(folder.getKey(), folder.getValue()))
                .toList());
    }

    /** A folder may lie where nothing answers, too. */
    @Override
    public Look withoutDatabase() {
        return new Look(List.of(), Set.of(Kind.FAILED_FILES));
    }

    private static Trouble trouble(String channel, int many) {
        String name = Shown.line(channel, 100);
        return Trouble.warning(
                Kind.FAILED_FILES,
                channel,
                "来源 %s 的文件夹里有 %,d 个没收下的文件".formatted(name, many),
                many == 1
                        ? "the drop folder of %s holds 1 file that was not taken".formatted(name)
                        : "the drop folder of %s holds %,d files that were not taken".formatted(name, many));
    }
}
