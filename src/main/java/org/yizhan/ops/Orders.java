package org.yizhan.ops;

import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yizhan.article.Message;

/**
 * Gives operators' orders to the stages. None is sent without its line in the audit, and one that does not go through has
 * a second line that says so.
 */
public final class Orders {

    private static final Logger log = LoggerFactory.getLogger(Orders.class);

    private final Audit audit;
    private final Dispatch dispatch;

    public Orders(Audit audit, Dispatch dispatch) {
        this.audit = audit;
        this.dispatch = dispatch;
    }

    /** Writes the line and sends; returns once that is acknowledged. */
    void give(Audit.Deed deed, Message message) throws SQLException {
        audit.write(deed);
        send(deed, message);
    }

    /** Sends what has its line already. */
    void send(Audit.Deed deed, Message message) throws SQLException {
        try {
            dispatch.send(message);
        } catch (Dispatch.Unavailable away) {
            String why = Shown.line(String.valueOf(away.getMessage()), 300);
            log.atWarn()
                    .addKeyValue("action", deed.action().word())
                    .addKeyValue("object", Shown.line(deed.object(), 100))
                    .addKeyValue("error", why)
                    .log("an operator's order could not be sent");
            audit.write(deed.failed(why));
            throw Rejection.forNow("not ordered, Kafka did not acknowledge it (%s); try again".formatted(why));
        }
        log.atInfo()
                .addKeyValue("action", deed.action().word())
                .addKeyValue("object", Shown.line(deed.object(), 100))
                .log("an operator's order was sent");
    }
}
