package org.yizhan.check;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yizhan.article.Channel;
import org.yizhan.article.Charsets;
import org.yizhan.article.Unreadable;
import org.yizhan.check.Finding.Raw;
import org.yizhan.feed.Autodiscovery;
import org.yizhan.feed.FeedDocument;
import org.yizhan.feed.FeedEntry;
import org.yizhan.feed.FeedReader;
import org.yizhan.fetch.Fetch;
import org.yizhan.fetch.Fetched;
import org.yizhan.fetch.Fetcher;
import org.yizhan.ingest.poll.HostRest;
import org.yizhan.ingest.poll.Poller;
import org.yizhan.ingest.poll.Robots;
import org.yizhan.list.Link;
import org.yizhan.list.LinkPages;
import org.yizhan.list.LinkReader;
import org.yizhan.list.Links;

/**
 * Runs a channel dry: fetches its list or feed and a few of its pages, reads them as the pipeline would, and says of each
 * item what would become of it. Nothing is stored or sent. Between two requests to the source lies the pause that polling
 * keeps as well. Safe for concurrent use.
 */
public final class SourceCheck {

    /** How many entries of a feed are shown. */
    private static final int MOST_ENTRIES = 50;

    private final Fetcher fetcher;
    private final Steps steps;
    private final Clock clock;
    private final Pause pause;

    /** Waits between two requests. */
    @FunctionalInterface
    public interface Pause {
        void take() throws InterruptedException;

        /** Five seconds: what a host is given between two requests. */
        Pause POLITE = () -> Thread.sleep(Duration.ofSeconds(5));
    }

    public SourceCheck(Fetcher fetcher, Steps steps, Clock clock, Pause pause) {
        this.fetcher = fetcher;
        this.steps = steps;
        this.clock = clock;
        this.pause = pause;
    }

    /**
     * Runs {@code channel} dry.
     *
     * @param pages how many of a list's articles are fetched
     */
    public Report run(Channel channel, int pages) throws InterruptedException {
        return run(channel, pages, new Visit(fetcher, pause, Rests.NONE, clock));
    }

    /** Runs {@code channel} dry as a part of {@code visit}. */
    Report run(Channel channel, int pages, Visit visit) throws InterruptedException {
        return new Run(channel, pages, visit).report();
    }

    /** One dry run. */
    private final class Run {
        private final Channel channel;
        private final int pages;
        private final Instant now = clock.instant();
        private final List<Asked> asked = new ArrayList<>();
        private final List<Finding> findings = new ArrayList<>();
        private final List<String> warnings = new ArrayList<>();
        private final Visit visit;
        private final Judge judge;

        Run(Channel channel, int pages, Visit visit) {
            this.channel = channel;
            this.pages = pages;
            this.visit = visit;
            this.judge = new Judge(channel, steps, now);
        }

        Report report() throws InterruptedException {
            Optional<Fetch> first = LinkPages.fetch(channel, 1);
            if (first.isEmpty()) {
                // push, mail, folder: nothing is asked, and nothing can be wrong with it
                return new Report(channel, asked, findings, warnings);
            }
            Optional<HostRest> rest = visit.rest(first.get().url(), channel.id());
            if (rest.isPresent()) {
                warnings.add(Visit.told(rest.get()));
            } else if (isAList() && isKeptOut(first.get().url())) {
                warnings.add("robots: robots.txt keeps us out of " + first.get().url());
            } else {
                Optional<Fetched.Document> document = ask(first.get());
                if (document.isPresent()) {
                    read(document.get());
                }
                warnings.addAll(Doubts.about(findings, now));
            }
            return new Report(channel, asked, findings, warnings);
        }

        private boolean isAList() {
            return channel.kind() == Channel.Kind.POLL_LIST || channel.kind() == Channel.Kind.POLL_JSON;
        }

        /** As polling does: lists and pages are asked for only where their host lets us. */
        private boolean isKeptOut(String url) throws InterruptedException {
            boolean keptOut = visit.isKeptOut(url);
            Asked rules = visit.ask(Fetch.of(Robots.address(url)));
            if (!asked.contains(rules) && !KeptDocument.isMissing(rules.answer())) {
                asked.add(rules);
            }
            return keptOut;
        }

