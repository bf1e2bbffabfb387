package org.yizhan.ops;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yizhan.ingest.poll.SourceControl;
import org.yizhan.ingest.poll.SourceHealth;
import org.yizhan.ingest.poll.SourceQuery;
import org.yizhan.ingest.poll.SourceState;
import org.yizhan.ingest.poll.SourceWatch;

/** The operator's JSON interface to the sources' health. Every method may block. */
public final class SourcesApi {

    private static final Logger log = LoggerFactory.getLogger(SourcesApi.class);

    private static final String REASON = "reason";

    private final SourceWatch watch;
    private final SourceControl control;
    private final SourcePast past;
    private final SourceWords words;
    private final Audit audit;

    public SourcesApi(SourceWatch watch, SourceControl control, SourcePast past, Audit audit, Clock clock) {
        this.audit = audit;
        this.watch = watch;
        this.control = control;
        this.past = past;
        this.words = new SourceWords(clock);
    }

    public void mount(Paths paths) {
        paths.work(HttpMethod.GET, "/api/v1/ops/sources", asked -> list(asked.parameters()))
                .takes(SourceQuestion.PARAMETERS);
        paths.work(HttpMethod.GET, "/api/v1/ops/sources/:id", asked -> find(asked.id()));
        paths.work(HttpMethod.POST, "/api/v1/ops/sources/:id/pause", asked -> pause(asked.id(), by(asked)))
                .takes(REASON);
        paths.work(HttpMethod.POST, "/api/v1/ops/sources/:id/resume", asked -> resume(asked.id(), by(asked)))
                .takes(REASON);
        paths.work(HttpMethod.POST, "/api/v1/ops/sources/:id/poll", asked -> poll(asked.id(), by(asked)))
                .takes(REASON);
    }

    private static Order by(Asked asked) {
        return Order.perhaps(asked);
    }

    /**
     * {@code {"sources":[…],"total":n,"failedFiles":{…},"refusedFiles":{…},"states":{…},"facets":{…},"next":"?…"}}, worst first. Parameters as
     * {@link SourceQuestion#of}; {@code next} is missing on the last page.
     */
    Answer list(MultiMap parameters) throws SQLException {
        SourceQuery query;
        try {
            query = SourceQuestion.of(parameters);
        } catch (Rejection wrong) {
            return wrong.answer();
        }
        SourceWatch.Page page = watch.list(query);
        var body = Answer.object();
        var rows = body.putArray("sources");
        page.rows().forEach(health -> rows.add(words.health(health)));
        body.put("total", page.total());
        body.put("networkGoneSince", SourceWords.time(watch.networkGoneSince()));
        past.files().forEach(body.putObject("failedFiles")::put);
        past.refused().forEach(body.putObject("refusedFiles")::put);
        body.set("states", SourceWords.states(page.states()));
        body.set("facets", SourceWords.facets(page.facets()));
        int next = query.offset() + query.limit();
        if (next < page.total()) {
            body.put("next", after(parameters, query.limit(), next));
        }
        return Answer.json(200, body);
    }

    private static String after(MultiMap parameters, int limit, int offset) {
        MultiMap next = MultiMap.caseInsensitiveMultiMap().addAll(parameters);
        next.set("limit", String.valueOf(limit)).set("offset", String.valueOf(offset));
        return next.entries().stream()
                .map(entry -> LetterQuery.encoded(entry.getKey()) + "=" + LetterQuery.encoded(entry.getValue()))
                .collect(Collectors.joining("&", "?", ""));
    }

