package org.yizhan.web;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.yizhan.article.Tag;
import org.yizhan.http.Language;
import org.yizhan.publish.FeedContent;
import org.yizhan.publish.FeedName;
import org.yizhan.publish.FeedSummary;
import org.yizhan.publish.Stories;

/**
 * The pages of regions, topics and organisations: what each lies in, what lies in it, and its newest stories. Blocks; safe
 * for concurrent use.
 */
public final class SubjectPages {

    private static final int MOST_STORIES = 20;

    private final Stories stories;
    private final KnownFeeds known;
    private final Links links;
    private final PageWriter writer;

    SubjectPages(Stories stories, KnownFeeds known, Links links, PageWriter writer) {
        this.stories = stories;
        this.known = known;
        this.links = links;
        this.writer = writer;
    }

    /** One subject as the page of another names it. */
    public record Linked(String label, String link, long stories) {}

    /**
     * What the page shows.
     *
     * @param above the widest first
     * @param below what lies directly in it, with and without stories
     * @param newest when its newest story was published; empty where there is none
     * @param all the address of the list of all its stories
     * @param live the address under which the list goes on
     */
    public record View(
            Frame frame,
            FeedName name,
            String label,
            List<Linked> above,
            List<Linked> below,
            long stories,
            Optional<Instant> newest,
            List<ListedStory.Day> days,
            String all,
            String live) {
        public View {
            above = List.copyOf(above);
            below = List.copyOf(below);
            days = List.copyOf(days);
        }

        /** What the page says the subject is. */
        public String kind() {
            return switch (name.kind()) {
                case REGION -> frame.say("地区", "Region");
                case TOPIC -> frame.say("主题", "Topic");
                case ORGANIZATION -> frame.say("机构", "Organisation");
                case ALL, STORY, SOURCE -> "";
            };
        }

        /** Whether what lies in it has stories where it has none itself. */
        public boolean leadsOn() {
            return days.isEmpty() && below.stream().anyMatch(one -> one.stories() > 0);
        }

        /** Whether its stories are those of its divisions too. */
        public boolean countsDivisions() {
            return name.kind() == FeedName.Kind.REGION && !below.isEmpty();
        }

        /** What the page calls the subject's id. */
        public String id() {
            return name.kind() == FeedName.Kind.REGION ? frame.say("代码", "Code") : frame.say("标识", "Id");
        }
    }

    /** The page of what {@code name} is about; a 404 where nobody has heard of it. */
    Answer page(FeedName name, Language language) {
        FeedContent content = stories.feed(name, MOST_STORIES);
        Optional<String> title = known.title(name).or(() -> printed(content, name));
        if (title.isEmpty()
                && content.entries().isEmpty()
                && content.tombstones().isEmpty()) {
            return unknown(content.seq(), name.kind(), language, Links.subject(name));
        }
        String label = title.orElse(name.value());
        Follow follow = Follow.standing(links, name, label);
        Frame frame = writer.frame(language, label, Links.subject(name), Optional.of(follow));
        Map<FeedName, FeedSummary> held = held(name);
        byte[] html = PageWriter.fitting(
                MOST_STORIES,
                most -> PageWriter.html("web/subject.jte", view(frame, name, label, content, held, most)));
        return writer.page(content.seq(), 200, language, html);
    }

    /** What the stories themselves call it: a body nobody has described, a division that is no more. */
    private static Optional<String> printed(FeedContent content, FeedName name) {
        return content.entries().stream()
                .flatMap(entry -> entry.tags().stream())
                .filter(tag -> Links.feed(tag).equals(name))
                .map(Tag::label)
                .findFirst();
    }

    private Map<FeedName, FeedSummary> held(FeedName name) {
        List<FeedName> named = Stream.of(known.above(name), List.of(name), known.below(name))
                .flatMap(List::stream)
                .toList();
        var held = new HashMap<FeedName, FeedSummary>();
        stories.feeds(named).forEach(summary -> held.put(summary.name(), summary));
        return held;
    }

    private View view(
            Frame frame, FeedName name, String label, FeedContent content, Map<FeedName, FeedSummary> held, int most) {
        Optional<FeedSummary> own = Optional.ofNullable(held.get(name));
        return new View(
                frame,
                name,
                label,
                linked(known.above(name), held),
                linked(known.below(name), held),
                own.map(FeedSummary::stories).orElse(0L),
                own.map(FeedSummary::newest),
                ListedStory.days(content.entries().stream().limit(most).toList(), frame),
                Links.catalogue(name),
                LiveDesk.address(name, content.seq(), frame.language()));
    }

    private List<Linked> linked(List<FeedName> names, Map<FeedName, FeedSummary> held) {
        return names.stream()
                .map(name -> new Linked(
                        known.title(name).orElse(name.value()),
                        Links.subject(name),
                        held.containsKey(name) ? held.get(name).stories() : 0))
                .toList();
    }

    /** The page for a name that nothing of its kind has. */
    Answer unknown(long seq, FeedName.Kind kind, Language language, String here) {
        String heading = switch (kind) {
            case REGION -> language.say("没有这个地区", "There is no such region");
            case TOPIC -> language.say("没有这个主题", "There is no such topic");
            case ORGANIZATION -> language.say("没有这个机构", "There is no such organisation");
            case ALL, STORY, SOURCE -> language.say("没有这一页", "There is no such page");
        };
        String detail = kind == FeedName.Kind.REGION
                ? language.say(
                        "地区用六位行政区划代码表示，例如 620702。", "Regions go by codes of six digits (GB/T 2260), such as 620702.")
                : language.say("请从报道的标签进入。", "Follow the tags of a story.");
        return writer.notice(seq, 404, writer.frame(language, heading, here, Optional.empty()), heading, detail);
    }
}
