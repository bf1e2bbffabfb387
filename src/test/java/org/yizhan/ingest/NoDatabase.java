package org.yizhan.ingest;

import java.lang.reflect.Proxy;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A database that is away. */
final class NoDatabase {

    private NoDatabase() {}

    static DataSource source() {
        return (DataSource) Proxy.newProxyInstance(
                NoDatabase.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    throw new SQLException("the database is away");
                });
    }
}
