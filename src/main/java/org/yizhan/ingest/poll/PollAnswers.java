package org.yizhan.ingest.poll;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yizhan.article.Channel;
import org.yizhan.fetch.Fault;
import org.yizhan.fetch.Fetch;
import org.yizhan.fetch.Fetched;
import org.yizhan.ingest.poll.Poll.Entry;
import org.yizhan.ingest.poll.Poll.News;
import org.yizhan.list.Links;

/** Makes of what a channel answered what is to be sent on and stored. Safe for concurrent use. */
final class PollAnswers {

    /** How soon the feed that a page names is asked: another address, so it need not wait. */
    private static final Duration FOUND = Duration.ofSeconds(10);

    private static final Set<Fault> LOST = Set.of(Fault.HTTP_404, Fault.HTTP_410);

    /** After so many failures in a row a name that is not found is taken for gone: it may have been our own resolver. */
    private static final int NAMELESS = 3;

    private final PollStore store;
    private final Map<Channel.Kind, ChannelReader> readers;
    private final FurtherPages further;
    private final Schedule schedule;

    PollAnswers(PollStore store, Map<Channel.Kind, ChannelReader> readers, FurtherPages further, Schedule schedule) {
        this.store = store;
        this.readers = Map.copyOf(readers);
        this.further = further;
        this.schedule = schedule;
    }

    /** @throws SQLException where PostgreSQL can't say what is new */
    Poll of(Claim claim, Fetch asked, Fetched answer, Instant now) throws SQLException {
        return switch (answer) {
            case Fetched.Document document -> document(claim, document, now);
            case Fetched.NotModified same ->
                isConditional(asked) ? notModified(claim, same, now) : failed(claim, unasked(same), now);
            case Fetched.Failed failure -> failed(claim, failure, now);
        };
    }

    private Poll notModified(Claim claim, Fetched.NotModified same, Instant now) {
        Standing standing = claim.standing()
                .moved(same.movedTo())
                .with(claim.standing().wishes().unchanged(same.headers(), now));
        return unchanged(claim, standing, new Entry(now, "not-modified", 304, same.took(), 0, 0, 0, 0, ""));
    }

    private static Fetched.Failed unasked(Fetched.NotModified odd) {
        return new Fetched.Failed(Fault.PROTOCOL, 304, "304, though nothing was asked for", odd.headers(), odd.took());
    }

    private static boolean isConditional(Fetch asked) {
        return asked.etag().isPresent() || asked.lastModified().isPresent();
    }

    private Poll document(Claim claim, Fetched.Document document, Instant now) throws SQLException {
        Entry entry = new Entry(now, "ok", 200, document.took(), document.wireBytes(), 0, 0, 0, "");
        if (isBlank(document.body())) {
            return useless(
                    claim, claim.standing(), new Reading.Useless(Complaint.EMPTY, "the document is empty"), entry);
        }
        String hash = HexFormat.of().formatHex(SeenItems.sha256(document.body()), 0, 16);
        Standing standing = claim.standing()
                .moved(document.movedTo())
                .with(Copy.of(document.headers(), hash, now))
                .with(claim.standing().wishes().whole(document.headers(), now));
        if (hash.equals(claim.standing().copy().hash())) {
            return unchanged(claim, standing, entry);
        }
        return read(claim, standing, document, entry);
    }

    private Poll read(Claim claim, Standing standing, Fetched.Document document, Entry entry) throws SQLException {
        if (document.body().length > Harvest.LARGEST_BODY) {
            String size = document.body().length + " bytes, more than " + Harvest.LARGEST_BODY;
            return useless(claim, standing, new Reading.Useless(Complaint.TOO_LARGE, size), entry);
        }
        return switch (reader(claim.channel()).read(claim.channel(), document)) {
            case Reading.Feed feed ->
                harvest(
                        claim,
                        standing.with(standing.wishes().feed(feed.wishes())),
                        feed,
                        document,
                        told(entry, "", String.join("; ", feed.warnings())));
            case Reading.Listing listing -> listing(claim, standing, listing.links(), document, entry);
            case Reading.Elsewhere elsewhere -> elsewhere(claim, standing, elsewhere.url(), entry);
            case Reading.Useless useless -> useless(claim, standing, useless, entry);
        };
    }

