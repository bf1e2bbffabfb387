package org.yizhan;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.yizhan.article.Hop;
import org.yizhan.article.WebAddress;
import org.yizhan.deduplicate.Explanation;
import org.yizhan.deliver.Subscriptions;
import org.yizhan.ops.Order;
import org.yizhan.ops.Trail;
import org.yizhan.ops.Trails;
import org.yizhan.publish.Copy;
import org.yizhan.publish.Entry;
import org.yizhan.publish.FeedName;
import org.yizhan.publish.Former;
import org.yizhan.publish.NamedArticles;
import org.yizhan.publish.StoredArticle;
import org.yizhan.publish.Stories;
import org.yizhan.publish.StoryFound;
import org.yizhan.publish.StoryQuery;
import org.yizhan.publish.provenance.TextDiff;
import org.yizhan.relay.Topic;

/** What publish, deduplicate and deliver keep of an article, joined to its trail. */
final class TracedArticles implements Trails {

    private static final int MOST_REVISIONS = 50;
    private static final int MOST_COMPARED = 20;
    private static final int MOST_TOLD = 200;
    private static final int LONGEST_SOUGHT = 2_000;

    /** What each word of a hop wrote to; an operator has records put before any stage. */
    private static final Map<String, Topic> WRITTEN = Map.of(
            "ingest", Topic.RECEIVED,
            "normalize", Topic.NORMALIZED,
            "deduplicate", Topic.DEDUPLICATED,
            "tag", Topic.TAGGED,
            "publish", Topic.FEEDS_CHANGED);

    private final Stories stories;
    private final NamedArticles articles;
    private final Function<UUID, Optional<Explanation>> explain;
    private final Subscriptions subscriptions;

    TracedArticles(
            Stories stories,
            NamedArticles articles,
            Function<UUID, Optional<Explanation>> explain,
            Subscriptions subscriptions) {
        this.stories = stories;
        this.articles = articles;
        this.explain = explain;
        this.subscriptions = subscriptions;
    }

    /** What names one article exactly goes before what may mean many. */
    @Override
    public List<Hit> find(String sought, Optional<String> source, int most) {
        String text = sought.strip().replace('\0', '\uFFFD');
        if (text.codePoints().noneMatch(Character::isLetterOrDigit) || text.length() > LONGEST_SOUGHT) {
            return List.of();
        }
        Map<UUID, Hit> hits = new LinkedHashMap<>();
        exact(text).forEach(hit -> hits.putIfAbsent(hit.articleId(), hit));
        if (hits.isEmpty()) {
            titled(text).forEach(hit -> hits.putIfAbsent(hit.articleId(), hit));
            worded(text, source, most).forEach(hit -> hits.putIfAbsent(hit.articleId(), hit));
        }
        return hits.values().stream()
                .filter(hit -> source.isEmpty() || hit.source().equals(source.get()))
                .limit(most)
                .toList();
    }

    @Override
    public List<Hit> newest(String source, int most) {
        return hits(articles.newest(source, most), hit -> By.SOURCE);
    }

    @Override
    public List<Hit> arrived(String traceId) {
        return hits(articles.byTrace(traceId), hit -> By.TRACE);
    }

    private List<Hit> exact(String text) {
        List<Hit> hits = new ArrayList<>();
        Order.id(text).ifPresent(id -> hits.addAll(hits(articles.byId(List.of(id)), hit -> By.ID)));
        if (hits.isEmpty()) {
            Order.id(text)
                    .flatMap(this::standing)
                    .ifPresent(story -> hits.addAll(hits(articles.byId(List.of(story)), hit -> By.STORY)));
        }
        if (WebAddress.isWeb(text)) {
            hits.addAll(hits(articles.byUrl(text), hit -> By.URL));
        }
        hits.addAll(hits(articles.byExternalId(text), hit -> By.EXTERNAL_ID));
        return hits;
    }

    /** The story that one of this id was joined to. */
    private Optional<UUID> standing(UUID id) {
        return stories.story(id) instanceof StoryFound.Merged merged ? Optional.of(merged.into()) : Optional.empty();
    }

    private List<Hit> titled(String text) {
        return hits(articles.byTitle(text), hit -> By.TITLE);
    }

    private static List<Hit> hits(List<NamedArticles.Found> found, Function<NamedArticles.Found, By> by) {
        return found.stream().map(hit -> hit(hit, by.apply(hit))).toList();
    }

    private static Hit hit(NamedArticles.Found found, By by) {
        return new Hit(
                found.articleId(),
                found.storyId(),
                found.source(),
                found.externalId(),
                found.title(),
                found.url(),
                found.publishedAt(),
                found.withdrawn(),
                by);
    }

