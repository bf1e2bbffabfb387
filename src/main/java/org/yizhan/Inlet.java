package org.yizhan;

import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yizhan.article.Message;
import org.yizhan.ingest.Intake;
import org.yizhan.ingest.Samples;
import org.yizhan.web.Sender;

/**
 * By which all comes in that no route takes: what is pushed, what hubs deliver, and the samples.
 *
 * @param pipeline is asked for once there is something to send
 */
record Inlet(Supplier<Pipeline> pipeline) implements Sender {

    private static final Logger LOG = LoggerFactory.getLogger(Inlet.class);

    @Override
    public void send(List<Message> messages) throws Unavailable {
        pipeline.get().send(messages);
    }

    void giveSamples(Intake intake) {
        try {
            send(Samples.messages(intake));
        } catch (Unavailable e) {
            LOG.atWarn().addKeyValue("error", e.getMessage()).log("the samples were not taken");
        }
    }
}
