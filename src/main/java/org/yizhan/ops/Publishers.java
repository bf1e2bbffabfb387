package org.yizhan.ops;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yizhan.ingest.ApiKeys;
import org.yizhan.ingest.KeptKey;
import org.yizhan.ingest.KeyTable;
import org.yizhan.ingest.PushLog;

/** What operators know of those who push, and do about their keys; each deed is on record. Every method may block. */
public final class Publishers {

    /** A key that was replaced goes on for so long at most. */
    static final Duration LONGEST_OVERLAP = Duration.ofDays(90);

    private final ApiKeys keys;
    private final KeyTable table;
    private final PushLog pushes;
    private final SignatureCheck check;
    private final Audit audit;
    private final Clock clock;

    public Publishers(ApiKeys keys, KeyTable table, PushLog pushes, Audit audit, Clock clock) {
        this.keys = keys;
        this.table = table;
        this.pushes = pushes;
        this.check = new SignatureCheck(table::of, clock);
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * One key and what came of it since the same hour yesterday.
     *
     * @param tally articles by outcome, the most frequent first
     */
    public record Publisher(KeptKey key, boolean isLive, Map<String, Long> tally) {

        public long accepted() {
            return tally.getOrDefault("accepted", 0L);
        }

        public long rejected() {
            return tally.values().stream().mapToLong(Long::longValue).sum() - accepted();
        }
    }

    /** All keys, the live ones first; under no key of ours stands what was refused for that. */
    public List<Publisher> all() throws SQLException {
        Map<String, Map<String, Long>> tallies = tallies();
        return table.all().stream()
                .map(key -> publisher(key, tallies))
                .sorted((one, other) -> Boolean.compare(other.isLive(), one.isLive()))
                .toList();
    }

    /** How many requests had no key of ours. */
    public long strangers() throws SQLException {
        return tallies().getOrDefault("", Map.of()).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    private Map<String, Map<String, Long>> tallies() throws SQLException {
        return pushes.tallies(clock.instant().minus(Duration.ofHours(23)).truncatedTo(ChronoUnit.HOURS));
    }

    /** One of them; {@link Rejection} where there is none. */
    public Publisher find(String id) throws SQLException {
        return publisher(table.find(id).orElseThrow(Publishers::unknown), tallies());
    }

    private Publisher publisher(KeptKey key, Map<String, Map<String, Long>> tallies) {
        return new Publisher(key, key.isLive(clock.instant()), tallies.getOrDefault(key.id(), Map.of()));
    }

    /** A key's last requests, the newest first. */
    public List<PushLog.Request> requests(String id) throws SQLException {
        return pushes.latest(id);
    }

    /**
     * Makes a key for the same scope; the old one goes on until {@code overlap} is over.
     *
     * @param overlap such as {@code 24h} or {@code 7d}
     */
    public ApiKeys.Made rotate(String id, String overlap, String operator) throws SQLException {
        Instant end = clock.instant().plus(duration(overlap));
        find(id);
        ApiKeys.Made made = keys.rotate(id, end)
                .orElseThrow(() -> Rejection.of(409, "this key is not live, or another takes its place already"));
        var detail = Answer.object().put("replacedBy", made.id()).put("until", end.toString());
        detail.putObject("before").put("state", "live");
        detail.putObject("after").put("state", "rotated");
        audit.write(new Audit.Deed(operator, Audit.Action.ROTATE_KEY, id, "", detail));
        return made;
    }

    static Duration duration(String text) {
        if (text.matches("[0-9]{1,4}[hd]")) {
            long many = Long.parseLong(text.substring(0, text.length() - 1));
            Duration duration = text.endsWith("h") ? Duration.ofHours(many) : Duration.ofDays(many);
            if (duration.compareTo(LONGEST_OVERLAP) <= 0) {
                return duration;
            }
        }
        throw Rejection.of(422, "overlap must be 0h to 90d, such as 24h or 7d");
    }

    /** Ends a key at once. */
    public void revoke(String id, String operator) throws SQLException {
        find(id);
        if (!keys.revoke(id)) {
            throw Rejection.of(409, "this key has been revoked already");
        }
        audit.write(Audit.Deed.turned(operator, Audit.Action.REVOKE_KEY, id, "live", "revoked"));
    }

    /** Makes a key for a source, or with scope {@code push:any}. */
    public ApiKeys.Made make(Optional<String> source, String operator) throws SQLException {
        ApiKeys.Made made = keys.make(source);
        var detail =
                Answer.object().put("source", source.orElse("")).put("scope", source.isPresent() ? "" : "push:any");
        audit.write(new Audit.Deed(operator, Audit.Action.MAKE_KEY, made.id(), "", detail));
        return made;
    }

    /** What is right and wrong with headers, body and secret; that it was asked is on record, what was shown is not. */
    public List<SignatureCheck.Finding> check(SignatureCheck.Shown shown, String operator) throws SQLException {
        List<SignatureCheck.Finding> findings = check.check(shown);
        boolean isGood = findings.stream().allMatch(SignatureCheck.Finding::isGood);
        audit.write(new Audit.Deed(
                operator, Audit.Action.CHECK_SIGNATURE, "", "", Answer.object().put("good", isGood)));
        return findings;
    }

    private static Rejection unknown() {
        return Rejection.of(404, "no key has this id; GET " + PublishersApi.PATH + " lists them");
    }
}