    /**
     * One channel, with {@code polls}: its last 50, the newest first; those of its last {@code week}; what they came to on
     * each of thirty {@code days};
     * the head of its last {@code answer}; of a folder the {@code failedFiles}; how its declaration changed ({@code versions}); what operators did to it
     * ({@code deeds}), wrote about it ({@code notes}) and whom to call ({@code contact}).
     */
    Answer find(String channel) throws SQLException {
        Optional<SourceHealth> found = watch.find(channel);
        if (found.isEmpty()) {
            return unknown();
        }
        var body = words.health(found.get());
        body.put("networkGoneSince", SourceWords.time(watch.networkGoneSince()));
        var polls = body.putArray("polls");
        watch.polls(channel).forEach(poll -> polls.add(SourceWords.poll(poll)));
        var days = body.putArray("days");
        past.days(channel).forEach(day -> days.add(SourceWords.day(day)));
        body.set("week", SourceWords.week(past.week(channel)));
        body.setAll(SourceWords.notes(past.notes(channel), past.contact(channel)));
        past.files(channel).ifPresent(files -> body.set("failedFiles", FailedFilesApi.json(files)));
        past.hub(channel).ifPresent(hub -> body.set("hub", SourceWords.hub(hub)));
        past.answer(channel).ifPresent(answer -> body.set("answer", SourceAnswerApi.head(answer)));
        var versions = body.putArray("versions");
        past.versions(channel).forEach(step -> versions.add(SourceWords.version(step)));
        var deeds = body.putArray("deeds");
        past.deeds(channel).forEach(deed -> deeds.add(SourceWords.deed(deed)));
        return Answer.json(200, body);
    }

    /**
     * 200 with the channel as it is then; nothing of it is fetched until it is resumed. One that is paused stays so, and
     * 409 says so where a reason is given, which could not be kept.
     */
    Answer pause(String channel, Order by) throws SQLException {
        Optional<SourceHealth> before = watch.find(channel);
        if (before.filter(found -> found.state() == SourceState.PAUSED).isPresent()) {
            return by.reason().isEmpty()
                    ? find(channel)
                    : Answer.problem(409, "the source is paused already; write a note to say more about it");
        }
        if (!control.pause(channel)) {
            return before.isEmpty()
                    ? unknown()
                    : Answer.problem(409, "the channel is not polled, so there is nothing to pause");
        }
        told(by, Audit.Action.PAUSE_SOURCE, channel, before);
        return find(channel);
    }

    /** 202 with the channel, whose {@code next} says when it is asked: at once, or five minutes after it last was. */
    Answer resume(String channel, Order by) throws SQLException {
        Optional<SourceHealth> before = watch.find(channel);
        return soon(control.resume(channel).isPresent(), by, Audit.Action.RESUME_SOURCE, channel, before);
    }

    /** As {@link #resume}, for a channel that isn't paused; 409 where it is. */
    Answer poll(String channel, Order by) throws SQLException {
        Optional<SourceHealth> health = watch.find(channel);
        if (health.filter(found -> found.state() == SourceState.PAUSED).isPresent()) {
            return Answer.problem(409, "the source is paused; resume it instead");
        }
        return soon(control.poll(channel).isPresent(), by, Audit.Action.POLL_SOURCE, channel, health);
    }

    private Answer soon(boolean isDone, Order by, Audit.Action action, String channel, Optional<SourceHealth> before)
            throws SQLException {
        if (!isDone) {
            return before.isEmpty()
                    ? unknown()
                    : Answer.problem(409, "others bring this source's articles; there is nothing to poll");
        }
        told(by, action, channel, before);
        Answer found = find(channel);
        return new Answer(found.status() == 200 ? 202 : found.status(), found.type(), found.body(), found.headers());
    }

    private void told(Order by, Audit.Action action, String channel, Optional<SourceHealth> before)
            throws SQLException {
        var detail = Answer.object();
        before.ifPresent(health -> detail.set("before", mark(health)));
        watch.find(channel).ifPresent(health -> detail.set("after", mark(health)));
        var deed = new Audit.Deed(by.operator(), action, channel, by.reason(), detail);
        audit.write(deed);
        log.atInfo()
                .addKeyValue("action", deed.action().word())
                .addKeyValue("channel", Shown.line(deed.object(), 100))
                .log("an operator acted on a source");
    }

    /** What an operator's deed changes of a channel. */
    private static ObjectNode mark(SourceHealth health) {
        return Answer.object()
                .put("state", health.state().word())
                .put("next", health.next().map(Instant::toString).orElse("never"));
    }

    private static Answer unknown() {
        return Answer.problem(404, "no route has this id; GET /api/v1/ops/sources lists them");
    }
}
