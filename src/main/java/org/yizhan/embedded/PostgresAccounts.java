package org.yizhan.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The accounts at the database besides its owner's: {@code yizhan_app}, which the program runs under, and {@code
 * yizhan_ro}, which reads. Neither is a superuser, owns a table or may make one; what they may do with the tables the
 * owner grants.
 *
 * <p>They are made where they are missing, also in a folder that an older program left. Their passwords are random, each
 * in a file of its name beside the database files; without that file the account gets a new one.
 */
final class PostgresAccounts {
    static final String APP = "yizhan_app";
    static final String READER = "yizhan_ro";

    private static final int PASSWORD_BYTES = 24;

    private final Path folder;

    private PostgresAccounts(Path folder) {
        this.folder = folder;
    }

    /** The accounts at the server that runs on these files and takes connections at {@code url}. */
    static PostgresAccounts at(PostgresCluster cluster, String url, SecureRandom random) throws IOException {
        var accounts = new PostgresAccounts(cluster.folder());
        if (!accounts.areThere()) {
            accounts.make(url, cluster.password(), random);
        }
        return accounts;
    }

    private boolean areThere() {
        return Files.exists(file(APP)) && Files.exists(file(READER));
    }

    private Path file(String user) {
        return folder.resolve(user + ".password");
    }

    /** What everybody may do with a new database, connect and make temporary tables, nobody else may from then on. */
    private void make(String url, String superuserPassword, SecureRandom random) throws IOException {
        try (Connection connection = DriverManager.getConnection(url, "postgres", superuserPassword);
                Statement statement = connection.createStatement()) {
            for (String user : List.of(APP, READER)) {
                statement.execute("""
                        do $$ begin create role %1$s; exception when duplicate_object then null; end $$;
                        revoke all on database yizhan from public;
                        grant connect on database yizhan to %1$s
                        """.formatted(user));
            }
            statement.execute("alter role %s set default_transaction_read_only = on".formatted(READER));
            for (String user : List.of(APP, READER)) {
                String password = Secrets.random(random, PASSWORD_BYTES);
                statement.execute("alter role %s login nosuperuser nocreatedb nocreaterole password '%s'"
                        .formatted(user, password));
                Secrets.write(file(user), password + "\n");
            }
        } catch (SQLException e) {
            throw new IOException("the database's accounts can't be made: " + e.getMessage(), e);
        }
    }

    /** Writes rows. */
    Account app() throws IOException {
        return account(APP);
    }

    /** Reads rows. */
    Account reader() throws IOException {
        return account(READER);
    }

    private Account account(String user) throws IOException {
        return new Account(user, Files.readString(file(user)).strip());
    }
}
