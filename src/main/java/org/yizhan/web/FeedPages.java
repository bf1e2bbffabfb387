package org.yizhan.web;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.yizhan.http.Language;
import org.yizhan.publish.Entry;
import org.yizhan.publish.FeedContent;
import org.yizhan.publish.FeedName;
import org.yizhan.publish.FeedSummary;
import org.yizhan.publish.Stories;
import org.yizhan.publish.StoryFound;

/**
 * The page of each feed, for people: what it is, how fresh and how busy it is, its newest stories, and how to subscribe
 * for those who never have. Blocks; safe for concurrent use.
 */
public final class FeedPages {

    private static final int MOST_STORIES = 20;

    /** What the rate is told from. */
    private static final int MOST_COUNTED = 50;

    private static final int LEAST_COUNTED = 3;

    private final Stories stories;
    private final KnownFeeds known;
    private final StatusBoard board;
    private final Links links;
    private final PageWriter writer;

    FeedPages(Stories stories, KnownFeeds known, StatusBoard board, Links links, PageWriter writer) {
        this.stories = stories;
        this.known = known;
        this.board = board;
        this.links = links;
        this.writer = writer;
    }

    /**
     * What the page shows.
     *
     * @param about what the feed holds, in a sentence
     * @param home the address of the page of the same stories
     * @param stories how many it holds; empty where nobody counts them
     * @param freshness how its source is fetched; empty where it isn't a source's feed
     * @param rate such as 每天约 12 条; empty where there is too little to tell it from
     */
    public record View(
            Frame frame,
            String label,
            String about,
            String home,
            Optional<Long> stories,
            Optional<Instant> newest,
            Optional<SourceFreshness> freshness,
            String rate,
            List<ListedStory.Day> days) {
        public View {
            days = List.copyOf(days);
        }

        private View showing(List<Entry> entries) {
            return new View(
                    frame, label, about, home, stories, newest, freshness, rate, ListedStory.days(entries, frame));
        }
    }

    /** The page of a standing feed; a 404 where there is none of that name. */
    Answer page(FeedName name, Language language) {
        if (name.kind() == FeedName.Kind.STORY) {
            return story(name, language);
        }
        FeedContent content = stories.feed(name, MOST_COUNTED);
        Optional<String> title = name.kind() == FeedName.Kind.ALL
                ? Optional.of(language.say("全部报道", "All stories"))
                : known.title(name).or(() -> StandingFeeds.labelIn(content, name));
        if (title.isEmpty()
                && content.entries().isEmpty()
                && content.tombstones().isEmpty()) {
            return unknown(content.seq(), language, Links.feedPage(name));
        }
        String label = title.orElse(name.value());
        Optional<FeedSummary> summary = stories.feeds(List.of(name)).stream().findFirst();
        Frame frame = frame(language, label, Links.feedPage(name), Follow.standing(links, name, label));
        List<Instant> published = published(name);
        return answer(
                content.seq(),
                new View(
                        frame,
                        label,
                        about(name, label, language),
                        Links.subject(name),
                        summary.map(FeedSummary::stories),
                        name.kind() == FeedName.Kind.SOURCE ? published.stream().findFirst() : newest(content),
                        freshness(name, published, frame),
                        rate(content.entries(), language),
                        List.of()),
                content.entries());
    }

    private Answer story(FeedName name, Language language) {
        long seq = stories.seq();
        return switch (stories.story(UUID.fromString(name.value()))) {
            case StoryFound.Present present -> {
                Entry entry = present.entry();
                Follow follow = Follow.standing(links, name, entry.title());
                Frame frame = frame(language, entry.title(), Links.feedPage(name), follow);
                yield answer(
                        seq,
                        new View(
                                frame,
                                frame.brief(entry.title(), 120),
                                about(name, entry.title(), language),
                                Links.subject(name),
                                Optional.empty(),
                                Optional.of(entry.updatedAt()),
                                Optional.empty(),
                                "",
                                List.of()),
                        List.of(entry));
            }
            case StoryFound.Merged merged -> new Answer.Moved(seq, Links.feedPage(FeedName.story(merged.into())));
            case StoryFound.Withdrawn withdrawn -> new Answer.Moved(seq, Links.subject(name));
            case StoryFound.Unknown unknown ->
                unknown.erasure().isPresent()
                        ? erased(seq, language, name)
                        : unknown(seq, language, Links.feedPage(name));
        };
    }

    private Answer erased(long seq, Language language, FeedName name) {
        return writer.notice(
                seq,
                410,
                writer.frame(language, language.say("已移除", "Removed"), Links.feedPage(name), Optional.empty()),
                language.say("这篇报道已移除", "This story was removed"),
                language.say("这个订阅源不再有内容。", "There is nothing in this feed any longer."));
    }

