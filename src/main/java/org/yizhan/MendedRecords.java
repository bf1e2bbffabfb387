package org.yizhan;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.yizhan.article.Article;
import org.yizhan.article.DeadLetter;
import org.yizhan.article.Envelope;
import org.yizhan.article.Erasure;
import org.yizhan.article.Grouped;
import org.yizhan.article.Mending;
import org.yizhan.article.Message;
import org.yizhan.article.Moved;
import org.yizhan.article.Received;
import org.yizhan.article.Tagged;
import org.yizhan.article.Unreadable;
import org.yizhan.article.Withdrawal;
import org.yizhan.ops.Envelopes;
import org.yizhan.relay.Topic;
import org.yizhan.relay.Wire;

/** Records that operators wrote over, held against the form that the stages read. */
final class MendedRecords implements Envelopes {

    /** What each stage takes besides operators' orders. */
    private static final Map<Topic, Set<Class<? extends Message>>> TAKEN = Map.of(
            Topic.RECEIVED, Set.of(Received.class, Withdrawal.class),
            Topic.NORMALIZED, Set.of(Article.class, Withdrawal.class),
            Topic.DEDUPLICATED, Set.of(Grouped.class, Moved.class, Withdrawal.class),
            Topic.TAGGED, Set.of(Tagged.class, Moved.class, Withdrawal.class),
            Topic.DEAD, Set.of(DeadLetter.class));

    @Override
    public Sealed seal(String topic, byte[] written) {
        Topic on = Topic.ALL.stream()
                .filter(known -> known.topicName().equals(topic))
                .findFirst()
                .orElseThrow(() -> new Unreadable("wrong-topic", "no stage reads " + topic));
        byte[] value = Wire.sealed(on, written);
        Envelope envelope = Wire.read(on, value);
        if (envelope.message() instanceof Erasure || envelope.message() instanceof Mending) {
            throw new Unreadable(
                    "an-order", "an operator's order is not written by hand; give it anew where it is given");
        }
        if (!TAKEN.getOrDefault(on, Set.of()).contains(envelope.message().getClass())) {
            throw new Unreadable("unknown-kind", "the stage that reads " + topic + " takes no message of this kind");
        }
        return new Sealed(key(envelope.message()), value);
    }

    /** A message whose key was taken out reads as one without. */
    private static UUID key(Message message) {
        try {
            return Optional.ofNullable(message.key()).orElseThrow(MendedRecords::keyless);
        } catch (NullPointerException nothingInIt) {
            throw keyless();
        }
    }

    private static Unreadable keyless() {
        return new Unreadable("no-key", "the message has no key; that is the id of its article");
    }
}
