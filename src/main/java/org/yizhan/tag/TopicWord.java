package org.yizhan.tag;

/**
 * What a word says about one topic.
 *
 * @param topic its place in {@link Topics#all()}
 * @param weight points an occurrence in the text; negative speaks against the topic
 * @param titleWeight points an occurrence in the title
 */
record TopicWord(int topic, double weight, double titleWeight) {}
