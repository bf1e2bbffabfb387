package org.yizhan.ops;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.yizhan.ingest.poll.HostRest;
import org.yizhan.ingest.poll.HubSubscription;
import org.yizhan.ingest.poll.Poll;
import org.yizhan.ingest.poll.PollDays;
import org.yizhan.ingest.poll.PollWeek;
import org.yizhan.ingest.poll.SourceFacets;
import org.yizhan.ingest.poll.SourceHealth;
import org.yizhan.ingest.poll.SourceState;

/** Writes how sources fare as JSON: times in RFC 3339, durations in seconds, what is not known as null. */
record SourceWords(Clock clock) {

    ObjectNode health(SourceHealth health) {
        Optional<Duration> age = health.newestItem().map(at -> Duration.between(at, clock.instant()));
        var row = Answer.object()
                .put("channel", health.channel())
                .put("source", health.source())
                .put("name", health.name())
                .put("region", health.region())
                .put("kind", health.kind())
                .put("state", health.state().word())
                .put("address", health.address())
                .put("lastAttempt", time(health.lastAttempt()))
                .put("lastSuccess", time(health.lastSuccess()))
                .put("failingSince", time(health.failingSince()))
                .put("streak", health.streak())
                .put("fault", health.fault().isEmpty() ? null : health.fault())
                .put("status", health.status() == 0 ? null : health.status())
                .put("detail", health.detail())
                .put("next", time(health.next()))
                .put("why", health.why());
        row.set("hostRest", health.rest().map(SourceWords::rest).orElse(null));
        health.tags().forEach(row.putArray("tags")::add);
        return row.put("everySeconds", health.cadence().toSeconds())
                .put("setEverySeconds", seconds(health.setInterval()))
                .put("newestItem", time(health.newestItem()))
                .put("newestDay", health.newestDay().map(LocalDate::toString).orElse(null))
                .put("newestItemAgeSeconds", seconds(age))
                .put("quietAfterSeconds", seconds(health.quietAfter()))
                .put("lastPush", time(health.lastPush()))
                .put("polls7d", health.week().polls())
                .put("latePolls7d", health.week().late())
                .put("news7d", health.week().news())
                .put("lateNews7d", health.week().lateNews())
                .put("burn7d", health.burn().orElse(null))
                .put("pagesWaiting", health.pagesWaiting())
                .put("pagesFailed", health.pagesFailed())
                .setAll(recent(health.recent()));
    }

    /** A host that is asked nothing for a while, and why. */
    static ObjectNode rest(HostRest rest) {
        return Answer.object()
                .put("host", rest.host())
                .put("until", rest.until().toString())
                .put("channel", rest.channel())
                .put("status", rest.status());
    }

    private static ObjectNode recent(SourceHealth.Recent recent) {
        var row = Answer.object()
                .put("items24h", recent.day())
                .put("items7d", recent.week())
                .put("polls", recent.polls())
                .put("unchangedPolls", recent.unchanged())
                .put("bytes", recent.bytes())
                .put("gap95Seconds", seconds(recent.gap()))
                .put("bytesADay", recent.days().bytesADay().orElse(null));
        var days = row.putArray("last7Days");
        recent.days()
                .days()
                .forEach(day -> days.addObject()
                        .put("day", day.day().toString())
                        .put("polls", day.polls())
                        .put("new", day.items())
                        .put("bytes", day.bytes().orElse(null)));
        return row;
    }

    static ObjectNode poll(Poll.Entry poll) {
        return Answer.object()
                .put("at", poll.at().toString())
                .put("outcome", poll.outcome())
                .put("status", poll.status() == 0 ? null : poll.status())
                .put("millis", poll.took().toMillis())
                .put("bytes", poll.bytes())
                .put("items", poll.found())
                .put("new", poll.fresh())
                .put("changed", poll.changed())
                .put("detail", poll.detail());
    }

