package org.yizhan;

import java.util.Optional;
import org.yizhan.article.Article;
import org.yizhan.article.Source;
import org.yizhan.article.Sources;
import org.yizhan.publish.FeedName;
import org.yizhan.tag.Organizations;
import org.yizhan.tag.Region;
import org.yizhan.tag.Regions;
import org.yizhan.tag.Tagger;
import org.yizhan.tag.Topic;
import org.yizhan.tag.Topics;
import org.yizhan.web.KnownFeeds;

/** All that can be asked for by name: sources, regions, topics and organisations. */
record Vocabularies(Sources sources, Regions regions, Topics topics, Organizations organizations, Tagger tagger)
        implements KnownFeeds {

    static Vocabularies with(Sources sources) {
        Regions regions = Regions.bundled();
        Topics topics = Topics.bundled();
        Organizations organizations = Organizations.bundled(regions);
        return new Vocabularies(sources, regions, topics, organizations, new Tagger(regions, topics, organizations));
    }

    @Override
    public Optional<String> title(FeedName name) {
        return switch (name.kind()) {
            case ALL, STORY -> Optional.empty();
            case SOURCE -> sources.find(name.value()).map(Source::name);
            case REGION -> regions.find(name.value()).map(Region::name);
            case TOPIC -> topics.find(name.value()).map(Topic::label);
            case ORGANIZATION -> organizations.label(name.value());
        };
    }

    /** The region of the article's publisher, where its source is known to have one. */
    Optional<String> publisherRegion(Article article) {
        return sources.find(article.source()).map(Source::region).filter(region -> !region.isEmpty());
    }
}
