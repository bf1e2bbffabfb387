package org.yizhan.fetch;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.core5.http.config.CharCodingConfig;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.ssl.TLS;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.ssl.SSLContexts;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Fetches over HTTP/1.1, within {@link Limits} and from nowhere that {@link AllowList} keeps closed: every address that
 * is dialled has been judged, on every redirect, and nothing is looked up a second time. It says honestly who asks, keeps
 * no cookies, and sends no referrer and no credentials. Safe for concurrent use by any number of (virtual) threads; at
 * most two connections to one host are open at once and eight bodies over 2 MB on their way; further fetches wait.
 */
public final class HttpFetcher implements Fetcher, AutoCloseable {

    private static final int CONNECTIONS = 256;
    private static final int CONNECTIONS_TO_ONE_HOST = 2;
    private static final int LARGE_BODIES = 8;

    /** Shorter than servers keep a connection (5 s upwards), so that none is closed while a request is on its way. */
    private static final TimeValue KEPT = TimeValue.ofSeconds(4);

    private final String userAgent;
    private final Limits limits;
    private final Semaphore room = new Semaphore(LARGE_BODIES);
    private final CheckedResolver resolver;
    private final CloseableHttpClient client;
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("fetch-deadline").factory());

    /** @param userAgent who asks, see {@link #userAgent} */
    public HttpFetcher(String userAgent, AllowList allowed, Limits limits) {
        this(userAgent, allowed, limits, InetAddress::getAllByName, SSLContexts.createDefault());
    }

    HttpFetcher(String userAgent, AllowList allowed, Limits limits, Lookup lookup, SSLContext trust) {
        this.userAgent = userAgent;
        this.limits = limits;
        this.resolver = new CheckedResolver(lookup, allowed, limits.connect());
        timer.setRemoveOnCancelPolicy(true);
        this.client = client(
                userAgent,
                limits,
                connections(
                        limits, resolver, trust, TimeValue.ZERO_MILLISECONDS, CONNECTIONS, CONNECTIONS_TO_ONE_HOST));
    }

    /** One that does nothing by itself: no redirects, retries, cookies, credentials or unpacking. */
    static CloseableHttpClient client(String userAgent, Limits limits, HttpClientConnectionManager connections) {
        return HttpClientBuilder.create()
                .setConnectionManager(connections)
                .setRequestExecutor(new Courier(limits.interim()))
                .setKeepAliveStrategy((response, context) -> KEPT)
                .evictIdleConnections(KEPT)
                .setUserAgent(userAgent)
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .build();
    }

    /**
     * The {@code User-Agent} that says who we are: {@code Yizhan/0.1 (+https://news.example.org; ops@example.org)}.
     *
     * @param contact an address of people; blank where the site's address has to do
     */
    public static String userAgent(String version, String site, String contact) {
        return "Yizhan/" + version + " (+" + site + (contact.isBlank() ? "" : "; " + contact.strip()) + ")";
    }

    /**
     * Connections to judged addresses only.
     *
     * @param doubted one that was idle so long is looked at before it is used again
     * @param all the most that are open at once
     * @param oneHost the most to one host and port
     */
    static HttpClientConnectionManager connections(
            Limits limits, CheckedResolver resolver, SSLContext trust, TimeValue doubted, int all, int oneHost) {
        // header octets go in and out as they are, so that validators come back byte for byte
        var connectionFactory = ManagedHttpClientConnectionFactory.builder()
                .http1Config(Http1Config.custom()
                        .setMaxLineLength(limits.headerBytes())
                        .setMaxHeaderCount(limits.headers())
                        .build())
                .charCodingConfig(CharCodingConfig.custom()
                        .setCharset(StandardCharsets.ISO_8859_1)
                        .build())
                .build();
        var connectTimeout = Timeout.of(limits.connect());
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setConnectionFactory(connectionFactory)
                .setDnsResolver(resolver)
                .setTlsSocketStrategy(
                        ClientTlsStrategyBuilder.create().setSslContext(trust).buildClassic())
                .setDefaultTlsConfig(TlsConfig.custom()
                        .setHandshakeTimeout(connectTimeout)
                        .setSupportedProtocols(TLS.V_1_2, TLS.V_1_3)
                        .build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(connectTimeout)
                        .setSocketTimeout(Timeout.of(limits.total()))
                        .setValidateAfterInactivity(doubted)
                        .build())
                .setMaxConnTotal(all)
                .setMaxConnPerRoute(oneHost)
                .build();
    }

    @Override
    public Fetched fetch(Fetch wanted) {
        try (var deadline = new Deadline(timer, limits.total())) {
            resolver.heed(deadline);
            return new Journey(client, limits, room, wanted, deadline).run();
        } finally {
            resolver.forget();
        }
    }

    @Override
    public String toString() {
        return userAgent;
    }

    /** Breaks off what is going on. */
    @Override
    public void close() {
        client.close(CloseMode.IMMEDIATE);
        resolver.close();
        timer.shutdownNow();
    }
}
