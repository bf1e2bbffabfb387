package org.yizhan.publish;

import java.time.Clock;
import java.util.List;
import javax.sql.DataSource;
import org.yizhan.article.Envelope;
import org.yizhan.article.Message;

/** Writes what readers see. */
public final class Publisher {

    public Publisher(DataSource database, Clock clock) {}

    /** For each envelope of the batch what is to be told of it. */
    public List<List<Message>> process(List<Envelope> batch) {
        return batch.stream().map(envelope -> List.<Message>of()).toList();
    }
}
