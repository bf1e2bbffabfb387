package org.yizhan.ingest.poll;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.yizhan.article.Message;
import org.yizhan.fetch.Fetched;

/**
 * What came of a {@link Claim}. Its messages are sent on first; only once they are acknowledged is it settled, so that a
 * crash in between repeats them and loses nothing.
 *
 * @param messages to be sent on; often none
 * @param news what is to be stored
 */
public record Poll(Claim claim, List<Message> messages, News news) {

    public Poll {
        messages = List.copyOf(messages);
    }

    /** With more to be sent on, and more that the channel named. */
    Poll also(List<? extends Message> more, List<Item> named) {
        return new Poll(
                claim,
                Stream.concat(messages.stream(), more.stream()).toList(),
                news.naming(Stream.concat(news.named().stream(), named.stream()).toList(), news.errands()));
    }

    /** With what was answered, to be kept for operators. */
    Poll keeping(Fetched answer) {
        return new Poll(claim, messages, news.keeping(answer));
    }

    /** With something more to be fetched later. */
    Poll then(Optional<Errand> errand) {
        List<Errand> errands =
                Stream.concat(news.errands().stream(), errand.stream()).toList();
        return new Poll(claim, messages, news.naming(news.named(), errands));
    }

    /**
     * What is to be stored of a poll.
     *
     * @param timing when the errand is done again; a page or a further page that is never done again is over
     * @param standing of the channel, where it is another one
     * @param entry of the channel's last polls, where it was one
     * @param named what the channel named, to be remembered
     * @param errands to be fetched because of it
     * @param rest how long the host's other requests wait
     * @param robots of the host, where they were asked for
     * @param failed why a page was given up; empty: it was not
     * @param delay how long its newest article had been out; empty where it brought none or that is not known
     * @param answer of the channel, to be kept for operators
     */
    record News(
            Timing timing,
            Optional<Standing> standing,
            Optional<Entry> entry,
            List<Item> named,
            List<Errand> errands,
            Rest rest,
            Optional<HostRules> robots,
            String failed,
            Optional<Duration> delay,
            Optional<Fetched> answer) {

        News {
            named = List.copyOf(named);
            errands = List.copyOf(errands);
        }

        static News of(Timing timing) {
            return new News(
                    timing,
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    List.of(),
                    Rest.NONE,
                    Optional.empty(),
                    "",
                    Optional.empty(),
                    Optional.empty());
        }

        News with(Standing next) {
            return new News(timing, Optional.of(next), entry, named, errands, rest, robots, failed, delay, answer);
        }

        News with(Entry next) {
            return new News(timing, standing, Optional.of(next), named, errands, rest, robots, failed, delay, answer);
        }

        News naming(List<Item> items, List<Errand> more) {
            return new News(timing, standing, entry, items, more, rest, robots, failed, delay, answer);
        }

        News resting(Rest host) {
            return new News(timing, standing, entry, named, errands, host, robots, failed, delay, answer);
        }

        News with(HostRules rules) {
            return new News(timing, standing, entry, named, errands, rest, Optional.of(rules), failed, delay, answer);
        }

        News seenAfter(Optional<Duration> age) {
            return new News(timing, standing, entry, named, errands, rest, robots, failed, age, answer);
        }

        News keeping(Fetched kept) {
            return new News(timing, standing, entry, named, errands, rest, robots, failed, delay, Optional.of(kept));
        }

        News givenUp(String why) {
            return new News(timing, standing, entry, named, errands, rest, robots, why, delay, answer);
        }
    }

    /**
     * How long a host's other requests wait.
     *
     * @param length zero: no longer than usual
     * @param status of HTTP with which it asked for that
     */
    record Rest(Duration length, int status) {

        static final Rest NONE = new Rest(Duration.ZERO, 0);

        /** When it is over; empty where there is none. */
        Optional<Instant> until(Instant now) {
            return length.isZero() ? Optional.empty() : Optional.of(now.plus(length));
        }
    }

    /** What a host's {@code robots.txt} says, and how long that holds. */
    record HostRules(Robots robots, Instant until) {}

    /**
     * One of a channel's last polls.
     *
     * @param outcome {@code ok}, {@code not-modified}, {@code found}, or the class of failure
     * @param status of HTTP; 0 where no answer came
     * @param bytes over the wire
     * @param found how many items the document names
     * @param fresh how many of them were new
     * @param changed how many had other content than before
     * @param detail for people; empty where there is nothing to say
     */
    public record Entry(
            Instant at,
            String outcome,
            int status,
            Duration took,
            long bytes,
            int found,
            int fresh,
            int changed,
            String detail) {

        private static final Set<String> WELL = Set.of("ok", "not-modified", "found", "kept-out");

        /** Whether it was answered with what was there before. */
        boolean isUnchanged() {
            return outcome.equals("not-modified");
        }

        /** Whether its host was not reached: what our own network being gone makes of a poll. */
        boolean isUnreached() {
            return SourceState.UNREACHED.contains("'" + outcome + "'");
        }

        /** Whether it brought nothing of use; robots' rules that keep us out are no failure. */
        public boolean isFailed() {
            return isFailed(outcome);
        }

        static boolean isFailed(String outcome) {
            return !WELL.contains(outcome);
        }
    }
}