    private ChannelReader reader(Channel channel) {
        return Optional.ofNullable(readers.get(channel.kind()))
                .orElseThrow(() -> new IllegalStateException("channels of kind " + channel.kind() + " are not polled"));
    }

    private Poll listing(Claim claim, Standing standing, Links links, Fetched.Document document, Entry entry)
            throws SQLException {
        List<Item> items = Harvest.items(links, entry.at());
        Harvest harvest =
                Harvest.of(claim.channel(), items, store.seen(claim.channel().id()));
        String word = items.isEmpty() ? Complaint.SELECTOR.word() : "";
        var errands = new ArrayList<>(harvest.pages());
        further.after(claim, harvest, links.next()).ifPresent(errands::add);
        return taken(
                claim, standing, harvest, errands, document, told(entry, word, String.join("; ", links.warnings())));
    }

    private Poll harvest(Claim claim, Standing standing, Reading.Feed feed, Fetched.Document document, Entry entry)
            throws SQLException {
        SeenItems seen = store.seen(claim.channel().id());
        Harvest harvest = Harvest.of(claim.channel(), feed.items(), seen);
        var taken = new TakenBack(harvest, feed.deletions());
        return taken(claim, standing, harvest, harvest.pages(), document, entry)
                .also(taken.withdrawals(seen, entry.at()), taken.items());
    }

    private Poll taken(
            Claim claim,
            Standing standing,
            Harvest harvest,
            List<Errand> errands,
            Fetched.Document document,
            Entry entry) {
        Instant now = entry.at();
        String word = entry.outcome().equals("ok") ? "" : entry.outcome();
        Standing next = standing.with(standing.copy().flawed(word))
                .with(standing.rhythm().with(Happened.times(harvest.sorted().fresh(), harvest.first(), now)))
                .with(standing.yield().found(harvest.items().size()).newest(Happened.newestDay(harvest.items(), now)))
                .with(standing.health().succeeded(now, word));
        News news = answered(claim, next, now)
                .with(counted(entry, harvest))
                .naming(harvest.items(), errands)
                .seenAfter(Happened.age(harvest.sorted().fresh(), harvest.first(), now));
        return new Poll(claim, harvest.messages(document, now), news);
    }

    private static Entry counted(Entry entry, Harvest harvest) {
        return new Entry(
                entry.at(),
                entry.outcome(),
                entry.status(),
                entry.took(),
                entry.bytes(),
                harvest.items().size(),
                harvest.sorted().fresh().size(),
                harvest.sorted().changed().size(),
                entry.detail());
    }

    private News answered(Claim claim, Standing next, Instant now) {
        Optional<Duration> every = Every.of(claim.channel());
        Duration cadence =
                Duration.between(now, Schedule.cadence(next, every, now).next().orElse(now));
        return News.of(schedule.answered(next, every, now)).with(next.every(cadence));
    }

    /** The same document again: what was wrong with it still is. */
    private Poll unchanged(Claim claim, Standing standing, Entry entry) {
        String flaw = claim.standing().copy().flaw();
        Standing same = standing.with(standing.copy().flawed(flaw));
        if (!flaw.isEmpty() && !flaw.equals(Complaint.SELECTOR.word())) {
            return useless(claim, same, new Reading.Useless(Complaint.of(flaw), "the same as before"), entry);
        }
        Standing next = same.with(same.yield().unchanged()).with(same.health().succeeded(entry.at(), flaw));
        return new Poll(claim, List.of(), answered(claim, next, entry.at()).with(told(entry, "not-modified", "")));
    }

