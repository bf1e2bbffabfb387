package org.yizhan.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yizhan.fetch.Fetched.Document;
import org.yizhan.fetch.Fetched.Failed;

class CertificatesIT {

    @TempDir
    static Path folder;

    private static TestCertificates certificates;
    private static HttpFetcher fetcher;

    @BeforeAll
    static void open() throws IOException, InterruptedException, GeneralSecurityException {
        certificates = new TestCertificates(folder);
        fetcher = new HttpFetcher(
                "test",
                AllowList.parse("127.0.0.1:*"),
                Limits.DEFAULT,
                InetAddress::getAllByName,
                certificates.trust());
    }

    @AfterAll
    static void close() {
        fetcher.close();
    }

    private static Fetched fetch(String certificate) throws GeneralSecurityException, IOException {
        try (var site = new HostileOrigin(certificates.server(certificate))) {
            return fetcher.fetch(Fetch.of("https://" + site.authority() + "/deep-html"));
        }
    }

    @Test
    void areTrustedWhereTheyAreGood() throws GeneralSecurityException, IOException {
        assertThat(fetch("good")).isInstanceOf(Document.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"expired", "other-host", "self-signed"})
    void areRefusedWhereTheyAreBad(String certificate) throws GeneralSecurityException, IOException {
        Failed failed = (Failed) fetch(certificate);

        assertThat(failed.fault()).isEqualTo(Fault.TLS);
        assertThat(failed.detail()).isNotBlank();
    }
}
