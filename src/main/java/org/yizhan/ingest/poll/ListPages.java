package org.yizhan.ingest.poll;

import java.util.Optional;
import org.yizhan.article.Channel;
import org.yizhan.fetch.Fetch;

/** Says where a list's pages are, where they are numbered. */
@FunctionalInterface
public interface ListPages {

    /** What to fetch for the {@code page}th page, the first being 1; empty where the channel's pages have no numbers. */
    Optional<Fetch> fetch(Channel channel, int page);
}
