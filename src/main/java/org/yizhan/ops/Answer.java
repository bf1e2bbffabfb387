package org.yizhan.ops;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a request to the management port is answered.
 *
 * @param type of the content; empty where there is none
 * @param headers besides the content type
 */
public record Answer(int status, String type, Buffer body, Map<String, String> headers) {

    /** Reads and writes all JSON of the operator's edge: strict about doubled fields and trailing text. */
    public static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    public Answer {
        headers = Map.copyOf(headers);
    }

    /** An empty JSON object to fill. */
    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    public static Answer json(int status, JsonNode body) {
        return new Answer(status, "application/json", written(body), Map.of());
    }

    public static Answer text(String type, String body) {
        return new Answer(200, type, Buffer.buffer(body), Map.of());
    }

    /** It is done, and there is nothing to say (RFC 9110 §15.3.5). */
    public static Answer nothing() {
        return new Answer(204, "", Buffer.buffer(), Map.of());
    }

    /** Look there instead, with a GET (RFC 9110 §15.4.4). */
    public static Answer seeOther(String path) {
        return new Answer(303, "text/plain", Buffer.buffer(), Map.of("Location", path));
    }

    /** An error as RFC 9457 describes it; the detail says what to mend. */
    public static Answer problem(int status, String detail) {
        var body = object();
        body.put("type", "about:blank");
        body.put("title", HttpResponseStatus.valueOf(status).reasonPhrase());
        body.put("status", status);
        body.put("detail", detail);
        return new Answer(status, "application/problem+json", written(body), Map.of());
    }

    /** Whether it is an error as {@link #problem} makes them. */
    public boolean isProblem() {
        return type.equals("application/problem+json");
    }

    /** The same with one more header. */
    public Answer with(String header, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Answer(status, type, body, more);
    }

    /** Sends it, unless the other side has gone. */
    public void send(HttpServerResponse response) {
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(status);
        if (!type.isEmpty()) {
            response.putHeader("Content-Type", type);
        }
        headers.forEach(response::putHeader);
        var unused = response.end(body);
    }

    private static Buffer written(JsonNode body) {
        try {
            return Buffer.buffer(JSON.writeValueAsBytes(body));
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
