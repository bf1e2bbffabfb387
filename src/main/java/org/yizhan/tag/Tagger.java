package org.yizhan.tag;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yizhan.article.Article;
import org.yizhan.article.Attribution;
import org.yizhan.article.AttributionKind;
import org.yizhan.article.Evidence;
import org.yizhan.article.Tag;

/**
 * Says what an article is about: divisions, topics, bodies.
 *
 * <p>A pure function of the article and the dictionaries. The text is scanned once by Aho-Corasick over all dictionaries;
 * only its first 20,000 characters count. Built once; immutable and safe for concurrent use.
 */
public final class Tagger {

    private static final int MOST_NAMES = 4;
    private static final int LONGEST_SHOWN = 40;

    private final Regions regions;
    private final Organizations organizations;
    private final Vocabulary vocabulary;
    private final PlaceFinder places;
    private final RegionTagger regionTagger;
    private final TopicTagger topicTagger;
    private final OrganizationTagger organizationTagger;

    Tagger(Regions regions, PlaceWords words, Topics topics, Organizations organizations) {
        this.regions = regions;
        this.organizations = organizations;
        this.vocabulary = new Vocabulary(words.names(regions), organizations, topics);
        this.places = new PlaceFinder(words);
        this.regionTagger = new RegionTagger(words);
        this.topicTagger = new TopicTagger(topics);
        this.organizationTagger = new OrganizationTagger(organizations, regions);
    }

    /** A tagger with the dictionaries that come with the program. */
    public static Tagger bundled() {
        Dictionaries dictionaries = Dictionaries.bundled();
        return dictionaries.tagger(dictionaries.organizations());
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
        tags.addAll(organizationTagger.tag(reading, OrganizationTagger.Found.of(hits, names, mentions), publisher));
        for (Tag tag : attributed(article.attribution(), publisher)) {
            if (tags.stream()
                    .noneMatch(other ->
                            other.scheme() == tag.scheme() && other.id().equals(tag.id()))) {
                tags.add(tag);
            }
        }
        return List.copyOf(tags);
    }

    /** The bodies a note names: as a whole, part by part, or somewhere in it. */
    private List<Tag> attributed(Attribution attribution, Optional<Region> publisher) {
        if (attribution.kind() == AttributionKind.NONE || attribution.kind() == AttributionKind.REPORTER) {
            return List.of();
        }
        String name = attribution.name().orElse("");
        List<Tag> whole = organizations
                .called(name, publisher)
                .or(() -> organizations.called(name, Optional.empty()))
                .map(body -> List.of(tag(body, name)))
                .orElseGet(() -> byParts(name, publisher));
        return whole.isEmpty() ? unlisted(attribution.kind(), name) : whole;
    }

    private List<Tag> byParts(String name, Optional<Region> publisher) {
        return PrintedName.parts(name).stream()
                .limit(MOST_NAMES)
                .flatMap(part -> organizations.called(part, publisher).map(body -> tag(body, part)).stream())
                .toList();
    }

    /**
     * A repost or source note that can be a name is one, though no dictionary has it; of any other note the body that is
     * named somewhere in it (新华社北京11月3日电) counts.
     */
    private List<Tag> unlisted(AttributionKind kind, String name) {
        String stable = PrintedName.stable(name);
        if (organizations.isHidden(stable)) {
            return List.of();
        }
        boolean names = kind == AttributionKind.REPOST || kind == AttributionKind.SOURCE;
        if (names && PrintedName.parts(name).size() == 1 && PrintedName.isCredible(stable)) {
            return List.of(tag(Organization.named(stable, "", ""), name));
        }
        return within(name).map(body -> List.of(tag(body, name))).orElse(List.of());
    }

    private static Tag tag(Organization body, String printed) {
        var evidence = new Evidence(
                printed.substring(0, Math.min(printed.length(), LONGEST_SHOWN)), Evidence.Part.ATTRIBUTION, 0, 0);
        return Tag.of(Tag.Scheme.ORGANIZATION, body.id(), body.name(), List.of(evidence));
    }

    /** The first body named in a note. */
    private Optional<Organization> within(String note) {
        Reading reading = Reading.ofNote(note);
        List<Hit> hits = vocabulary.scan(reading.text());
        List<Hit> names = Vocabulary.names(hits);
        List<Mention> mentions = places.find(reading, names, Optional.empty());
        return organizationTagger
                .tag(reading, OrganizationTagger.Found.of(hits, names, mentions), Optional.empty())
                .stream()
                .map(Tag::id)
                .findFirst()
                .flatMap(organizations::find);
    }
}