    /** How the channel was declared then, and what was said otherwise before. */
    static ObjectNode version(SourcePast.Step step) {
        var version = step.version();
        var json = Answer.object()
                .put("no", version.no())
                .put("at", version.at().toString())
                .put("event", version.event().word())
                .put("by", "file")
                .put("kind", version.kind());
        var parameters = json.putObject("parameters");
        new TreeMap<>(version.parameters()).forEach(parameters::put);
        var changes = json.putArray("changes");
        step.changes()
                .forEach(change -> changes.addObject()
                        .put("name", change.name())
                        .put("before", change.before().orElse(null))
                        .put("after", change.after().orElse(null)));
        return json;
    }

    static ObjectNode deed(SourcePast.Deed deed) {
        return Answer.object()
                .put("no", deed.no())
                .put("at", deed.at().toString())
                .put("operator", deed.operator())
                .put("action", deed.action())
                .put("reason", deed.reason());
    }

    /** {@code {"notes":[…],"contact":{…}}}; no contact is null. */
    static ObjectNode notes(List<SourceNotes.Note> notes, Optional<SourceNotes.Note> contact) {
        ObjectNode body = Answer.object();
        var written = body.putArray("notes");
        notes.forEach(note -> written.add(note(note)));
        body.set("contact", contact.map(SourceWords::note).orElse(null));
        return body;
    }

    private static ObjectNode note(SourceNotes.Note note) {
        return Answer.object()
                .put("at", note.at().toString())
                .put("operator", note.operator())
                .put("text", note.text());
    }

    static ObjectNode day(PollDays.Day day) {
        return Answer.object()
                .put("day", day.day().toString())
                .put("polls", day.polls())
                .put("failed", day.failed())
                .put("late", day.late())
                .put("unchanged", day.unchanged())
                .put("new", day.fresh())
                .put("bytes", day.bytes().orElse(null));
    }

    /** {@code {"cell":"poll","days":[{"day":…,"cells":[…]}]}}; each cell is {@code half-an-hour} where polls are many. */
    static ObjectNode week(PollWeek week) {
        var body = Answer.object().put("cell", week.isByPoll() ? "poll" : "half-an-hour");
        var days = body.putArray("days");
        for (PollWeek.Day day : week.days()) {
            var cells = days.addObject().put("day", day.day().toString()).putArray("cells");
            day.cells()
                    .forEach(cell -> cells.addObject()
                            .put("at", cell.at().toString())
                            .put("polls", cell.polls())
                            .put("failed", cell.failed())
                            .put("new", cell.fresh())
                            .put("outcome", cell.outcome()));
        }
        return body;
    }

    static ObjectNode hub(HubSubscription hub) {
        return Answer.object()
                .put("hub", hub.topic().hub())
                .put("topic", hub.topic().topic())
                .put("state", hub.state().word())
                .put("next", hub.nextAt().toString())
                .put("leaseUntil", hub.leaseUntil().map(Instant::toString).orElse(null))
                .put("lastDelivery", hub.lastDeliveryAt().map(Instant::toString).orElse(null))
                .put("missed", hub.missedAt().map(Instant::toString).orElse(null))
                .put("deliveries", hub.deliveries())
                .put("unsigned", hub.unsigned())
                .put("failures", hub.failures())
                .put("detail", hub.lastError());
    }

    /** How the channels divide: {@code {"states":{…},"kinds":{…},"regions":{…},"faults":{…},"tags":{…}}}. */
    static ObjectNode facets(SourceFacets facets) {
        var body = Answer.object();
        body.set("states", states(facets.states()));
        facets.kinds().forEach(body.putObject("kinds")::put);
        facets.regions().forEach(body.putObject("regions")::put);
        facets.faults().forEach(body.putObject("faults")::put);
        facets.tags().forEach(body.putObject("tags")::put);
        return body;
    }

    /** Every state, those with no channel as well. */
    static ObjectNode states(Map<SourceState, Long> states) {
        var counts = Answer.object();
        for (SourceState state : SourceState.values()) {
            counts.put(state.word(), states.getOrDefault(state, 0L));
        }
        return counts;
    }

    @SuppressWarnings("NullAway") // Jackson writes a null as null
    static String time(Optional<Instant> at) {
        return at.map(Instant::toString).orElse(null);
    }

    @SuppressWarnings("NullAway") // Jackson writes a null as null
    private static Long seconds(Optional<Duration> time) {
        return time.map(Duration::toSeconds).orElse(null);
    }
}
