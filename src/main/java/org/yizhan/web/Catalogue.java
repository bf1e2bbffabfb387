package org.yizhan.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yizhan.http.Language;
import org.yizhan.publish.Facets;
import org.yizhan.publish.FeedName;
import org.yizhan.publish.Stories;
import org.yizhan.search.Marker;
import org.yizhan.search.Tally;
import org.yizhan.search.Wanted;

/** The list of stories, narrowed or not, with the ways to narrow it and to follow it. Blocks; safe for concurrent use. */
public final class Catalogue {

    private static final int MOST_STORIES = 30;
    private static final int MOST_COUNTS = 500;
    private static final Duration COUNTED = Duration.ofSeconds(10);

    private final Stories stories;
    private final KnownFeeds known;
    private final Links links;
    private final PageWriter writer;
    private final Cache<String, Facets> facets;

    Catalogue(Stories stories, KnownFeeds known, Links links, PageWriter writer) {
        this.stories = stories;
        this.known = known;
        this.links = links;
        this.writer = writer;
        this.facets = Caffeine.newBuilder()
                .maximumSize(MOST_COUNTS)
                .expireAfterWrite(COUNTED)
                .build();
    }

    /**
     * What the page shows.
     *
     * @param count how many stories the list has; empty where nobody has counted them
     * @param filters what the list is narrowed to, besides {@code query}'s words
     * @param warnings why nothing can be in it
     * @param newest the address of the list's first page where this is another; empty there
     * @param older the address of the next page; empty on the last
     * @param ranked the address of the same list with the best answers first; empty where there is none
     * @param complete whether all stories were looked at
     * @param live the address under which the list goes on; empty where it doesn't
     */
    public record View(
            Frame frame,
            String text,
            String count,
            List<Filter> filters,
            List<String> warnings,
            List<ListedStory.Day> days,
            String newest,
            String older,
            String ranked,
            boolean complete,
            List<Group> groups,
            String live) {
        public View {
            filters = List.copyOf(filters);
            warnings = List.copyOf(warnings);
            days = List.copyOf(days);
            groups = List.copyOf(groups);
        }

        public boolean isNarrowed() {
            return !text.isEmpty() || !filters.isEmpty();
        }

        /** The form that searches, with all that the list is narrowed to. */
        public SearchBox box() {
            return new SearchBox(
                    text,
                    filters.stream()
                            .filter(filter -> !filter.isDay())
                            .map(filter -> new SearchBox.Condition(filter.parameter(), filter.value()))
                            .toList(),
                    day("from"),
                    day("to"));
        }

        /** The first or the last day of those that it is narrowed to; empty without. */
        private String day(String parameter) {
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

    /**
     * Ways of one kind to narrow the list, those that leave most stories.
     *
     * @param all the address of the page that leads to every one of the kind
     * @param more how many there are besides
     * @param rest the address of the page that has these, too, with what they leave of the list
     */
    public record Group(String label, String all, List<Choice> choices, int more, String rest) {
        public Group {
            choices = List.copyOf(choices);
        }
    }

    /** One condition to add, and how many stories it leaves; 0 where nobody has counted them. */
    public record Choice(String label, String link, long stories) {}

    /**
     * The page of what {@code query} finds from {@code place} on.
     *
     * @param typed the words as the reader wrote them, who is to find them so in the title and in the search box
     */
    Answer page(SearchQuery query, String typed, Optional<StoryPage.Place> place, Language language) {
        SearchQuery asked = query.spelt(typed);
        String latest = language.say("最新报道", "Latest stories");
        Frame frame = writer.frame(
                language,
                asked.label(known).orElse(latest),
                address(asked, place),
                address(query, place),
                Optional.of(follow(query, query.label(known).orElse(latest))));
        Optional<Marker> marker = Snippet.marker(typed);
        Facets facets = facets(query);
        List<Group> groups = groups(asked, facets, language);
        List<String> warnings = UnknownNames.in(query, known, stories).stream()
                .map(advice -> advice.in(language))
                .toList();
        StoryPage found = StoryPage.of(stories, query, place, MOST_STORIES);
        byte[] html = PageWriter.fitting(MOST_STORIES, most -> {
            StoryPage shown = found.shortened(most, query.order());
            return PageWriter.html(
                    "web/catalogue.jte",
                    new View(
                            frame,
                            typed,
                            count(facets, frame),
                            filters(asked, language),
                            warnings,
                            ListedStory.days(shown.entries(), frame, marker),
                            place.isEmpty() ? "" : address(asked, Optional.empty()),
                            shown.next()
                                    .map(at -> address(asked, Optional.of(at)))
                                    .orElse(""),
                            ranked(asked),
                            found.found().complete(),
                            groups,
                            place.isEmpty() ? LiveDesk.address(asked, found.seq(), language) : ""));
        });
        return writer.page(found.seq(), 200, language, html);
    }

    /** Counted again every {@link #COUNTED} at most, for all pages and both languages. */
    private Facets facets(SearchQuery query) {
        SearchQuery counted = query.inOrder(Wanted.Order.NEWEST);
        return facets.get(counted.canonical(), name -> stories.facets(counted.page(Optional.empty(), 1)));
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
        query.from()
                .ifPresent(day -> filters.add(new Filter(
                        "from",
                        day.toString(),
                        day + language.say(" 起", " and later"),
                        address(query.fromAnyDay(), Optional.empty()))));
        query.to()
                .ifPresent(day -> filters.add(new Filter(
                        "to",
                        day.toString(),
                        day + language.say(" 止", " and earlier"),
                        address(query.toAnyDay(), Optional.empty()))));
        if (query.order() == Wanted.Order.RELEVANCE) {
            filters.add(new Filter(
                    "sort",
                    SearchQuery.RELEVANCE,
                    language.say("按相关度", "best first"),
                    address(query.inOrder(Wanted.Order.NEWEST), Optional.empty())));
        }
        return filters;
    }

    private List<Group> groups(SearchQuery query, Facets facets, Language language) {
        return facets.groups().stream()
                .map(group -> new Group(
                        SubjectIndex.label(group.kind(), language),
                        SubjectIndex.address(group.kind()),
                        group.choices().stream()
                                .map(choice -> choice(query, choice, facets.narrowed()))
                                .toList(),
                        group.more(),
                        query.canonical().isEmpty()
                                ? SubjectIndex.address(group.kind())
                                : Narrowing.address(query, group.kind())))
                .toList();
    }

    private Choice choice(SearchQuery query, Facets.Choice choice, boolean counted) {
        return choice(known, query, choice, counted);
    }

    static Choice choice(KnownFeeds known, SearchQuery query, Facets.Choice choice, boolean counted) {
        return new Choice(
                known.title(choice.name()).orElse(choice.name().value()),
                address(query.with(choice.name()), Optional.empty()),
                counted ? choice.stories() : 0);
    }

    /** Such as 共 1,381 篇; empty where there is none or nobody has counted them. */
    private static String count(Facets facets, Frame frame) {
        if (!facets.narrowed() || facets.stories() == 0) {
            return "";
        }
        String number = frame.number(facets.stories());
        return facets.precision() == Tally.Precision.AT_LEAST
                ? frame.say("至少 " + number + " 篇", "at least " + number)
                : frame.say(number + " 篇", number);
    }
}
