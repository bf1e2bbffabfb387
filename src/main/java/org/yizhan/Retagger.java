package org.yizhan;

import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yizhan.article.Message;
import org.yizhan.ops.Retags;
import org.yizhan.publish.StoredArticles;
import org.yizhan.publish.StoredArticles.Place;

/**
 * Works off the orders to tag stored articles anew: a part of them goes back to the topic that {@code tag} reads, is
 * tagged and published like any other, and how far that came is kept once Kafka has acknowledged the part. After a crash
 * the last part goes once more, which changes nothing. Safe for concurrent use.
 */
final class Retagger implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Retagger.class);

    /**
     * So many go at once, and then nothing for a second: at most 500 articles a second, whatever number of instances there
     * is, so that new articles hardly wait behind them.
     */
    private static final int AT_ONCE = 500;

    private final Retags orders;
    private final StoredArticles articles;
    private final Consumer<List<? extends Message>> tag;

    /** @param tag puts articles before the tag stage; returns once they are acknowledged, or throws */
    Retagger(Retags orders, StoredArticles articles, Consumer<List<? extends Message>> tag) {
        this.orders = orders;
        this.articles = articles;
        this.tag = tag;
    }

    @Override
    public void run() {
        try {
            var unused = orders.advance(this::go);
        } catch (SQLException e) {
            throw new IllegalStateException("orders to retag can't be read: " + e.getMessage(), e);
        }
    }

    private Retags.Progress go(Retags.Retag order) {
        StoredArticles.Part part = articles.after(
                new Place(order.cursor().received(), order.cursor().article()),
                order.wanted().until(),
                order.wanted().source(),
                AT_ONCE);
        tag.accept(part.articles());
        if (part.last()) {
            LOG.atInfo()
                    .addKeyValue("order", order.id())
                    .addKeyValue("sent", order.sent() + part.articles().size())
                    .addKeyValue("leftOut", order.leftOut() + part.leftOut())
                    .log("stored articles are tagged anew");
        }
        return new Retags.Progress(
                new Retags.Cursor(part.end().received(), part.end().article()),
                part.articles().size(),
                part.leftOut(),
                part.last());
    }
}
