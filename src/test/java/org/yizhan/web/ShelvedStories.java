package org.yizhan.web;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yizhan.article.Article;
import org.yizhan.article.Verdict;
import org.yizhan.publish.ArchiveMark;
import org.yizhan.publish.ArchivePage;
import org.yizhan.publish.Copy;
import org.yizhan.publish.Entry;
import org.yizhan.publish.ExportRow;
import org.yizhan.publish.Facets;
import org.yizhan.publish.FeedContent;
import org.yizhan.publish.FeedName;
import org.yizhan.publish.FeedSummary;
import org.yizhan.publish.FeedsHeld;
import org.yizhan.publish.Former;
import org.yizhan.publish.Recent;
import org.yizhan.publish.ReportQuery;
import org.yizhan.publish.ReportRow;
import org.yizhan.publish.StoredArticle;
import org.yizhan.publish.Stories;
import org.yizhan.publish.StoriesFound;
import org.yizhan.publish.StoryFound;
import org.yizhan.publish.StoryHistory;
import org.yizhan.publish.StoryQuery;
import org.yizhan.publish.StoryTitle;
import org.yizhan.publish.Tombstone;
import org.yizhan.publish.provenance.Chain;
import org.yizhan.publish.provenance.Member;
import org.yizhan.publish.provenance.Origin;
import org.yizhan.publish.provenance.Provenance;
import org.yizhan.publish.provenance.TextDiff;
import org.yizhan.search.Tally;

/** Stories in memory, without archives, that count how often they are asked, and can be away as PostgreSQL can. */
final class ShelvedStories implements Stories {

    final AtomicInteger asked = new AtomicInteger();
    final List<Tombstone> tombstones = new CopyOnWriteArrayList<>();
    final List<ExportRow> rows = new CopyOnWriteArrayList<>();
    final List<ReportRow> reports = new CopyOnWriteArrayList<>();
    final List<ReportQuery> asks = new CopyOnWriteArrayList<>();
    final Map<UUID, String> texts = new ConcurrentHashMap<>();
    final Map<UUID, UUID> merged = new ConcurrentHashMap<>();
    final Map<UUID, StoredArticle> articles = new ConcurrentHashMap<>();
    /** Of revised articles what they had said, which others took. */
    final Map<UUID, Former> revisions = new ConcurrentHashMap<>();

    final Map<UUID, StoryHistory> histories = new ConcurrentHashMap<>();
    final List<Facets.Group> groups = new CopyOnWriteArrayList<>();
    volatile boolean away;
    volatile long seq = 1;

    private final Map<UUID, Entry> entries = new ConcurrentHashMap<>();

    void put(Entry entry) {
        entries.put(entry.storyId(), entry);
    }

    void remove(UUID storyId) {
        entries.remove(storyId);
    }

    private void ask() {
        asked.incrementAndGet();
        if (away) {
            throw new IllegalStateException("the store is away", new SQLException("connection refused"));
        }
    }

    @Override
    public FeedContent feed(FeedName name, int limit) {
        ask();
        return content(entry -> isIn(entry, name), limit);
    }

    @Override
    public Recent recent(FeedName name, int limit) {
        return new Recent(feed(name, limit), Optional.empty(), 0);
    }

    @Override
    public boolean hasHeld(FeedName name) {
        return false;
    }

    @Override
    public Optional<ArchivePage> page(FeedName name, int number) {
        ask();
        return Optional.empty();
    }

    @Override
    public Optional<ArchiveMark> mark(FeedName name, int number) {
        ask();
        return Optional.empty();
    }

    @Override
    public void cut(FeedName name, Optional<Integer> page, int most) {
        throw new UnsupportedOperationException("no archive is kept in memory");
    }

    @Override
    public StoriesFound search(StoryQuery query) {
        ask();
        return StoriesFound.of(
                content(entry -> answers(entry, query), query.limit()).telling(List.of()));
    }

    @Override
    public List<Tombstone> gone(StoryQuery query) {
        ask();
        return tombstones;
    }

    private FeedContent content(Predicate<Entry> wanted, int limit) {
        List<Entry> found = entries.values().stream()
                .filter(wanted)
                .sorted(Comparator.comparing(Entry::publishedAt).reversed().thenComparing(Entry::storyId))
                .limit(limit)
                .toList();
        Instant newest = Stream.concat(
                        found.stream().map(Entry::updatedAt),
                        tombstones.stream().map(Tombstone::at))
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
        return new FeedContent(seq, newest, found, tombstones);
    }

