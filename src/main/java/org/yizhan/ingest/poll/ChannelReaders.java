package org.yizhan.ingest.poll;

import java.util.EnumMap;
import java.util.Map;
import org.yizhan.article.Channel;
import org.yizhan.list.LinkReader;

/** The readers of all kinds of channels that are polled. */
public final class ChannelReaders {

    private ChannelReaders() {}

    /** One for each kind; {@code feeds} reads feeds. */
    public static Map<Channel.Kind, ChannelReader> with(ChannelReader feeds) {
        var readers = new EnumMap<Channel.Kind, ChannelReader>(Channel.Kind.class);
        for (Channel.Kind kind : Channel.Kind.values()) {
            LinkReader.of(kind)
                    .ifPresent(links -> readers.put(
                            kind, (channel, document) -> new Reading.Listing(links.read(channel, document))));
        }
        readers.put(Channel.Kind.POLL_FEED, feeds);
        readers.put(Channel.Kind.WEBSUB, feeds);
        return Map.copyOf(readers);
    }
}
