package org.yizhan.ops.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.yizhan.ops.Trouble;

/**
 * One message about an alert, as it is told to people and programs.
 *
 * @param id of the message: the same at every attempt
 * @param event what happened
 * @param alert the alert as it was then
 * @param at when it happened
 */
public record Notice(UUID id, Event event, Standing alert, Instant at) {

    private static final JsonMapper JSON = new JsonMapper();

    /** What is told. */
    public enum Event {
        BEGAN("开始", "began"),
        WORSE("加重", "got worse"),
        OVER("结束", "is over");

        private final String chinese;
        private final String english;

        Event(String chinese, String english) {
            this.chinese = chinese;
            this.english = english;
        }

        /** As it is written: {@code began}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** One line for a subject or a title: {@code [严重] 开始：…}. */
    public String chinese() {
        return "[%s] %s：%s"
                .formatted(alert.severity() == Trouble.Severity.CRITICAL ? "严重" : "警告", event.chinese, alert.chinese());
    }

    /** The same in English. */
    public String english() {
        return "[%s] %s: %s".formatted(alert.severity().word(), event.english, alert.english());
    }

    /**
     * {@code {"type":"alert.began","timestamp":…,"data":{…}}}, the shape of Standard Webhooks' payloads.
     *
     * @param console the address of the operators' console, without a slash at its end
     */
    public ObjectNode json(String console) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("type", "alert." + event.word());
        body.put("timestamp", at.toString());
        ObjectNode data = body.putObject("data");
        data.put("id", alert.id().toString());
        data.put("kind", alert.key().kind().word());
        data.put("subject", alert.key().subject());
        data.put("instance", alert.key().observer());
        data.put("severity", alert.severity().word());
        data.put("chinese", alert.chinese());
        data.put("english", alert.english());
        alert.began().ifPresent(began -> data.put("began", began.toString()));
        alert.ended().ifPresent(ended -> data.put("ended", ended.toString()));
        Trouble.Kind kind = alert.key().kind();
        data.put("screen", console + Trouble.screen(kind, alert.key().subject()));
        data.put("runbook", console + kind.runbook());
        return body;
    }

    static String text(ObjectNode body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
