package org.yizhan.ops;

import java.util.List;

/**
 * What an order over dead letters would do.
 *
 * @param parts by topic and stage, the most letters first
 * @param lastId of the newest letter that is meant; 0 for none
 */
public record LetterEffect(List<Part> parts, long lastId) {

    /**
     * The letters of one topic that one stage failed on.
     *
     * @param total all that are meant
     * @param tooOften those whose record was replayed too often to be replayed with many
     * @param erasures orders to erase, which are not discarded with many
     */
    public record Part(String topic, String stage, long total, long tooOften, long erasures) {

        long leftOut(LetterOrder.Action action) {
            return action == LetterOrder.Action.REPLAY ? tooOften : erasures;
        }
    }

    public LetterEffect {
        parts = List.copyOf(parts);
    }

    /** How many letters are meant. */
    public long total() {
        return parts.stream().mapToLong(Part::total).sum();
    }

    /** How many of them would be passed over. */
    public long leftOut(LetterOrder.Action action) {
        return parts.stream().mapToLong(part -> part.leftOut(action)).sum();
    }
}
