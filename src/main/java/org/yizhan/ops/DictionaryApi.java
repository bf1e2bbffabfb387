package org.yizhan.ops;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpMethod;
import java.sql.SQLException;
import java.util.function.Supplier;
import org.yizhan.tag.DictionaryState;

/** The operator's view of the dictionaries: which are in force, what is wrong with others, and reading them anew. */
public final class DictionaryApi {

    private final Desk desk;
    private final Audit audit;

    /** Whoever holds the dictionaries. */
    public interface Desk {
        /** How they stand. */
        DictionaryState state();

        /** Reads the folder now; how they stand then. */
        DictionaryState reload();

        /** How many sources and seen names count as organisations besides the files. */
        Joined joined();
    }

    /**
     * Organisations known by their news.
     *
     * @param edition the same for the same organisations
     */
    public record Joined(int organizations, int seenNames, String edition) {}

    public DictionaryApi(Desk desk, Audit audit) {
        this.desk = desk;
        this.audit = audit;
    }

    public void mount(Paths paths) {
        paths.work(HttpMethod.GET, "/api/v1/ops/dictionaries", asked -> Answer.json(200, body(desk.state())));
        paths.work(HttpMethod.POST, "/api/v1/ops/dictionaries/reload", this::reload);
    }

    /** 200 with what is in force then; 422 where a file was refused, with the same body and {@code errors}. */
    private Answer reload(Asked asked) throws SQLException {
        String before = desk.state().edition();
        DictionaryState state = desk.reload();
        var detail = Answer.object();
        detail.putObject("before").put("edition", before);
        detail.putObject("after").put("edition", state.edition());
        state.errors().forEach(detail.putArray("errors")::add);
        audit.write(new Audit.Deed(asked.operator(), Audit.Action.RELOAD_DICTIONARIES, state.edition(), "", detail));
        return Answer.json(state.errors().isEmpty() ? 200 : 422, body(state));
    }

    /** {@code {"edition","loadedAt","errors":[…],"files":[{"file","origin","lines","hash","loadedAt","error"}],…}}. */
    private ObjectNode body(DictionaryState state) {
        var body = Answer.object();
        body.put("edition", state.edition()).put("loadedAt", state.loadedAt().toString());
        state.errors().forEach(body.putArray("errors")::add);
        var files = body.putArray("files");
        for (DictionaryState.File file : state.files()) {
            files.addObject()
                    .put("file", file.file())
                    .put("origin", file.origin())
                    .put("lines", file.lines())
                    .put("hash", file.hash())
                    .put("loadedAt", file.loadedAt().toString())
                    .put("error", file.error().isEmpty() ? null : file.error());
        }
        Joined joined = desk.joined();
        body.putObject("joined")
                .put("organizations", joined.organizations())
                .put("seenNames", joined.seenNames())
                .put("edition", joined.edition());
        return body;
    }

    /** A remark on the health page where a file is refused; that makes nothing unready, the former one is in force. */
    public static HealthCheck health(Supplier<DictionaryState> state) {
        return new HealthCheck() {
            @Override
            public String name() {
                return "dictionaries";
            }

            @Override
            public Health check() {
                DictionaryState now = state.get();
                String remark = now.errors().isEmpty()
                        ? "edition " + now.edition()
                        : "refused, the former ones are in force: " + String.join("; ", now.errors());
                return new Health(true, !now.errors().isEmpty(), Shown.line(remark, 500));
            }
        };
    }
}
