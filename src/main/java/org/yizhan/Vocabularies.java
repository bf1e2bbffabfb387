package org.yizhan;

import java.util.List;
import java.util.Optional;
import org.yizhan.article.Article;
import org.yizhan.article.Source;
import org.yizhan.article.Sources;
import org.yizhan.article.Tag;
import org.yizhan.publish.FeedName;
import org.yizhan.tag.Dictionaries;
import org.yizhan.tag.Organizations;
import org.yizhan.tag.Region;
import org.yizhan.tag.Regions;
import org.yizhan.tag.SeenName;
import org.yizhan.tag.Tagger;
import org.yizhan.tag.Topic;
import org.yizhan.tag.Topics;
import org.yizhan.web.KnownFeeds;

/**
 * All that can be asked for by name: sources, regions, topics and organisations. What is in force changes while the
 * program runs, as a whole: whoever asks twice may get two editions, so a batch takes its {@link #tagger} anew. Safe for
 * concurrent use.
 */
final class Vocabularies implements KnownFeeds {

    private final Sources sources;
    private volatile Edition current;

    /** What is in force, and what it was made of. */
    private record Edition(
            Dictionaries dictionaries,
            List<Source> sources,
            List<SeenName> seen,
            Organizations organizations,
            Tagger tagger) {

        static Edition of(Dictionaries dictionaries, List<Source> sources, List<SeenName> seen) {
            Organizations joined = dictionaries.organizations().joined(sources, seen);
            return new Edition(dictionaries, sources, seen, joined, dictionaries.tagger(joined));
        }
    }

    private Vocabularies(Sources sources, Dictionaries dictionaries) {
        this.sources = sources;
        this.current = Edition.of(dictionaries, named(sources), List.of());
    }

    static Vocabularies with(Sources sources) {
        return with(sources, Dictionaries.bundled());
    }

    static Vocabularies with(Sources sources, Dictionaries dictionaries) {
        return new Vocabularies(sources, dictionaries);
    }

    private static List<Source> named(Sources sources) {
        return sources.all().stream().filter(Organizations::isNamed).toList();
    }

    /** Puts other dictionaries into force. */
    synchronized void use(Dictionaries dictionaries) {
        if (!dictionaries.edition().equals(current.dictionaries().edition())) {
            current = Edition.of(dictionaries, named(sources), current.seen());
        }
    }

    /** Takes in the sources and the seen names as they are now; costs something only where they have changed. */
    synchronized void refresh(List<SeenName> seen) {
        List<Source> known = named(sources);
        if (!known.equals(current.sources()) || !seen.equals(current.seen())) {
            current = Edition.of(current.dictionaries(), known, List.copyOf(seen));
        }
    }

    Regions regions() {
        return current.dictionaries().regions();
    }

    Topics topics() {
        return current.dictionaries().topics();
    }

    Organizations organizations() {
        return current.organizations();
    }

    boolean isRegion(String code) {
        return regions().find(code).isPresent();
    }

    /** The name of the region with this code; the code itself where there is none. */
    String region(String code) {
        return regions().find(code).map(Region::name).orElse(code);
    }

    /** The tagger in force. */
    Tagger tagger() {
        return current.tagger();
    }

    /** The article's tags by what is in force. */
    List<Tag> tags(Article article) {
        return tagger().tag(article, publisherRegion(article));
    }

    @Override
    public Optional<String> title(FeedName name) {
        return switch (name.kind()) {
            case ALL, STORY -> Optional.empty();
            case SOURCE -> sources.find(name.value()).map(Source::name);
            case REGION -> regions().find(name.value()).map(Region::name);
            case TOPIC -> topics().find(name.value()).map(Topic::label);
            case ORGANIZATION -> organizations().label(name.value());
        };
    }

    @Override
    public List<FeedName> above(FeedName name) {
        return switch (name.kind()) {
            case REGION ->
                regions().ancestors(name.value()).reversed().stream()
                        .map(region -> FeedName.region(region.code()))
                        .toList();
            case TOPIC ->
                topics().above(name.value()).stream()
                        .map(topic -> FeedName.topic(topic.slug()))
                        .toList();
            case ALL, STORY, SOURCE, ORGANIZATION -> List.of();
        };
    }

    @Override
    public List<FeedName> below(FeedName name) {
        return switch (name.kind()) {
            case REGION ->
                regions().children(name.value()).stream()
                        .map(region -> FeedName.region(region.code()))
                        .toList();
            case TOPIC ->
                topics().below(name.value()).stream()
                        .map(topic -> FeedName.topic(topic.slug()))
                        .toList();
            case ALL, STORY, SOURCE, ORGANIZATION -> List.of();
        };
    }

    @Override
    public List<FeedName> roots(FeedName.Kind kind) {
        return switch (kind) {
            case REGION -> List.of(FeedName.region(Regions.COUNTRY));
            case TOPIC ->
                topics().all().stream()
                        .filter(topic -> topics().above(topic.slug()).isEmpty())
                        .map(topic -> FeedName.topic(topic.slug()))
                        .toList();
            case ALL, STORY, SOURCE, ORGANIZATION -> List.of();
        };
    }

    /** The region of the article's publisher, where its source is known to have one. */
    Optional<String> publisherRegion(Article article) {
        return sources.find(article.source()).map(Source::region).filter(region -> !region.isEmpty());
    }
}
