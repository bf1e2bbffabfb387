package org.yizhan.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.yizhan.publish.FeedContent;
import org.yizhan.publish.FeedName;
import org.yizhan.publish.Tombstone;

class FeedRendererTest {

    private final ShelvedStories stories = new ShelvedStories();
    private final FeedRenderer renderer = FeedRenderer.told(
            stories, Site.KNOWN, new Links(URI.create(Site.BASE)), Site.BASE + "/websub", () -> Entries.NOON);

    private static final FeedName NAME = FeedName.story(Entries.id("story-0"));

    private String only(FeedFormat format, Tombstone tombstone) {
        var content = new FeedContent(1, tombstone.at(), List.of(), List.of(tombstone));
        return new String(renderer.only(NAME, format, content).bytes(), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsToldOfAStoryThatIsGoneReadsAsItsFeed(FeedFormat format) {
        for (Tombstone tombstone : List.of(
                Tombstone.erased(Entries.id("story-0"), Entries.NOON),
                new Tombstone(Entries.id("story-0"), Entries.NOON, "事实有误"))) {
            stories.tombstones.clear();
            stories.tombstones.add(tombstone);
            var feed = (Answer.Rendered) renderer.story(Entries.id("story-0"), format);
            assertThat(only(format, tombstone)).isEqualTo(feed.body().toString(StandardCharsets.UTF_8));
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothingSaysThatWhatWasErasedWasWithdrawn(FeedFormat format) {
        assertThat(only(format, Tombstone.erased(Entries.id("story-0"), Entries.NOON)))
                .contains("【已移除】 - 驿站")
                .doesNotContain("撤稿", "撤回");
    }
}