    private static boolean answers(Entry entry, StoryQuery query) {
        return Stream.of(query.text().split(" ")).allMatch(word -> (entry.title() + entry.html()).contains(word))
                && query.region().map(FeedName::region).stream().allMatch(name -> isIn(entry, name))
                && query.topic().map(FeedName::topic).stream().allMatch(name -> isIn(entry, name))
                && query.source().map(FeedName::source).stream().allMatch(name -> isIn(entry, name))
                && query.organization().map(FeedName::organization).stream().allMatch(name -> isIn(entry, name))
                && query.before().stream().allMatch(time -> isBehind(entry, time, query.after()));
    }

    private static boolean isBehind(Entry entry, Instant time, Optional<UUID> id) {
        return entry.publishedAt().isBefore(time)
                || (entry.publishedAt().equals(time)
                        && id.filter(last -> entry.storyId().compareTo(last) > 0)
                                .isPresent());
    }

    private static boolean isIn(Entry entry, FeedName name) {
        return names(entry).contains(name);
    }

    private static List<FeedName> names(Entry entry) {
        var names = new ArrayList<FeedName>(List.of(FeedName.ALL));
        Stream.concat(Stream.of(entry.origin()), entry.copies().stream())
                .map(Copy::source)
                .map(FeedName::source)
                .forEach(names::add);
        entry.tags().stream().map(Links::feed).forEach(names::add);
        return names;
    }

    @Override
    public Facets facets(StoryQuery query, int most) {
        ask();
        List<Entry> found =
                entries.values().stream().filter(entry -> answers(entry, query)).toList();
        return new Facets(
                found.size(), Tally.Precision.EXACT, true, true, groups.isEmpty() ? groups(found, most) : groups);
    }

    private static List<Facets.Group> groups(List<Entry> found, int most) {
        Map<FeedName, Long> counts = found.stream()
                .flatMap(entry -> names(entry).stream().distinct())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        return Stream.of(FeedName.Kind.REGION, FeedName.Kind.TOPIC, FeedName.Kind.SOURCE)
                .map(kind -> new Facets.Group(
                        kind,
                        counts.entrySet().stream()
                                .filter(count -> count.getKey().kind() == kind)
                                .limit(most)
                                .map(count -> new Facets.Choice(count.getKey(), count.getValue()))
                                .toList(),
                        Math.max(
                                0,
                                (int) counts.keySet().stream()
                                                .filter(name -> name.kind() == kind)
                                                .count()
                                        - most)))
                .filter(group -> !group.choices().isEmpty())
                .toList();
    }

    @Override
    public StoryFound story(UUID id) {
        ask();
        Entry entry = entries.get(id);
        if (entry != null) {
            return new StoryFound.Present(entry);
        }
        UUID into = merged.get(id);
        if (into != null) {
            return new StoryFound.Merged(into);
        }
        return tombstones.stream()
                .filter(tombstone -> tombstone.storyId().equals(id))
                .<StoryFound>map(tombstone -> tombstone.fate() == Tombstone.Fate.ERASED
                        ? new StoryFound.Unknown(Optional.of(tombstone))
                        : new StoryFound.Withdrawn(tombstone))
                .findFirst()
                .orElse(new StoryFound.Unknown());
    }

    @Override
    public Map<UUID, StoryTitle> titles(Collection<UUID> ids) {
        ask();
        return ids.stream()
                .filter(id -> entries.containsKey(merged.getOrDefault(id, id)))
                .collect(Collectors.toMap(Function.identity(), id -> {
                    Entry entry = entries.get(merged.getOrDefault(id, id));
                    return new StoryTitle(entry.storyId(), entry.title());
                }));
    }

    @Override
    public StoryHistory history(UUID story) {
        ask();
        return histories.getOrDefault(story, StoryHistory.NONE);
    }

    @Override
    public Optional<StoredArticle> article(UUID id) {
        ask();
        return Optional.ofNullable(articles.get(id));
    }

    @Override
    public void export(long since, Consumer<ExportRow> sink) {
        ask();
        rows.stream().filter(row -> row.seq() > since).forEach(sink);
    }

    @Override
    public Optional<Provenance> provenance(UUID story) {
        ask();
        return Optional.ofNullable(entries.get(story)).map(this::way);
    }

