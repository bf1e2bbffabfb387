package org.yizhan.ops;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpMethod;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;

/** Accounts over HTTP, for admins. */
public final class AccountApi {

    private static final String ALL = "/api/v1/ops/accounts";
    private static final String ONE = ALL + "/:name";
    private static final String NEEDED =
            "{\"name\":\"…\",\"role\":\"viewer|operator|admin\",\"password\":\"…\"}; without a password one is made up";

    private final Accounts accounts;
    private final AccountBook book;
    private final Passwords passwords;

    public AccountApi(Accounts accounts, AccountBook book, Passwords passwords) {
        this.accounts = accounts;
        this.book = book;
        this.passwords = passwords;
    }

    public void mount(Paths paths) {
        paths.work(Role.ADMIN, HttpMethod.GET, ALL, asked -> list());
        paths.work(Role.ADMIN, HttpMethod.POST, ALL, this::put);
        paths.work(Role.ADMIN, HttpMethod.GET, ONE, asked -> Answer.json(200, row(found(asked.name("name")))));
        paths.work(Role.ADMIN, HttpMethod.DELETE, ONE, this::shut);
    }

    /** {@code {"accounts":[{"name","role","state","changedAt","origin"}]}}; {@code origin} is {@code settings} or {@code database}. */
    private Answer list() {
        var body = Answer.object();
        var rows = body.putArray("accounts");
        accounts.all().forEach(account -> rows.add(row(account)));
        return Answer.json(200, body);
    }

    private static ObjectNode row(Account account) {
        return Answer.object()
                .put("name", account.name())
                .put("role", account.role().word())
                .put("state", account.isOpen() ? "open" : "closed")
                .put("changedAt", account.at().toString())
                .put("origin", account.isFirst() ? "settings" : "database");
    }

    private Account found(String name) {
        return accounts.find(name)
                .orElseThrow(() -> Rejection.of(404, "no account has this name; GET %s lists them".formatted(ALL)));
    }

    /** 201 with a new account; 200 with another role, or password, of one that is there. A password made up is shown this once. */
    private Answer put(Asked asked) throws SQLException {
        JsonNode order = Order.object(asked.body(), Set.of("name", "role", "password"), NEEDED);
        String name = text(order, "name").orElseThrow(() -> Rejection.of(422, "name is missing; send " + NEEDED));
        Optional<Role> role = text(order, "role").map(AccountApi::role);
        Optional<String> password = text(order, "password");
        if (accounts.open(name).isEmpty()) {
            return make(
                    asked,
                    name,
                    role.orElseThrow(() -> Rejection.of(422, "role is missing; send " + NEEDED)),
                    password);
        }
        if (role.isPresent()) {
            book.give(asked.operator(), name, role.get());
        }
        if (password.isPresent()) {
            book.renew(asked.operator(), name, password.get());
        }
        return Answer.json(200, row(found(name)));
    }

    private Answer make(Asked asked, String name, Role role, Optional<String> given) throws SQLException {
        String password = given.orElseGet(passwords::make);
        book.make(asked.operator(), name, role, password);
        ObjectNode made = row(found(name));
        return Answer.json(201, given.isPresent() ? made : made.put("password", password));
    }

    /** 204 once it is closed. */
    private Answer shut(Asked asked) throws SQLException {
        book.shut(asked.operator(), asked.name("name"));
        return Answer.nothing();
    }

    /** The role of this word; a {@link Rejection} names those there are. */
    public static Role role(String word) {
        return Role.of(word).orElseThrow(() -> Rejection.of(422, "role must be viewer, operator or admin"));
    }

    private static Optional<String> text(JsonNode order, String field) {
        JsonNode value = order.path(field);
        if (!value.isMissingNode() && !value.isTextual()) {
            throw Rejection.of(422, field + " must be text");
        }
        return Optional.of(value.asText()).filter(text -> !text.isEmpty());
    }
}
