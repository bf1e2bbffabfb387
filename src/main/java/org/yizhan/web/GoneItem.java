package org.yizhan.web;

import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.yizhan.http.Times;
import org.yizhan.publish.Tombstone;

/**
 * A tombstone as RSS says it, which has no word for one: an item with the guid of the story that is gone, under a title that
 * begins with 【已撤稿】 or 【已合并】, and nothing of what it said. Readers lay it over the item that they have,
 * at that one's date, so it names none of its own. Stateless.
 */
final class GoneItem {

    private static final DateTimeFormatter DAY_AND_TIME = DateTimeFormatter.ofPattern("uuuu年M月d日HH:mm", Locale.ROOT);

    private GoneItem() {}

    static void write(XmlDocument rss, Links links, Tombstone tombstone) {
        String at = DAY_AND_TIME.format(Times.inChina(tombstone.at()));
        boolean merged = tombstone.isMerger();
        rss.open("item");
        rss.element("title", merged ? "【已合并】这篇报道已并入另一篇" : "【已撤稿】这篇报道已撤下");
        rss.element("link", links.absolute(Links.story(tombstone.storyId())));
        rss.open("guid")
                .with("isPermaLink", "false")
                .text(Links.storyName(tombstone.storyId()))
                .close();
        rss.element("atom:updated", Times.rfc3339(tombstone.at()));
        rss.element(
                "description",
                merged ? "这篇报道已于" + at + "并入另一篇，点开即可读到。" : "这篇报道已于" + at + "撤下。" + Characters.html(reason(tombstone)));
        rss.close();
    }

    private static String reason(Tombstone tombstone) {
        String reason = EntryWords.reason(tombstone);
        return reason.isBlank() ? "" : "原因：" + reason;
    }
}
