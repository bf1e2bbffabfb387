package org.yizhan.ops.console;

import java.util.List;

/**
 * A stage as the overview draws it.
 *
 * @param stage its word
 * @param name the word with its Chinese name
 * @param rate what goes through in a minute
 * @param fill how full its queue is, in percent of what is much
 * @param manner of the queue: {@code good}, {@code warn} from 60 percent, {@code bad} from 85
 * @param queue what waits, in words
 * @param list where what waits is listed
 * @param dead how many of its dead letters wait for somebody
 * @param more what else is to be known, a line each
 */
public record StageCard(
        String stage,
        String name,
        String rate,
        int fill,
        String manner,
        String queue,
        String list,
        long dead,
        List<String> more) {
    public StageCard {
        more = List.copyOf(more);
    }
}