    private Provenance way(Entry entry) {
        List<Copy> copies = Stream.concat(Stream.of(entry.origin()), entry.copies().stream())
                .toList();
        Set<String> carriers = copies.stream().map(Copy::source).collect(Collectors.toSet());
        Origin origin = Origin.of(member(entry.origin()), carriers::contains, Site.SOURCES);
        List<Member> members = copies.stream()
                .map(this::member)
                .sorted(Comparator.comparing(Member::publishedAt))
                .toList();
        return Provenance.of(
                entry.origin().articleId(),
                Chain.of(members, origin).steps().stream()
                        .map(step -> new Provenance.Taken(
                                step,
                                TextDiff.between(
                                        revisions.containsKey(step.against().id())
                                                ? revisions
                                                        .get(step.against().id())
                                                        .text()
                                                : texts.getOrDefault(
                                                        step.against().id(), ""),
                                        texts.getOrDefault(step.member().id(), "")),
                                revisions.containsKey(step.against().id())
                                        ? Optional.of(revisions
                                                .get(step.against().id())
                                                .revision())
                                        : Optional.empty(),
                                origin.judge(step.member()).compliance()))
                        .toList());
    }

    private Member member(Copy copy) {
        return new Member(
                copy.articleId(),
                copy.source(),
                copy.title(),
                copy.url(),
                copy.publishedAt(),
                copy.attribution(),
                copy.matched(),
                copy.withdrawn(),
                Optional.ofNullable(revisions.get(copy.articleId())).stream()
                        .map(Former::title)
                        .toList(),
                false);
    }

    @Override
    public Optional<Former> former(UUID article, int revision) {
        return Optional.ofNullable(revisions.get(article)).filter(was -> was.revision() == revision);
    }

    @Override
    public Optional<Provenance.Taken> provenanceOf(UUID article) {
        return entries.values().stream()
                .map(this::way)
                .flatMap(way -> way.of(article).stream())
                .findFirst();
    }

    /** Keeps the text of a member. */
    void keep(Copy copy, UUID story, String... paragraphs) {
        var article = new Article(
                copy.articleId(),
                copy.source(),
                copy.articleId().toString(),
                copy.url(),
                copy.title(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "",
                List.of(paragraphs),
                copy.publishedAt(),
                copy.publishedAt(),
                copy.attribution(),
                List.of(),
                Optional.empty(),
                "0f",
                List.of(),
                Optional.empty());
        var verdict = new Verdict(story, copy.relation(), copy.matched(), 1, 1, "none", List.of(), 0);
        articles.put(
                copy.articleId(),
                new StoredArticle(1, article, story, verdict, List.of(), 1, copy.withdrawn(), "", "trace", List.of()));
        texts.put(copy.articleId(), String.join("\n", paragraphs));
    }

    @Override
    public void report(ReportQuery query, Consumer<ReportRow> sink) {
        ask();
        asks.add(query);
        reports.forEach(sink);
    }

    @Override
    public long seq() {
        ask();
        return seq;
    }

    @Override
    public List<FeedSummary> feeds(Collection<FeedName> names) {
        return Stream.of(FeedName.Kind.values())
                .flatMap(kind -> feeds(kind).stream())
                .filter(summary -> names.contains(summary.name()))
                .toList();
    }

    @Override
    public FeedsHeld feeds(FeedName.Kind kind, long from, int most) {
        List<FeedSummary> all = feeds(kind);
        List<FeedSummary> part = all.stream().skip(from).limit(most).toList();
        return new FeedsHeld(part, part.isEmpty() ? 0 : all.size());
    }

    @Override
    public List<FeedSummary> feeds(FeedName.Kind kind) {
        ask();
        return entries.values().stream()
                .flatMap(entry -> names(entry).stream())
                .filter(name -> name.kind() == kind)
                .distinct()
                .map(name -> {
                    List<Entry> held = entries.values().stream()
                            .filter(entry -> isIn(entry, name))
                            .toList();
                    return new FeedSummary(
                            name,
                            held.size(),
                            held.stream()
                                    .map(Entry::publishedAt)
                                    .max(Comparator.naturalOrder())
                                    .orElse(Instant.EPOCH));
                })
                .sorted(Comparator.comparingLong(FeedSummary::stories).reversed())
                .toList();
    }

    @Override
    public Map<String, List<Instant>> published(Collection<String> sources, int most) {
        ask();
        return entries.values().stream()
                .flatMap(entry -> Stream.concat(Stream.of(entry.origin()), entry.copies().stream()))
                .filter(copy -> sources.contains(copy.source()))
                .sorted(Comparator.comparing(Copy::publishedAt).reversed())
                .collect(Collectors.groupingBy(
                        Copy::source,
                        Collectors.mapping(
                                Copy::publishedAt,
                                Collectors.collectingAndThen(
                                        Collectors.toList(),
                                        times -> times.stream().limit(most).toList()))));
    }
}
