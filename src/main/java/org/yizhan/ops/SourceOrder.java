package org.yizhan.ops;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yizhan.ingest.poll.SourceControl;
import org.yizhan.ingest.poll.SourceSetting;

/**
 * What is ordered of sources.
 *
 * @param setting what is set; empty where the deed sets nothing
 */
public record SourceOrder(Deed deed, Optional<SourceSetting> setting) {

    /** What can be ordered. */
    public enum Deed {
        PAUSE(Audit.Action.PAUSE_SOURCES),
        RESUME(Audit.Action.RESUME_SOURCES),
        POLL(Audit.Action.POLL_SOURCES),
        INTERVAL(Audit.Action.SET_SOURCE_INTERVALS),
        TAGS(Audit.Action.SET_SOURCE_TAGS);

        private final Audit.Action action;

        Deed(Audit.Action action) {
            this.action = action;
        }

        /** As it is written: {@code pause}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        Audit.Action action() {
            return action;
        }

        /** The deed of this word; a 400 for any other. */
        public static Deed of(String word) {
            return Stream.of(values())
                    .filter(deed -> deed.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> Rejection.of(
                            400,
                            "action is one of "
                                    + Stream.of(values()).map(Deed::word).collect(Collectors.joining(", "))));
        }

        /** The deed that the audit calls so. */
        static Optional<Deed> by(String action) {
            return Stream.of(values())
                    .filter(deed -> deed.action.word().equals(action))
                    .findFirst();
        }

        /** What it sets; empty where it takes a step. */
        public Optional<SourceSetting.Kind> sets() {
            return switch (this) {
                case INTERVAL -> Optional.of(SourceSetting.Kind.INTERVAL);
                case TAGS -> Optional.of(SourceSetting.Kind.TAGS);
                case PAUSE, RESUME, POLL -> Optional.empty();
            };
        }

        /** The parameter that says what it sets; empty where it sets nothing. */
        public String parameter() {
            return switch (this) {
                case INTERVAL -> "every";
                case TAGS -> "tags";
                case PAUSE, RESUME, POLL -> "";
            };
        }

        SourceControl.Step step() {
            return switch (this) {
                case PAUSE -> SourceControl.Step.PAUSE;
                case RESUME -> SourceControl.Step.RESUME;
                case POLL -> SourceControl.Step.POLL;
                case INTERVAL, TAGS -> throw new IllegalStateException(this + " sets something and is no step");
            };
        }

        /** What the channels that it changes were before, or are then; of a setting each has its own. */
        ObjectNode mark(boolean isDone) {
            return switch (this) {
                case PAUSE -> Answer.object().put("paused", isDone);
                case RESUME -> Answer.object().put("paused", !isDone);
                case POLL -> Answer.object().put("next", isDone ? "now" : "scheduled");
                case INTERVAL, TAGS -> Answer.object();
            };
        }

        /** Whether it can be taken back. */
        public boolean isUndone() {
            return this != POLL;
        }

        /** What takes it back: a setting by setting what was before. */
        public Deed opposite() {
            return switch (this) {
                case PAUSE -> RESUME;
                case RESUME -> PAUSE;
                case POLL, INTERVAL, TAGS -> this;
            };
        }
    }

    /** A step, which sets nothing. */
    static SourceOrder step(Deed deed) {
        return new SourceOrder(deed, Optional.empty());
    }

    /** A setting as the operator wrote it; a 422 says what is wrong with it. */
    static SourceOrder setting(Deed deed, String said) {
        try {
            SourceSetting setting = deed == Deed.INTERVAL ? SourceSetting.interval(said) : SourceSetting.tags(said);
            return new SourceOrder(deed, Optional.of(setting));
        } catch (IllegalArgumentException wrong) {
            throw Rejection.of(422, String.valueOf(wrong.getMessage()));
        }
    }

    /** What it sets, as it was written; empty where it sets nothing. */
    public String said() {
        return setting.map(SourceSetting::said).orElse("");
    }
}
