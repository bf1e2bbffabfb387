package org.yizhan.ops;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * The accounts in the database, as admins change them: each change stands in the audit with what was before and after, and
 * ends the account's sessions. Nobody changes his own role or closes himself, and nobody the account of the settings; a
 * {@link Rejection} says so. Safe for concurrent use.
 */
public final class AccountBook {

    private final DataSource database;
    private final Accounts accounts;
    private final Passwords passwords;
    private final Audit audit;
    private final Clock clock;

    /** @param accounts are read again after each change */
    public AccountBook(DataSource database, Accounts accounts, Passwords passwords, Audit audit, Clock clock) {
        this.database = database;
        this.accounts = accounts;
        this.passwords = passwords;
        this.audit = audit;
        this.clock = clock;
    }

    /** Makes an account, or opens one again that was closed. */
    public void make(String operator, String name, Role role, String password) throws SQLException {
        if (!Account.isName(name)) {
            throw Rejection.of(
                    422, "name must be 1 to 40 characters of a-z 0-9 . _ -, and begin with a letter or digit");
        }
        requireFit(name, password);
        Passwords.Kept kept = passwords.keep(password);
        change(operator, Audit.Action.PUT_ACCOUNT, name, before -> {
            if (before.filter(Account::isOpen).isPresent()) {
                throw Rejection.of(409, "there is an account of this name already");
            }
            return new Account(name, role, kept, after(before), true);
        });
    }

    /** Gives another role. */
    public void give(String operator, String name, Role role) throws SQLException {
        requireOther(operator, name);
        change(operator, Audit.Action.PUT_ACCOUNT, name, before -> {
            Account old = opened(before);
            return new Account(name, role, old.password(), after(before), true);
        });
    }

    /** Gives another password. */
    public void renew(String operator, String name, String password) throws SQLException {
        requireFit(name, password);
        Passwords.Kept kept = passwords.keep(password);
        change(
                operator,
                Audit.Action.CHANGE_PASSWORD,
                name,
                before -> new Account(name, opened(before).role(), kept, after(before), true));
    }

    /** Closes it: its owner can't come in again. */
    public void shut(String operator, String name) throws SQLException {
        requireOther(operator, name);
        change(operator, Audit.Action.SHUT_ACCOUNT, name, before -> {
            Account old = opened(before);
            return new Account(name, old.role(), old.password(), after(before), false);
        });
    }

    /** Refuses a password that is too short, too long or too plain, and any for the account of the settings. */
    void requireFit(String name, String password) {
        requireOurs(name);
        if (!Passwords.isFit(password, name)) {
            throw Rejection.of(
                    422,
                    "the password must have %d to %d characters, more than three different ones, and not be the name"
                            .formatted(Passwords.SHORTEST, Passwords.LONGEST));
        }
    }

    private static void requireOurs(String name) {
        if (name.equals(Account.FIRST)) {
            throw Rejection.of(409, "the account ops is that of the settings; change yizhan.ops.password instead");
        }
    }

    private static void requireOther(String operator, String name) {
        requireOurs(name);
        if (operator.equals(name)) {
            throw Rejection.of(409, "nobody changes his own role or closes his own account; another admin can");
        }
    }

    private static Account opened(Optional<Account> before) {
        return before.filter(Account::isOpen).orElseThrow(() -> Rejection.of(404, "no open account has this name"));
    }

    /** What an account becomes; it throws a {@link Rejection} where it must stay. */
    @FunctionalInterface
    private interface Step {
        Account of(Optional<Account> before);
    }

    private void change(String operator, Audit.Action action, String name, Step step) throws SQLException {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                Optional<Account> before = lock(connection, name);
                Account after = step.of(before);
                write(connection, after);
                audit.write(connection, new Audit.Deed(operator, action, name, "", detail(before, after)));
                connection.commit();
            } finally {
                connection.rollback();
            }
        }
        accounts.refresh();
    }

    /** Later than the change before, whatever the clock says: sessions know by it that they are over. */
    private Instant after(Optional<Account> before) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return before.map(account -> account.at().plus(1, ChronoUnit.MICROS))
                .filter(now::isBefore)
                .orElse(now);
    }

    private static ObjectNode detail(Optional<Account> before, Account after) {
        ObjectNode detail = Answer.object();
        before.ifPresent(account -> detail.set("before", shown(account)));
        return detail.set("after", shown(after));
    }

    private static ObjectNode shown(Account account) {
        return Answer.object().put("role", account.role().word()).put("state", account.isOpen() ? "open" : "closed");
    }

    private static Optional<Account> lock(Connection connection, String name) throws SQLException {
        try (var statement = connection.prepareStatement("select * from account where name = ? for update")) {
            statement.setString(1, name);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(Accounts.account(rows)) : Optional.empty();
            }
        }
    }

    private static void write(Connection connection, Account account) throws SQLException {
        var sql = """
                insert into account (name, role, salt, hash, rounds, changed_at, is_open)
                values (?, ?, ?, ?, ?, ?, ?)
                on conflict (name) do update set role = excluded.role, salt = excluded.salt, hash = excluded.hash,
                    rounds = excluded.rounds, changed_at = excluded.changed_at, is_open = excluded.is_open
                """;
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, account.name());
            statement.setString(2, account.role().word());
            statement.setBytes(3, account.password().salt());
            statement.setBytes(4, account.password().hash());
            statement.setInt(5, account.password().rounds());
            statement.setTimestamp(6, Timestamp.from(account.at()));
            statement.setBoolean(7, account.isOpen());
            statement.executeUpdate();
        }
    }
}
