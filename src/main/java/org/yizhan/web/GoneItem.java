package org.yizhan.web;

import java.util.Optional;
import org.yizhan.http.Times;
import org.yizhan.publish.Tombstone;

/**
 * A tombstone as RSS says it, which has no word for one: an item with the guid of the story that is gone, under a title that
 * says what became of it, and nothing of what it said. Readers lay it over the item that they have, so it bears
 * that one's date; one of what was erased only its own. Stateless.
 */
final class GoneItem {

    private GoneItem() {}

    static void write(XmlDocument rss, Links links, Tombstone tombstone) {
        boolean erased = tombstone.fate() == Tombstone.Fate.ERASED;
        rss.open("item");
        rss.element("title", title(tombstone));
        if (!erased) {
            rss.element("link", links.absolute(Links.story(tombstone.storyId())));
        }
        rss.open("guid")
                .with("isPermaLink", "false")
                .text(Links.storyName(tombstone.storyId()))
                .close();
        rss.element("pubDate", Times.rfc822(tombstone.publishedAt()));
        rss.element("atom:updated", Times.rfc3339(tombstone.at()));
        if (!erased) {
            rss.element("description", Characters.html(GoneWords.sentence(tombstone, Optional.empty())));
        }
        rss.close();
    }

    private static String title(Tombstone tombstone) {
        return mark(tombstone)
                + switch (tombstone.fate()) {
                    case WITHDRAWN -> "这篇报道已撤下";
                    case MERGED -> "这篇报道已并入另一篇";
                    case LEFT -> "这篇报道已移出这里";
                    case ERASED -> "";
                };
    }

    /** What became of the story, as titles begin with it. */
    static String mark(Tombstone tombstone) {
        return switch (tombstone.fate()) {
            case WITHDRAWN -> "【已撤稿】";
            case MERGED -> "【已合并】";
            case LEFT -> "【已移出】";
            case ERASED -> "【已移除】";
        };
    }
}
