package org.yizhan.ops.alert;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.yizhan.ops.Shown;

/** What a mail about an alert says, in Chinese and English. */
final class MailText {

    private static final Map<String, String> EVENTS =
            Map.of("alert.began", "开始", "alert.worse", "加重", "alert.over", "结束", "alert.test", "测试");

    private MailText() {}

    static String subject(JsonNode body, int longest) {
        JsonNode data = body.path("data");
        String level = data.path("severity").asText().equals("critical") ? "严重" : "警告";
        String event = EVENTS.getOrDefault(
                body.path("type").asText(), body.path("type").asText());
        return Shown.line(
                "[驿站] [%s] %s：%s".formatted(level, event, data.path("chinese").asText()), longest);
    }

    static String text(JsonNode body, int longest) {
        JsonNode data = body.path("data");
        return """
                %s
                %s

                时间 time: %s
                种类 kind: %s
                对象 subject: %s
                实例 instance: %s
                详情 more: %s
                怎么办 what to do: %s
                """.formatted(
                        Shown.line(data.path("chinese").asText(), longest),
                        Shown.line(data.path("english").asText(), longest),
                        body.path("timestamp").asText(),
                        data.path("kind").asText(),
                        Shown.line(data.path("subject").asText(), longest),
                        Shown.line(data.path("instance").asText(), longest),
                        Shown.line(data.path("screen").asText(), longest),
                        Shown.line(data.path("runbook").asText(), longest));
    }
}
