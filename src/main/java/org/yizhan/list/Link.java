package org.yizhan.list;

import java.util.Map;

/**
 * An article a list names.
 *
 * @param url absolute
 * @param title as the list prints it, empty where it does not
 * @param published as the list prints it, empty where it does not
 * @param hints what else the list tells, by the words of {@code Received.Hint}
 */
public record Link(String url, String title, String published, Map<String, String> hints) {
    public Link {
        hints = Map.copyOf(hints);
    }
}
