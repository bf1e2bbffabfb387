package org.yizhan.ops;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.sql.DataSource;

/**
 * Who may log in: the operator {@code ops} of the settings, and the accounts in the database. They are kept in memory and
 * read again by {@link #refresh}, so that logging in needs no database. Safe for concurrent use.
 */
public final class Accounts {

    private final DataSource database;
    private final Passwords passwords;
    private final Audit audit;
    private final Clock clock;
    private final Account first;
    private volatile Map<String, Account> kept = Map.of();

    /** @param password of the operator {@code ops}; must not be blank */
    public Accounts(DataSource database, String password, Passwords passwords, Audit audit, Clock clock) {
        if (password.isBlank()) {
            throw new IllegalArgumentException("yizhan.ops.password must not be empty");
        }
        this.database = database;
        this.passwords = passwords;
        this.audit = audit;
        this.clock = clock;
        this.first = new Account(Account.FIRST, Role.ADMIN, passwords.keep(password), clock.instant(), true);
    }

    /** The account of this name, if its owner may come in. */
    Optional<Account> open(String name) {
        return name.equals(first.name())
                ? Optional.of(first)
                : Optional.ofNullable(kept.get(name)).filter(Account::isOpen);
    }

    /** The account whose name and password these are; takes as long where there is no such name. */
    Optional<Account> admit(String name, String password) {
        Optional<Account> account = open(name).filter(found -> password.length() <= Passwords.LONGEST);
        if (account.isEmpty()) {
            passwords.waste("");
            return Optional.empty();
        }
        return account.filter(found -> Passwords.isRight(password, found.password()));
    }

    /** Those in the database, by name. */
    public Map<String, Account> all() {
        return kept;
    }

    /** Reads them anew; those known so far stay where the database doesn't answer, which throws {@link IllegalStateException}. */
    public void refresh() {
        var found = new TreeMap<String, Account>();
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement("select * from account order by name");
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                Account account = account(rows);
                found.put(account.name(), account);
            }
        } catch (SQLException away) {
            throw new IllegalStateException("the accounts can't be read: " + away.getMessage(), away);
        }
        kept = found;
    }

    private static Account account(ResultSet rows) throws SQLException {
        return new Account(
                rows.getString("name"),
                Role.of(rows.getString("role")).orElse(Role.VIEWER),
                new Passwords.Kept(rows.getBytes("salt"), rows.getBytes("hash"), rows.getInt("rounds")),
                rows.getTimestamp("changed_at").toInstant(),
                rows.getBoolean("is_open"));
    }

    /** Makes an account, or gives the one of this name another role and password; it is open then. */
    public void put(String operator, String name, Role role, String password) throws SQLException {
        Passwords.Kept hashed = passwords.keep(password);
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            put(connection, name, role, hashed);
            ObjectNode detail = Answer.object().put("role", role.word());
            open(name).ifPresent(before -> detail.put("before", before.role().word()));
            audit.write(connection, new Audit.Deed(operator, Audit.Action.PUT_ACCOUNT, name, "", detail));
            connection.commit();
        }
        refresh();
    }

    private void put(Connection connection, String name, Role role, Passwords.Kept hashed) throws SQLException {
        var sql = """
                insert into account (name, role, salt, hash, rounds, changed_at, is_open)
                values (?, ?, ?, ?, ?, ?, true)
                on conflict (name) do update set role = excluded.role, salt = excluded.salt, hash = excluded.hash,
                    rounds = excluded.rounds, changed_at = excluded.changed_at, is_open = true
                """;
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, name);
            statement.setString(2, role.word());
            statement.setBytes(3, hashed.salt());
            statement.setBytes(4, hashed.hash());
            statement.setInt(5, hashed.rounds());
            statement.setTimestamp(6, Timestamp.from(clock.instant()));
            statement.executeUpdate();
        }
    }

    /** Closes an account: its sessions end, and its owner can't come in again. False where there is none open. */
    public boolean shut(String operator, String name) throws SQLException {
        boolean isShut;
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            isShut = shut(connection, name);
            if (isShut) {
                audit.write(connection, Audit.Deed.plain(operator, Audit.Action.SHUT_ACCOUNT, name));
            }
            connection.commit();
        }
        refresh();
        return isShut;
    }

    private boolean shut(Connection connection, String name) throws SQLException {
        var sql = "update account set is_open = false, changed_at = ? where name = ? and is_open";
        try (var statement = connection.prepareStatement(sql)) {
            statement.setTimestamp(1, Timestamp.from(clock.instant()));
            statement.setString(2, name);
            return statement.executeUpdate() > 0;
        }
    }
}
