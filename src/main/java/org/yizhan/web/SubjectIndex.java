package org.yizhan.web;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.yizhan.http.Language;
import org.yizhan.publish.FeedName;
import org.yizhan.publish.FeedSummary;
import org.yizhan.publish.FeedsHeld;
import org.yizhan.publish.Stories;

/**
 * The pages that list the subjects of one kind: regions and topics as trees, two levels of them, organisations by how many
 * stories name them; and the list of feeds, of which a selection can be taken along as OPML. Blocks; safe for concurrent
 * use.
 */
public final class SubjectIndex {

    /** Where somebody is led who wanted to take an empty selection of feeds along. */
    static final String NOTHING_CHOSEN = "/feeds?chosen=none";

    private static final int A_PAGE = 200;
    private static final int MOST_OF_A_KIND = 60;
    private static final List<FeedName.Kind> KINDS =
            List.of(FeedName.Kind.REGION, FeedName.Kind.TOPIC, FeedName.Kind.ORGANIZATION, FeedName.Kind.SOURCE);

    private final Stories stories;
    private final KnownFeeds known;
    private final Links links;
    private final PageWriter writer;

    SubjectIndex(Stories stories, KnownFeeds known, Links links, PageWriter writer) {
        this.stories = stories;
        this.known = known;
        this.links = links;
        this.writer = writer;
    }

    /**
     * One subject.
     *
     * @param newest when its newest story was published; empty where it has none
     * @param within what lies in it
     */
    public record Branch(
            FeedName name, String label, String link, long stories, Optional<Instant> newest, List<Branch> within) {
        public Branch {
            within = List.copyOf(within);
        }

        /** The page of its feed. */
        public String feed() {
            return Links.feedPage(name);
        }
    }

    /**
     * What the page of one kind shows.
     *
     * @param page from 1
     */
    public record View(Frame frame, String heading, String about, List<Branch> branches, int page, int pages) {
        public View {
            branches = List.copyOf(branches);
        }

        /** The address of another page of the list. */
        public String page(int number) {
            int query = frame.here().indexOf('?');
            String path = query < 0 ? frame.here() : frame.here().substring(0, query);
            return path + (number == 1 ? "" : "?page=" + number);
        }
    }

    /** Feeds of one kind; {@code all} is the address of the page that lists every one. */
    public record Shelf(String label, String all, List<Branch> feeds, long left) {
        public Shelf {
            feeds = List.copyOf(feeds);
        }
    }

    /**
     * What the list of feeds shows.
     *
     * @param nothingChosen whether somebody wanted to take a selection along that has nothing in it
     */
    public record FeedsView(Frame frame, List<Shelf> shelves, boolean nothingChosen) {
        public FeedsView {
            shelves = List.copyOf(shelves);
        }
    }

    /** Every feed there is to subscribe to, the fullest of each kind. */
    Answer feeds(Language language) {
        return feeds(language, false);
    }

    /** The same for somebody who has ticked none of them. */
    Answer nothingChosen(Language language) {
        return feeds(language, true);
    }

    private Answer feeds(Language language, boolean nothingChosen) {
        long seq = stories.seq();
        List<Shelf> shelves = KINDS.stream()
                .map(kind -> shelf(kind, language))
                .filter(shelf -> !shelf.feeds().isEmpty())
                .toList();
        Frame frame = frame(language, language.say("订阅源", "Feeds"), "/feeds");
        return writer.page(
                seq, 200, language, PageWriter.html("web/feeds.jte", new FeedsView(frame, shelves, nothingChosen)));
    }

    private Shelf shelf(FeedName.Kind kind, Language language) {
        FeedsHeld held = stories.feeds(kind, 0, MOST_OF_A_KIND);
        List<Branch> shown = held.feeds().stream()
                .map(summary -> branch(summary.name(), Optional.of(summary), List.of()))
                .toList();
        return new Shelf(label(kind, language), address(kind), shown, held.all() - shown.size());
    }

    /** Part of a list, and how long all of it is where the part isn't empty. */
    private record Part(List<Branch> branches, long all) {}

