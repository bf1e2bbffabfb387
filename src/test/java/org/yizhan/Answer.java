package org.yizhan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** What the program answered over HTTP. */
record Answer(int status, HttpHeaders headers, byte[] body) {

    private static final JsonMapper JSON = new JsonMapper();

    static Answer of(HttpResponse<byte[]> response) {
        return new Answer(response.statusCode(), response.headers(), response.body());
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    JsonNode json() throws IOException {
        return JSON.readTree(body);
    }

    /** Empty where there is none. */
    String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    /** The id under which a push was accepted, its first or only one. */
    String articleId() throws IOException {
        return json().at("/accepted/0/articleId").asText();
    }

    /** What a problem says is to be mended. */
    String detail() throws IOException {
        return json().path("detail").asText();
    }

    @Override
    public String toString() {
        return status + " " + text();
    }
}
