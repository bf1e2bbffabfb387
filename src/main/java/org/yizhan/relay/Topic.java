package org.yizhan.relay;

import java.util.List;

/**
 * The topics, in flow order. A stage reads one and writes the next; names never change, so a stored dead letter can
 * always be put back.
 */
public enum Topic {
    RECEIVED("articles.received"),
    NORMALIZED("articles.normalized"),
    DEDUPLICATED("articles.deduplicated"),
    TAGGED("articles.tagged"),
    DEAD("articles.dead"),
    FEEDS_CHANGED("feeds.changed");

    /** In bytes; a broker takes no record that is larger. */
    public static final int LARGEST_RECORD = 16 * 1024 * 1024;

    /** Every topic, in flow order. */
    public static final List<Topic> ALL = List.of(values());

    private final String topicName;

    Topic(String topicName) {
        this.topicName = topicName;
    }

    /** The name on the broker. */
    public String topicName() {
        return topicName;
    }

    /** One partition where order over all keys matters, otherwise as configured. */
    int partitions(int configured) {
        return this == FEEDS_CHANGED || this == DEAD ? 1 : configured;
    }
}