    /** By the index of stories, the origin of each; of one source, each of that source's. */
    private Stream<Hit> worded(String text, Optional<String> source, int most) {
        var query = new StoryQuery(
                text,
                Optional.empty(),
                Optional.empty(),
                source,
                Optional.empty(),
                Optional.empty(),
                Math.min(most, 200));
        List<Entry> entries = stories.search(query).content().entries();
        if (source.isPresent()) {
            List<UUID> found = entries.stream().map(Entry::storyId).toList();
            return hits(articles.byId(found), hit -> By.WORDS).stream();
        }
        List<UUID> origins =
                entries.stream().map(Entry::origin).map(Copy::articleId).toList();
        Map<UUID, Hit> found = new LinkedHashMap<>();
        hits(articles.byId(origins), hit -> By.WORDS).forEach(hit -> found.put(hit.articleId(), hit));
        return origins.stream().map(found::get).flatMap(Stream::ofNullable);
    }

    @Override
    public Optional<Instant> erased(UUID article) {
        return articles.erased(article);
    }

    @Override
    public boolean isSeen(UUID article) {
        return explain.apply(article).isPresent();
    }

    @Override
    public Optional<Trail> of(UUID article) {
        return stories.article(article).map(this::trail);
    }

    private Trail trail(StoredArticle stored) {
        UUID id = stored.article().key();
        List<String> feeds = articles.feeds(stored.storyId());
        return new Trail(
                stored.article(),
                stored.storyId(),
                stored.withdrawn(),
                stored.withdrawalReason(),
                stored.seq(),
                stored.revision(),
                stored.verdict(),
                stored.tags(),
                stored.traceId(),
                steps(stored),
                explain.apply(id).map(Explanation::candidates).orElse(List.of()).stream()
                        .limit(MOST_COMPARED)
                        .map(TracedArticles::compared)
                        .toList(),
                revisions(stored, articles.former(id, MOST_REVISIONS)),
                happenings(stored.storyId()),
                feeds,
                told(feeds, stored.storyId()));
    }

    private static List<Trail.Step> steps(StoredArticle stored) {
        List<Hop> hops = stored.hops();
        List<Trail.Step> steps = new ArrayList<>(hops.size());
        for (int i = 0; i < hops.size(); i++) {
            Hop hop = hops.get(i);
            String next = i + 1 < hops.size() ? hops.get(i + 1).stage() : "";
            Optional<Topic> topic = Optional.ofNullable(WRITTEN.get(hop.stage()))
                    .or(() -> Optional.ofNullable(Stages.INPUTS.get(next)));
            steps.add(new Trail.Step(
                    hop.stage(), hop.at(), topic.map(Topic::topicName).orElse(""), hop.place()));
        }
        return steps;
    }

    private static Trail.Compared compared(Explanation.Candidate candidate) {
        return new Trail.Compared(
                candidate.articleId(),
                candidate.source(),
                candidate.title(),
                candidate.same(),
                candidate.similarity(),
                candidate.containment(),
                candidate.rule(),
                candidate.reason());
    }

    private static List<Trail.Revision> revisions(StoredArticle stored, List<Former> former) {
        String text = String.join("\n", stored.article().paragraphs());
        List<Former> all = new ArrayList<>(former.size() + 1);
        all.add(new Former(
                stored.revision(),
                stored.article().title(),
                text,
                stored.article().receivedAt()));
        all.addAll(former);
        List<Trail.Revision> revisions = new ArrayList<>(all.size());
        for (int i = 0; i < all.size(); i++) {
            Former one = all.get(i);
            revisions.add(new Trail.Revision(
                    one.revision(),
                    one.at(),
                    one.title(),
                    !one.text().isEmpty(),
                    i + 1 < all.size() ? changes(all.get(i + 1), one) : List.of()));
        }
        return revisions;
    }

    private static List<Trail.Changed> changes(Former before, Former after) {
        if (before.text().isEmpty() || after.text().isEmpty()) {
            return List.of();
        }
        return TextDiff.between(before.text(), after.text()).changes().stream()
                .map(edit -> new Trail.Changed(edit.from(), edit.to()))
                .toList();
    }

    private List<Trail.Happening> happenings(UUID story) {
        return stories.history(story).changes().stream()
                .map(change -> new Trail.Happening(
                        change.kind().name().toLowerCase(Locale.ROOT),
                        change.articleId(),
                        change.source(),
                        change.at(),
                        change.titleBefore(),
                        change.titleAfter(),
                        change.note()))
                .toList();
    }

    private List<Trail.Told> told(List<String> feeds, UUID story) {
        List<String> topics = new ArrayList<>(feeds);
        topics.add(FeedName.story(story).toString());
        try {
            return subscriptions.told(topics, MOST_TOLD).stream()
                    .map(told -> new Trail.Told(
                            told.id(), told.topic(), told.host(), told.seq(), told.lastDeliveryAt(), told.attempt()))
                    .toList();
        } catch (SQLException e) {
            throw new IllegalStateException("the subscriptions can't be read: " + e.getMessage(), e);
        }
    }
}
