package org.yizhan.ingest.poll;

import org.yizhan.article.Channel;
import org.yizhan.fetch.Fetched;

/** Reads what a channel served; safe for concurrent use, and never throws for what a server sends. */
@FunctionalInterface
public interface ChannelReader {

    /** Reads one document. */
    Reading read(Channel channel, Fetched.Document document);
}
