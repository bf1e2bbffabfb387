package org.yizhan.ops;

import java.util.UUID;
import org.yizhan.article.Unreadable;

/** The form of the records on the stages' topics, as far as an operator who mends one has to keep to it. */
@FunctionalInterface
public interface Envelopes {

    /**
     * Closes a record that a person has written over, with a fresh checksum.
     *
     * @param topic the name of the topic it is for
     * @throws Unreadable where the stage that reads the topic could not read it; says what is wrong
     */
    Sealed seal(String topic, byte[] written);

    /**
     * A record as a stage reads it.
     *
     * @param key the message's own
     */
    record Sealed(UUID key, byte[] value) {}
}