    /** The page of a search's feed; never missing. */
    Answer search(SearchQuery query, Language language) {
        var found = stories.search(query.page(Optional.empty(), MOST_STORIES));
        FeedContent content = found.content();
        String label = query.label(known).orElse(language.say("全部报道", "All stories"));
        Frame frame = frame(language, label, Links.searchPage(query), Follow.search(links, query, label));
        return answer(
                content.seq(),
                new View(
                        frame,
                        label,
                        about(query, label, language),
                        Catalogue.address(query, Optional.empty()),
                        Optional.empty(),
                        newest(content),
                        Optional.empty(),
                        "",
                        List.of()),
                content.entries());
    }

    private String about(SearchQuery query, String label, Language language) {
        String about = language.say(
                "凡是符合“" + label + "”的报道，一篇一条；以后出现的也会收到。",
                "Every story that matches “" + label + "”, those to come as well, once each. ");
        return UnknownNames.in(query, known, stories).stream()
                .map(advice -> advice.in(language))
                .reduce(about, String::concat);
    }

    private Frame frame(Language language, String label, String here, Follow follow) {
        String title = language.say("订阅：", "Feed: ") + label;
        return writer.frame(language, title, here, Optional.of(follow));
    }

    private Answer answer(long seq, View view, List<Entry> entries) {
        byte[] html = PageWriter.fitting(
                MOST_STORIES,
                most -> PageWriter.html(
                        "web/feed.jte",
                        view.showing(entries.stream().limit(most).toList())));
        return writer.page(seq, 200, view.frame().language(), html);
    }

    /** Of a source; of all others nothing. */
    private List<Instant> published(FeedName name) {
        return name.kind() == FeedName.Kind.SOURCE
                ? stories.published(List.of(name.value()), SourceFreshness.COUNTED)
                        .getOrDefault(name.value(), List.of())
                : List.of();
    }

    private Optional<SourceFreshness> freshness(FeedName name, List<Instant> published, Frame frame) {
        return name.kind() == FeedName.Kind.SOURCE
                ? Optional.of(SourceFreshness.of(board, name.value(), published, frame))
                : Optional.empty();
    }

    private static Optional<Instant> newest(FeedContent content) {
        return content.entries().stream().map(Entry::publishedAt).findFirst();
    }

    /** From the span of the newest stories; nothing where all the feed has came within a day. */
    private static String rate(List<Entry> entries, Language language) {
        if (entries.size() < LEAST_COUNTED) {
            return "";
        }
        Duration span = Duration.between(
                entries.getLast().publishedAt(), entries.getFirst().publishedAt());
        if (span.toDays() == 0 && entries.size() < MOST_COUNTED) {
            return "";
        }
        double aDay = (entries.size() - 1) / Math.max(1 / 24.0, span.toMinutes() / 1440.0);
        if (aDay >= 1) {
            return language.say("每天约 " + Math.round(aDay) + " 条", "about " + Math.round(aDay) + " a day");
        }
        long aMonth = Math.max(1, Math.round(aDay * 30));
        return language.say("每月约 " + aMonth + " 条", "about " + aMonth + " a month");
    }

    private static String about(FeedName name, String label, Language language) {
        return switch (name.kind()) {
            case ALL ->
                language.say(
                        "驿站收录的全部报道，一篇一条，转载不重复。",
                        "Every story that Yizhan has, each once, however often it was reposted.");
            case SOURCE ->
                language.say(
                        label + "发布和转载的报道，一篇一条，注明原始出处。",
                        "What " + label + " published or reposted, each story once, with where it first came from.");
            case REGION ->
                language.say(
                        "关于" + label + "及其下级地区的公共部门新闻，一篇一条，转载不重复。",
                        "Public-sector news about " + label + " and the divisions in it, each story once.");
            case TOPIC ->
                language.say(
                        "关于“" + label + "”的公共部门新闻，一篇一条，转载不重复。",
                        "Public-sector news on “" + label + "”, each story once.");
            case ORGANIZATION ->
                language.say(
                        "提到" + label + "的公共部门新闻，一篇一条，转载不重复。",
                        "Public-sector news that names " + label + ", each story once.");
            case STORY ->
                language.say("这篇报道后来的更正、修订和新的转载。", "What becomes of this story: corrections, revisions, new reposts.");
        };
    }

    /** The page where there is no such feed. */
    Answer unknown(long seq, Language language, String here) {
        String heading = language.say("没有这个订阅源", "There is no such feed");
        return writer.notice(
                seq,
                404,
                writer.frame(language, heading, here, Optional.empty()),
                heading,
                language.say(
                        "订阅源的名字是 all、search，或 source、region、topic、organization、story 加斜线和值；格式是 .rss、.atom、.json。",
                        "Feeds are all, search, and source|region|topic|organization|story/{value}; a feed's path ends"
                                + " in .rss, .atom or .json."));
    }
}
