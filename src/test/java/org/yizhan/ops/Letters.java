package org.yizhan.ops;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.yizhan.article.DeadLetter;

/** Dead letters for the tests, and a database to keep them. */
final class Letters {

    static final Instant AT = Instant.parse("2026-11-24T02:00:00Z");

    private Letters() {}

    static DeadLetter letter(String stage, String error, long offset, byte[] bytes) {
        return new DeadLetter(
                UUID.nameUUIDFromBytes(bytes),
                stage,
                "articles.received",
                3,
                offset,
                error,
                "第 7 版没有正文；补上正文再推送",
                Base64.getEncoder().encodeToString(bytes),
                AT);
    }

    static DeadLetter letter(String stage, String error, long offset) {
        return letter(stage, error, offset, ("{\"标题\":\"甲乙丙" + offset + "\"}").getBytes(StandardCharsets.UTF_8));
    }

    static EmbeddedPostgres database() throws IOException {
        var server = EmbeddedPostgres.start();
        Flyway.configure()
                .dataSource(server.getPostgresDatabase())
                .locations("classpath:db/migration")
                .load()
                .migrate();
        return server;
    }
}
