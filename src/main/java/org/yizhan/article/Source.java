package org.yizhan.article;

import java.util.List;

/**
 * 来源站: a site, account or newspaper that gives us articles.
 *
 * @param id ours is a slug; one that was pushed to us keeps the string it came with (NFC)
 * @param name as people call it
 * @param aliases other names it is printed under
 * @param region GB/T 2260 code of its publisher, empty where unknown; 100000 for national bodies
 * @param homepage its address, empty where unknown
 * @param kind {@code feed}, {@code list}, {@code push}, {@code page} or {@code websub}
 * @param approval when it was on the list of units whose news may be reposted (稿源单位名单)
 */
public record Source(
        String id, String name, List<String> aliases, String region, String homepage, String kind, Approval approval) {

    public Source {
        if (id.isBlank()) {
            throw new IllegalArgumentException("a source needs an id");
        }
        aliases = List.copyOf(aliases);
    }

    /** A source of which nothing is known but how it came. */
    public static Source unknown(String id) {
        return new Source(id, id, List.of(), "", "", "push", Approval.NEVER);
    }
}
