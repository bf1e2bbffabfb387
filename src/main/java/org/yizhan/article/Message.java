package org.yizhan.article;

import java.util.UUID;

/** What one record on a topic says. */
public sealed interface Message
        permits Received, Withdrawal, Erasure, Mending, Article, Grouped, Moved, Tagged, DeadLetter, FeedsChanged {

    /** The Kafka key: the article's id wherever the message is about one article, so that its revisions stay in order. */
    UUID key();
}