    /** One step only: a page that was itself found or moved to is not looked through again. */
    private Poll elsewhere(Claim claim, Standing standing, String url, Entry entry) {
        String own = claim.channel().parameter("url").orElse("");
        if (!claim.url().equals(own) || url.equals(own)) {
            var useless = new Reading.Useless(Complaint.UNREADABLE, "no feed, but a page that names " + url);
            return useless(claim, standing, useless, entry);
        }
        Standing next = standing.asking(url)
                .with(Copy.NONE)
                .with(Wishes.NONE)
                .with(standing.health().succeeded(entry.at(), ""));
        News news = News.of(Timing.at(entry.at().plus(FOUND), Why.FOUND)).with(next);
        return new Poll(claim, List.of(), news.with(told(entry, "found", "the page names the feed " + url)));
    }

    private Poll useless(Claim claim, Standing standing, Reading.Useless useless, Entry entry) {
        String word = useless.complaint().word();
        boolean kept = useless.complaint() != Complaint.EMPTY;
        Standing next = (kept ? standing.with(standing.copy().flawed(word)) : standing)
                .with(standing.health().failed(entry.at(), word));
        News news = News.of(schedule.complained(next, entry.at())).with(next);
        return new Poll(claim, List.of(), news.with(told(entry, word, useless.detail())));
    }

    private static Entry told(Entry entry, String word, String detail) {
        String outcome = word.isEmpty() ? entry.outcome() : word;
        return new Entry(entry.at(), outcome, entry.status(), entry.took(), entry.bytes(), 0, 0, 0, detail);
    }

    private Poll failed(Claim claim, Fetched.Failed failure, Instant now) {
        boolean slowed = failure.fault() == Fault.HTTP_429;
        Standing standing = claim.standing();
        var entry =
                new Entry(now, failure.fault().word(), failure.status(), failure.took(), 0, 0, 0, 0, failure.detail());
        if (isStillGone(standing.health(), entry)) {
            return new Poll(claim, List.of(), stillGone(standing, entry));
        }
        boolean lost = isLost(standing, failure) && !claim.url().equals(own(claim));
        Fetched.Failed judged = lost && failure.fault() == Fault.HTTP_410 ? lessFinal(failure) : failure;
        Standing.Health health = slowed
                ? standing.health().heldOff(now, judged.fault().word())
                : standing.health().failed(now, judged.fault().word());
        Standing next = (lost ? standing.asking(own(claim)).with(Copy.NONE) : standing).with(health);
        Timing timing = schedule.failed(next, judged, now);
        Standing held = slowed ? next.every(Duration.between(now, timing.next().orElse(now))) : next;
        return new Poll(
                claim, List.of(), News.of(timing).with(held).with(entry).resting(Schedule.hostRest(failure, now)));
    }

    /** Whether nothing is to be had at this address any more. */
    private static boolean isLost(Standing standing, Fetched.Failed failure) {
        return LOST.contains(failure.fault())
                || failure.fault() == Fault.DNS && standing.health().streak() + 1 >= NAMELESS;
    }

    /** That its host can't be reached takes nothing back of its word that it has ended. */
    private static boolean isStillGone(Standing.Health health, Entry entry) {
        return health.fault().equals(Fault.HTTP_410.word()) && entry.isUnreached();
    }

    private static News stillGone(Standing standing, Entry entry) {
        Standing.Health health = standing.health().heldOff(entry.at(), Fault.HTTP_410.word());
        return News.of(Timing.never(Why.GONE)).with(standing.with(health)).with(entry);
    }

    private static String own(Claim claim) {
        return claim.channel().parameter("url").orElse("");
    }

    /** Where the feed moved to it is gone: that says nothing of the address in the file, which is asked again. */
    private static Fetched.Failed lessFinal(Fetched.Failed failure) {
        return new Fetched.Failed(
                Fault.HTTP_404, failure.status(), failure.detail(), failure.headers(), failure.took());
    }

    private static boolean isBlank(byte[] body) {
        for (byte one : body) {
            if (one > ' ' || one < 0) {
                return false;
            }
        }
        return true;
    }
}
