package org.yizhan.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yizhan.article.Message;

/** A newspaper page and a few articles of our own writing, so that a first start has something to show. */
public final class Samples {

    private static final Grant ANY = new Grant("samples", Optional.empty());

    private Samples() {}

    /** The samples as messages, each call the same but for the time of receipt. */
    public static List<Message> messages(Intake intake) {
        var messages = new ArrayList<Message>();
        try {
            messages.addAll(intake.push(bytes("articles.ndjson"), "application/x-ndjson", ANY)
                    .messages());
            messages.addAll(intake.page(bytes("page.txt"), "text/plain", "驿站样报", "2026-11-23", "4", ANY)
                    .messages());
        } catch (Refused e) {
            throw new IllegalStateException("the bundled samples are refused: " + e.detail(), e);
        }
        return messages;
    }

    private static byte[] bytes(String name) {
        try (InputStream in = Samples.class.getResourceAsStream("/samples/" + name)) {
            if (in == null) {
                throw new IllegalStateException("the sample " + name + " is not in the jar");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("the sample " + name + " can't be read", e);
        }
    }
}