    /** The page of one kind, counted from 1; a 404 for any other number. */
    Answer page(FeedName.Kind kind, int page, Language language) {
        long seq = stories.seq();
        long from = Math.max(0, page - 1L) * A_PAGE;
        Part part = kind == FeedName.Kind.ORGANIZATION ? largest(kind, from) : part(tree(kind), from);
        String heading = label(kind, language);
        String here = address(kind) + (page == 1 ? "" : "?page=" + page);
        Frame frame = frame(language, heading, here);
        if (page < 1 || (part.branches().isEmpty() && page > 1)) {
            return writer.noPage(seq, frame);
        }
        int pages = (int) Math.max(1, (part.all() + A_PAGE - 1) / A_PAGE);
        var view = new View(frame, heading, about(kind, language), part.branches(), page, pages);
        return writer.page(seq, 200, language, PageWriter.html("web/subjects.jte", view));
    }

    private static Part part(List<Branch> all, long from) {
        return new Part(all.stream().skip(from).limit(A_PAGE).toList(), all.size());
    }

    private Part largest(FeedName.Kind kind, long from) {
        FeedsHeld held = stories.feeds(kind, from, A_PAGE);
        return new Part(
                held.feeds().stream()
                        .map(summary -> branch(summary.name(), Optional.of(summary), List.of()))
                        .toList(),
                held.all());
    }

    /** The country's provinces stand for the country: they are what one looks for. */
    private List<Branch> tree(FeedName.Kind kind) {
        List<FeedName> roots = known.roots(kind).stream()
                .flatMap(root -> kind == FeedName.Kind.REGION
                        ? Stream.concat(Stream.of(root), known.below(root).stream())
                        : Stream.of(root))
                .toList();
        Map<FeedName, List<FeedName>> within = new LinkedHashMap<>();
        roots.forEach(root -> within.put(
                root,
                known.roots(kind).contains(root) && kind == FeedName.Kind.REGION ? List.of() : known.below(root)));
        Map<FeedName, FeedSummary> held = held(within);
        List<Branch> branches = new ArrayList<>();
        within.forEach((root, below) -> branches.add(branch(
                root,
                Optional.ofNullable(held.get(root)),
                below.stream()
                        .map(name -> branch(name, Optional.ofNullable(held.get(name)), List.of()))
                        .toList())));
        return branches;
    }

    private Map<FeedName, FeedSummary> held(Map<FeedName, List<FeedName>> within) {
        List<FeedName> names = within.entrySet().stream()
                .flatMap(entry -> Stream.concat(Stream.of(entry.getKey()), entry.getValue().stream()))
                .distinct()
                .toList();
        Map<FeedName, FeedSummary> held = new LinkedHashMap<>();
        stories.feeds(names).forEach(summary -> held.put(summary.name(), summary));
        return held;
    }

    private Branch branch(FeedName name, Optional<FeedSummary> summary, List<Branch> within) {
        return new Branch(
                name,
                known.title(name).orElse(name.value()),
                Links.subject(name),
                summary.map(FeedSummary::stories).orElse(0L),
                summary.map(FeedSummary::newest),
                within);
    }

    private Frame frame(Language language, String heading, String here) {
        return writer.frame(language, heading, here, Optional.of(Follow.all(links, language)));
    }

    /** The kind of subjects that is called so in addresses. */
    static Optional<FeedName.Kind> kind(String word) {
        return KINDS.stream().filter(kind -> kind.word().equals(word)).findFirst();
    }

    static String address(FeedName.Kind kind) {
        return "/" + kind.word() + "s";
    }

    static String label(FeedName.Kind kind, Language language) {
        return switch (kind) {
            case SOURCE -> language.say("来源", "Sources");
            case REGION -> language.say("地区", "Regions");
            case TOPIC -> language.say("主题", "Topics");
            case ORGANIZATION -> language.say("机构", "Organisations");
            case ALL, STORY -> language.say("报道", "Stories");
        };
    }

    private static String about(FeedName.Kind kind, Language language) {
        return switch (kind) {
            case REGION ->
                language.say(
                        "按省和市看报道；点开一个市，再看它的区县。下级地区的报道计算在内。",
                        "Stories by province and city; open a city for its districts and counties. Stories of the"
                                + " divisions in it are counted.");
            case TOPIC -> language.say("按主题看报道。", "Stories by topic.");
            case ORGANIZATION -> language.say("报道里提到的机构，多的在前。", "Bodies that stories name, the most named first.");
            case SOURCE, ALL, STORY -> "";
        };
    }
}
