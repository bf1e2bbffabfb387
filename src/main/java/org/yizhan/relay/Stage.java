package org.yizhan.relay;

import java.util.List;
import java.util.function.Function;
import org.yizhan.article.Envelope;
import org.yizhan.article.Message;

/** What a stage does with a batch: for each envelope, in order, the messages it becomes. */
@FunctionalInterface
public interface Stage {

    /**
     * The outcome, as long as {@code batch} and in its order; an empty list for what is to be dropped without a trace.
     *
     * @throws org.yizhan.article.Unreadable where one record of the batch can't be handled; the batch is then tried
     *     record by record
     */
    List<List<Message>> process(List<Envelope> batch);

    /** A stage that looks at one message at a time. */
    static Stage each(Function<Message, List<Message>> step) {
        return batch ->
                batch.stream().map(envelope -> step.apply(envelope.message())).toList();
    }

    /** A stage in which messages of {@code type} are worked on and all others pass. */
    static <M extends Message> Stage each(Class<M> type, Function<M, List<Message>> step) {
        return each(message -> type.isInstance(message) ? step.apply(type.cast(message)) : List.of(message));
    }
}
