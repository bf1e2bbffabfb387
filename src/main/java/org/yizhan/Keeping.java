package org.yizhan;

import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long things are kept, as configured and within the law. Empty: for ever.
 *
 * @param bodies what articles say, after their publication; times and addresses stay beyond that
 * @param decisions the reasons of verdicts
 * @param fingerprints what near-duplicates are found by; an article older than that starts a story of its own
 * @param deadLetters replayed or not
 * @param topics records on Kafka's topics, where those are made by us
 */
record Keeping(
        Optional<Duration> bodies,
        Optional<Duration> decisions,
        Duration fingerprints,
        Optional<Duration> deadLetters,
        Duration topics) {

    private static final Logger LOG = LoggerFactory.getLogger(Keeping.class);

    /** 互联网信息服务管理办法 (2000, revised 2011) art. 14: content, time and address are kept for 60 days. */
    private static final Duration LAWFUL = Duration.ofDays(60);

    /** What was heard of articles that have not come; an article that comes later than that has lost it. */
    static final Duration EARLY = Duration.ofDays(60);

    private static final Duration DAY = Duration.ofDays(1);

    /** Refuses by name what can't be; to be asked before anything is started. */
    static Keeping of(Settings settings) {
        var keeping = new Keeping(
                settings.kept(
                        "yizhan.keep.bodies",
                        LAWFUL,
                        "content, time and address are kept for 60 days, 互联网信息服务管理办法 art. 14"),
                settings.kept("yizhan.keep.decisions", DAY, "a decision is to be read the day after"),
                settings.duration(
                        "yizhan.keep.fingerprints", LAWFUL, "copies of one piece are looked for over 60 days"),
                settings.kept("yizhan.keep.dead-letters", DAY, "somebody has to see them first"),
                settings.duration(
                        "yizhan.kafka.retention",
                        Duration.ofHours(1),
                        "what the stages have not done by then is lost"));
        keeping.warn();
        return keeping;
    }

    private void warn() {
        if (topics.compareTo(DAY) < 0) {
            LOG.atWarn()
                    .addKeyValue("retention", topics)
                    .log("an outage that lasts longer than yizhan.kafka.retention loses articles; a day is little");
        }
    }
}
