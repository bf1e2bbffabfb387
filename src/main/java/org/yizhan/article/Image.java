package org.yizhan.article;

/** A picture of an article; {@code caption} is empty where there is none. */
public record Image(String url, String caption) {}
