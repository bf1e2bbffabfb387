package org.yizhan.web;

import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.yizhan.article.Unreadable;
import org.yizhan.http.QueryString;
import org.yizhan.ingest.Refused;

/**
 * What all previews share: any valid key may ask, the document comes as the body, and the answer shows what the pipeline
 * would make of it. Nothing is stored, nothing fetched, nothing counted against a key's limits.
 */
public final class DryRun {

    private final Vertx vertx;
    private final PushApi push;
    private final int bodyLimit;

    /**
     * @param push checks the keys
     * @param bodyLimit largest body taken, in bytes
     */
    public DryRun(Vertx vertx, PushApi push, int bodyLimit) {
        this.vertx = vertx;
        this.push = push;
        this.bodyLimit = bodyLimit;
    }

    /**
     * A document to be read.
     *
     * @param body its bytes as they came
     * @param contentType as it came, empty where none did
     */
    record Asked(byte[] body, String contentType, MultiMap query) {

        /** The parameter {@code name}, empty where it is missing. */
        String parameter(String name) {
            return query.contains(name) ? query.get(name).strip() : "";
        }
    }

    /** One kind of preview; may block. */
    interface Question {
        StoryJson.Part ask(Asked asked) throws Refused;
    }

    /** Adds {@code POST path}. */
    void route(Router router, String path, Question question) {
        router.post(path)
                .handler(push::authenticate)
                .handler(new RequestBody(bodyLimit))
                .handler(context -> answer(context, question));
    }

    private void answer(RoutingContext context, Question question) {
        var asked = new Asked(RequestBody.of(context), PushApi.contentType(context), QueryString.of(context));
        vertx.executeBlocking(() -> StoryJson.bytes(question.ask(asked)), false)
                .onSuccess(json -> context.response()
                        .putHeader("Content-Type", "application/json")
                        .putHeader("Cache-Control", "no-store")
                        .end(Buffer.buffer(json)))
                .onFailure(failure -> failed(context, failure));
    }

    private static void failed(RoutingContext context, Throwable failure) {
        switch (failure) {
            case Refused refused ->
                Problem.send(context, refused.status(), PushAnswers.title(refused.status()), refused.detail());
            case Unreadable unreadable ->
                Problem.send(context, 422, PushAnswers.title(422), unreadable.error() + ": " + unreadable.getMessage());
            default -> Unavailable.send(context, failure);
        }
    }
}
