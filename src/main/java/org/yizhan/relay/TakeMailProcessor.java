package org.yizhan.relay;

import static java.util.Objects.requireNonNull;

import jakarta.mail.MessagingException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.mail.MailMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yizhan.article.Channel;
import org.yizhan.ingest.Letters;
import org.yizhan.ingest.Refused;

/**
 * The step that takes a letter out of a channel's mailbox; the body becomes the list of messages to send on, empty where
 * the letter is not taken. Such a letter stays in the mailbox, marked as read, and the log says why. Safe for concurrent use.
 */
public final class TakeMailProcessor implements Processor {

    private static final Logger LOG = LoggerFactory.getLogger(TakeMailProcessor.class);

    private final Letters letters;
    private final Function<String, Optional<Channel>> channels;
    private final Consumer<String> brought;

    /**
     * @param channels finds a channel by the id of its route
     * @param brought hears by which channel articles came
     */
    public TakeMailProcessor(Letters letters, Function<String, Optional<Channel>> channels, Consumer<String> brought) {
        this.letters = letters;
        this.channels = channels;
        this.brought = brought;
    }

    @Override
    public void process(Exchange exchange) throws MessagingException, IOException {
        Channel channel = channels.apply(exchange.getFromRouteId())
                .orElseThrow(() -> new IllegalStateException("the channel is not declared yet; the letter waits"));
        var letter = requireNonNull(exchange.getMessage(MailMessage.class)).getMessage();
        try {
            exchange.getMessage().setBody(List.of(letters.take(channel, letter::writeTo)));
            Brought.tell(exchange, brought);
        } catch (Refused e) {
            exchange.getMessage().setBody(List.of());
            LOG.atWarn()
                    .addKeyValue("channel", channel.id())
                    .addKeyValue("error", e.detail())
                    .log("a letter was not taken and stays in the mailbox");
        }
    }
}
