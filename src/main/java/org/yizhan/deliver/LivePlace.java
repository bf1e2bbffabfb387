package org.yizhan.deliver;

import java.util.OptionalLong;

/**
 * How much a reader knows of his list.
 *
 * @param seq all changes up to it; empty for one who has come without a number, and knows what there is now
 * @param amid whether he may know some of what came next: he was cut off while he was told
 */
public record LivePlace(OptionalLong seq, boolean amid) {

    /** Of one who has come without a number. */
    public static final LivePlace NOW = new LivePlace(OptionalLong.empty(), false);

    /** Of one who knows this and nothing later. */
    public static LivePlace at(long seq) {
        return new LivePlace(OptionalLong.of(seq), false);
    }

    /** Of one who was told so much, and perhaps more. */
    public static LivePlace amid(long seq) {
        return new LivePlace(OptionalLong.of(seq), true);
    }

    /** Whether his list may have had a story that readers saw first with the change {@code began}. */
    boolean mayHave(long began) {
        return amid || seq.isEmpty() || began <= seq.getAsLong();
    }
}
