package org.yizhan.check;

import java.util.Optional;
import org.yizhan.fetch.Fetch;
import org.yizhan.fetch.Fetched;

/**
 * One request of a dry run and its answer.
 *
 * @param request what was asked
 * @param answer what came
 */
public record Asked(Fetch request, Fetched answer) {

    /** The document that came; empty where none did. */
    public Optional<Fetched.Document> document() {
        return answer instanceof Fetched.Document document ? Optional.of(document) : Optional.empty();
    }

    /** What came, in a few words: {@code ok}, {@code not-modified} or the class of failure. */
    public String outcome() {
        return switch (answer) {
            case Fetched.Document document -> "ok";
            case Fetched.NotModified same -> "not-modified";
            case Fetched.Failed failed -> failed.fault().word();
        };
    }

    /** What went wrong, for people; empty where nothing did. */
    public String detail() {
        return answer instanceof Fetched.Failed failed ? failed.detail() : "";
    }
}
