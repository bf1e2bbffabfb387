package org.yizhan.web;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yizhan.publish.FeedName;
import org.yizhan.publish.FeedSummary;
import org.yizhan.publish.Stories;
import org.yizhan.search.Wanted;

/** The list of stories, narrowed or not, with the ways to narrow it and to follow it. Blocks; safe for concurrent use. */
public final class Catalogue {

    private static final int MOST_STORIES = 30;
    private static final int MOST_LINKS = 12;
    private static final Duration SUMMARY_LIFE = Duration.ofSeconds(10);
    private static final List<FeedName.Kind> KINDS =
            List.of(FeedName.Kind.SOURCE, FeedName.Kind.REGION, FeedName.Kind.TOPIC, FeedName.Kind.ORGANIZATION);

    private final Stories stories;
    private final KnownFeeds known;
    private final Links links;
    private final PageWriter writer;
    private final LoadingCache<FeedName.Kind, List<FeedSummary>> summaries;

    Catalogue(Stories stories, KnownFeeds known, Links links, PageWriter writer) {
        this.stories = stories;
        this.known = known;
        this.links = links;
        this.writer = writer;
        this.summaries = Caffeine.newBuilder().expireAfterWrite(SUMMARY_LIFE).build(stories::feeds);
    }

    /**
     * What the page shows.
     *
     * @param filters what the list is narrowed to, besides {@code query}'s words
     * @param newest the address of the list's first page where this is another; empty there
     * @param older the address of the next page; empty on the last
     * @param ranked the address of the same list with the best answers first; empty where there is none
     * @param complete whether all stories were looked at
     * @param live the address under which the list goes on; empty where it doesn't
     */
    public record View(
            Frame frame,
            String text,
            List<Filter> filters,
            List<ListedStory.Day> days,
            String newest,
            String older,
            String ranked,
            boolean complete,
            List<Group> groups,
            String live) {
        public View {
            filters = List.copyOf(filters);
            days = List.copyOf(days);
            groups = List.copyOf(groups);
        }

        public boolean isNarrowed() {
            return !text.isEmpty() || !filters.isEmpty();
        }

        /** Whether it is narrowed to some days. */
        public boolean hasDays() {
            return filters.stream().anyMatch(Filter::isDay);
        }

        /** The first or the last of them, for an input; empty without. */
        public String day(String parameter) {
            return filters.stream()
                    .filter(filter -> filter.parameter().equals(parameter))
                    .map(Filter::value)
                    .findFirst()
                    .orElse("");
        }
    }

    /** One condition; {@code without} is the address of the list without it. */
    public record Filter(String parameter, String value, String label, String without) {

        /** Whether it is about days. */
        public boolean isDay() {
            return parameter.equals("from") || parameter.equals("to");
        }
    }

    /** The largest feeds of one kind; {@code all} is the address of the page that leads to every one. */
    public record Group(String label, String all, List<Choice> choices) {
        public Group {
            choices = List.copyOf(choices);
        }
    }

    /** One feed as a way to narrow the list. */
    public record Choice(String label, String link, long stories) {}

    /** The page of what {@code query} finds from {@code place} on. */
    Answer page(SearchQuery query, Optional<StoryPage.Place> place, Language language) {
        String title = query.label(known).orElse(language.say("最新报道", "Latest stories"));
        String address = address(query, place);
        Frame frame = writer.frame(language, title, address, Optional.of(follow(query, title)));
        List<Group> groups = groups(language);
        StoryPage found = StoryPage.of(stories, query, place, MOST_STORIES);
        byte[] html = PageWriter.fitting(MOST_STORIES, most -> {
            StoryPage shown = found.shortened(most, query.order());
            return PageWriter.html(
                    "web/catalogue.jte",
                    new View(
                            frame,
                            query.text(),
                            filters(query, language),
                            ListedStory.days(shown.entries(), frame),
                            place.isEmpty() ? "" : address(query, Optional.empty()),
                            shown.next()
                                    .map(at -> address(query, Optional.of(at)))
                                    .orElse(""),
                            ranked(query),
                            found.found().complete(),
                            groups,
                            place.isEmpty() ? LiveDesk.address(query, found.seq(), language) : ""));
        });
        return writer.page(found.seq(), 200, language, html);
    }

    static String address(SearchQuery query, Optional<StoryPage.Place> place) {
        String parameters = place.map(at -> at.query(query)).orElseGet(query::canonical);
        return parameters.isEmpty() ? "/" : "/?" + parameters;
    }

    /** The standing feed that shows the same list, where there is one; else the search's. */
    private Follow follow(SearchQuery query, String title) {
        return query.standing()
                .filter(name -> name.equals(FeedName.ALL) || known.title(name).isPresent())
                .map(name -> Follow.standing(links, name, title))
                .orElseGet(() -> Follow.search(links, query, title));
    }

    private static String ranked(SearchQuery query) {
        return query.text().isEmpty() || query.order() == Wanted.Order.RELEVANCE
                ? ""
                : address(query.inOrder(Wanted.Order.RELEVANCE), Optional.empty());
    }

    private List<Filter> filters(SearchQuery query, Language language) {
        List<Filter> filters = new ArrayList<>();
        query.filters()
                .forEach(name -> filters.add(new Filter(
                        name.kind().word(),
                        name.value(),
                        known.title(name).orElse(name.value()),
                        address(query.without(name.kind()), Optional.empty()))));
        String always = address(query.always(), Optional.empty());
        query.from()
                .ifPresent(day -> filters.add(
                        new Filter("from", day.toString(), day + language.say(" 起", " and later"), always)));
        query.to()
                .ifPresent(day -> filters.add(
                        new Filter("to", day.toString(), day + language.say(" 止", " and earlier"), always)));
        if (query.order() == Wanted.Order.RELEVANCE) {
            filters.add(new Filter(
                    "sort",
                    SearchQuery.RELEVANCE,
                    language.say("按相关度", "best first"),
                    address(query.inOrder(Wanted.Order.NEWEST), Optional.empty())));
        }
        return filters;
    }

    private List<Group> groups(Language language) {
        return KINDS.stream()
                .map(kind -> new Group(SubjectIndex.label(kind, language), SubjectIndex.address(kind), choices(kind)))
                .filter(group -> !group.choices().isEmpty())
                .toList();
    }

    private List<Choice> choices(FeedName.Kind kind) {
        return summaries.get(kind).stream()
                .limit(MOST_LINKS)
                .map(summary -> new Choice(
                        known.title(summary.name()).orElse(summary.name().value()),
                        Links.catalogue(summary.name()),
                        summary.stories()))
                .toList();
    }
}
