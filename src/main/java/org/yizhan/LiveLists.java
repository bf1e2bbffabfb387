package org.yizhan;

import java.time.Clock;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.yizhan.article.FeedsChanged;
import org.yizhan.article.Sources;
import org.yizhan.deliver.Live;
import org.yizhan.deliver.LiveWatch;
import org.yizhan.ops.Metrics;
import org.yizhan.publish.LatestChanges;
import org.yizhan.publish.StoryChanges;
import org.yizhan.web.Links;
import org.yizhan.web.LiveDesk;
import org.yizhan.web.LiveWriter;

/** What keeps the lists up to date that readers have open, joined. */
final class LiveLists implements LiveWatch {

    private final Metrics metrics;
    private final Live live;
    private final LiveDesk desk;

    LiveLists(
            Settings settings,
            Closing closing,
            DataSource database,
            Sources sources,
            Lexicon lexicon,
            Links links,
            Metrics metrics,
            Clock clock,
            RandomGenerator random) {
        this.metrics = metrics;
        var texts = new StoryChanges(database, name -> lexicon.vocabularies().title(name));
        var news = new LiveWriter(new LatestChanges(database, sources), texts::stories, links, clock);
        var room = new Live.Room(
                settings.number("yizhan.live.readers", 0), settings.number("yizhan.live.readers-per-address", 0));
        this.live = closing.add(new Live(news, this, room, Live.Pace.DEFAULT, System::nanoTime));
        this.desk = new LiveDesk(live, settings.proxies("yizhan.http.proxies"), random);
        live.start();
    }

    LiveDesk desk() {
        return desk;
    }

    void hear(FeedsChanged changed) {
        live.wake();
    }

    /** Sends the readers away before the server that they are connected to stops. */
    void dismiss() {
        live.dismiss();
    }

    @Override
    public void open(int readers) {
        metrics.deliveries().reading(readers);
    }

    @Override
    public void told(String event, int readers) {
        metrics.deliveries().told(event, readers);
    }

    @Override
    public void turnedAway(String reason) {
        metrics.deliveries().turnedAway(reason);
    }
}