        private Optional<Fetched.Document> ask(Fetch request) throws InterruptedException {
            Asked answer = visit.ask(request);
            asked.add(answer);
            if (answer.document().isEmpty()) {
                warnings.add(request.url() + ": " + answer.outcome() + ": " + answer.detail());
            }
            return answer.document();
        }

        private void read(Fetched.Document document) throws InterruptedException {
            if (document.body().length > Poller.LARGEST_DOCUMENT) {
                warnings.add("too-large: " + document.body().length + " bytes; polling takes up to "
                        + Poller.LARGEST_DOCUMENT);
                return;
            }
            Optional<LinkReader> lists = LinkReader.of(channel.kind());
            if (lists.isPresent()) {
                Links links = lists.get().read(channel, document);
                warnings.addAll(links.warnings());
                follow(links.links());
            } else {
                feed(document);
            }
        }

        private void feed(Fetched.Document document) throws InterruptedException {
            try {
                FeedDocument feed = FeedReader.read(document.body(), document.contentType(), document.url());
                warnings.addAll(feed.warnings());
                int again = feed.entries().size() - feed.distinct().size();
                if (again > 0) {
                    warnings.add(again + " items are named twice");
                }
                if (channel.parameter("follow").filter("true"::equals).isPresent()) {
                    follow(feed.distinct().stream().map(Run::link).toList());
                } else {
                    entries(feed.distinct(), document);
                }
            } catch (Unreadable e) {
                elsewhere(document, e);
            }
        }

        /** The feed that a page names is asked, once. */
        private void elsewhere(Fetched.Document document, Unreadable noFeed) throws InterruptedException {
            String page = Charsets.decode(document.body()).text();
            Optional<String> feed = Autodiscovery.find(page, document.url()).stream()
                    .map(Autodiscovery.Found::url)
                    .filter(url -> asked.stream()
                            .noneMatch(before -> before.request().url().equals(url)))
                    .findFirst();
            if (feed.isEmpty()) {
                warnings.add(noFeed.error() + ": " + noFeed.getMessage());
                return;
            }
            warnings.add("the address is a page; the feed it names is " + feed.get());
            Optional<HostRest> rest = visit.rest(feed.get(), channel.id());
            if (rest.isPresent()) {
                warnings.add(Visit.told(rest.get()));
                return;
            }
            Optional<Fetched.Document> found = ask(Fetch.of(feed.get()));
            if (found.isPresent()) {
                feed(found.get());
            }
        }

        private static Link link(FeedEntry entry) {
            return new Link(
                    entry.link(),
                    entry.title(),
                    entry.published().map(Instant::toString).orElse(""));
        }

        private void entries(List<FeedEntry> entries, Fetched.Document document) {
            List<FeedEntry> shown = entries.subList(0, Math.min(MOST_ENTRIES, entries.size()));
            if (shown.size() < entries.size()) {
                warnings.add("only the first " + MOST_ENTRIES + " of " + entries.size() + " entries are shown");
            }
            try {
                findings.addAll(judge.entries(shown, document));
            } catch (Unreadable e) {
                warnings.add(e.error() + ": " + e.getMessage());
                findings.addAll(judge.lost(shown));
            }
        }

        private void follow(List<Link> links) throws InterruptedException {
            int fetched = 0;
            for (Link link : links) {
                var raw = new Raw(link.url(), link.url(), link.title(), link.published());
                if (fetched == pages) {
                    findings.add(judge.unfetched(raw));
                } else {
                    fetched++;
                    follow(raw, link);
                }
            }
        }

        private void follow(Raw raw, Link link) throws InterruptedException {
            Optional<HostRest> rest = visit.rest(link.url(), channel.id());
            if (rest.isPresent()) {
                findings.add(judge.unfetched(raw, Visit.told(rest.get())));
                return;
            }
            if (isKeptOut(link.url())) {
                findings.add(judge.rejected(raw, "robots.txt keeps us out"));
                return;
            }
            Optional<Fetched.Document> page = ask(Fetch.of(link.url()));
            if (page.isPresent()) {
                findings.addAll(judge.page(raw, link, page.get()));
            } else {
                findings.add(judge.rejected(raw, asked.getLast().detail()));
            }
        }
    }
}
