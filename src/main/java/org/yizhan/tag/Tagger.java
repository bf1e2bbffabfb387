package org.yizhan.tag;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yizhan.article.Article;
import org.yizhan.article.Attribution;
import org.yizhan.article.AttributionKind;
import org.yizhan.article.Tag;

/**
 * Says what an article is about: divisions, topics, bodies.
 *
 * <p>A pure function of the article and the dictionaries. The text is scanned once by Aho-Corasick over all dictionaries;
 * only its first 20,000 characters count. Built once; immutable and safe for concurrent use.
 */
public final class Tagger {

    private final Regions regions;
    private final Organizations organizations;
    private final Vocabulary vocabulary;
    private final PlaceFinder places;
    private final RegionTagger regionTagger;
    private final TopicTagger topicTagger;
    private final OrganizationTagger organizationTagger;

    public Tagger(Regions regions, Topics topics, Organizations organizations) {
        PlaceWords words = PlaceWords.bundled(regions);
        this.regions = regions;
        this.organizations = organizations;
        this.vocabulary = new Vocabulary(
                words.names(regions), organizations.names(), organizations.departmentNames(), topics.words());
        this.places = new PlaceFinder(words);
        this.regionTagger = new RegionTagger(words);
        this.topicTagger = new TopicTagger(topics);
        this.organizationTagger = new OrganizationTagger(organizations);
    }

    /** A tagger with the bundled dictionaries. */
    public static Tagger bundled() {
        Regions regions = Regions.bundled();
        return new Tagger(regions, Topics.bundled(), Organizations.bundled(regions));
    }

    /**
     * The article's tags: regions (most specific level only), then topics (at most three), then bodies.
     *
     * @param publisherRegion GB/T 2260 code of the publisher, which decides between namesakes (鼓楼区); an unknown code is
     *     as good as none
     */
    public List<Tag> tag(Article article, Optional<String> publisherRegion) {
        Optional<Region> publisher = publisherRegion.flatMap(regions::find);
        Reading reading = Reading.of(article);
        List<Hit> hits = vocabulary.scan(reading.text());
        List<Hit> names = Vocabulary.names(hits);
        List<Mention> mentions = places.find(reading, names, publisher);
        List<Tag> tags = new ArrayList<>(regionTagger.tag(reading, mentions));
        tags.addAll(topicTagger.tag(reading, Vocabulary.topics(hits)));
        tags.addAll(organizationTagger.tag(reading, names, mentions, publisher));
        attributed(article.attribution())
                .filter(tag -> tags.stream().noneMatch(other -> other.id().equals(tag.id())))
                .ifPresent(tags::add);
        return List.copyOf(tags);
    }

    /** The body a repost or source note names. */
    private Optional<Tag> attributed(Attribution attribution) {
        if (attribution.kind() == AttributionKind.NONE || attribution.kind() == AttributionKind.REPORTER) {
            return Optional.empty();
        }
        return attribution
                .name()
                .flatMap(name -> named(name)
                        .map(organization ->
                                new Tag(Tag.Scheme.ORGANIZATION, organization.id(), organization.name(), name)));
    }

    /** The one body a printed name stands for: 福建省民政厅官网, 张掖市甘州区民政局. */
    Optional<Organization> named(String printed) {
        Reading reading = new Reading(printed, printed.length(), 0, printed.length());
        List<Hit> names = Vocabulary.names(vocabulary.scan(printed));
        List<Mention> mentions = places.find(reading, names, Optional.empty());
        return organizationTagger.tag(reading, names, mentions, Optional.empty()).stream()
                .map(Tag::id)
                .findFirst()
                .flatMap(organizations::find);
    }
}
