package org.yizhan;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yizhan.embedded.Account;
import org.yizhan.embedded.EmbeddedDatabase;

/**
 * A database and the accounts by which the program comes in. Where fewer are configured than there are parts to play, one
 * plays several.
 *
 * @param owner makes and changes the tables when the program starts, and is not used after that
 * @param app reads and writes rows: what the program runs under
 * @param reader reads rows
 */
record DatabaseAccess(String url, Account owner, Account app, Account reader) {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseAccess.class);
    private static final int CONNECT_MILLIS = 5_000;
    private static final int PATIENCE_MILLIS = 60_000;

    /** Of a pool of dead connections one after the other is asked whether it lives before there is a new one. */
    private static final int ALIVE_MILLIS = 1_000;

    /**
     * Without a byte for so long a connection is dead: a machine or a firewall that goes says nothing, and the system would ask
     * after two hours. A little more than a statement may take.
     */
    private static final int SILENCE_SECONDS = 45;

    /** Nothing that a request or a batch asks takes so long; what may says so itself. */
    private static final String LIMITS =
            "set statement_timeout = '30s'; set idle_in_transaction_session_timeout = '60s'";

    static DatabaseAccess of(EmbeddedDatabase started) throws IOException {
        return new DatabaseAccess(started.jdbcUrl(), started.owner(), started.app(), started.reader());
    }

    /** As configured: the owner and the reader are the program's account where they are left out. */
    static DatabaseAccess of(Settings settings) {
        Account app = account(settings, "yizhan.database");
        Account owner = account(settings, "yizhan.database.owner");
        Account reader = account(settings, "yizhan.database.reader");
        if (owner.user().isEmpty()) {
            LOG.warn("the program owns the tables it writes; give the owner an account of its own:"
                    + " YIZHAN_DATABASE_OWNER_USER");
        }
        return new DatabaseAccess(
                settings.text("yizhan.database.url"),
                owner.user().isEmpty() ? app : owner,
                app,
                reader.user().isEmpty() ? app : reader);
    }

    private static Account account(Settings settings, String key) {
        return new Account(settings.text(key + ".user"), settings.text(key + ".password"));
    }

    /** Whether the account has something to be granted. */
    boolean isForeign(Account account) {
        return !account.user().equals(owner.user());
    }

    /** The owner's connections, to migrate by; without a limit on how long a statement takes. */
    HikariDataSource owners() {
        return new HikariDataSource(config("yizhan-owner", owner, 4));
    }

    /** Connections to work by. */
    HikariDataSource apps(int connections) {
        HikariConfig config = limited("yizhan", app, connections);
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        return new HikariDataSource(config);
    }

    /** Connections to look something up by, opened when somebody does; a write is refused. */
    HikariDataSource readers(int connections) {
        HikariConfig config = limited("yizhan-reader", reader, connections);
        config.setReadOnly(true);
        config.setMinimumIdle(0);
        return new HikariDataSource(config);
    }

    /** What {@code socketTimeout} the address names goes before ours. */
    private HikariConfig limited(String name, Account account, int connections) {
        HikariConfig config = config(name, account, connections);
        config.setConnectionInitSql(LIMITS);
        config.addDataSourceProperty("socketTimeout", Integer.toString(SILENCE_SECONDS));
        return config;
    }

    private HikariConfig config(String name, Account account, int connections) {
        var config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(account.user());
        config.setPassword(account.password());
        config.setPoolName(name);
        config.setMaximumPoolSize(connections);
        config.setConnectionTimeout(CONNECT_MILLIS);
        config.setValidationTimeout(ALIVE_MILLIS);
        config.setInitializationFailTimeout(PATIENCE_MILLIS);
        config.addDataSourceProperty("ApplicationName", name);
        config.addDataSourceProperty("tcpKeepAlive", "true");
        return config;
    }
}
