package org.yizhan.list;

/**
 * An article a list names.
 *
 * @param url absolute
 * @param title as the list prints it, empty where it does not
 * @param published as the list prints it, empty where it does not
 */
public record Link(String url, String title, String published) {}
