package org.yizhan.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.stream.Collectors;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.ssl.SSLContexts;
import org.apache.hc.core5.util.TimeValue;
import org.yizhan.article.WebAddress;

/**
 * Calls back whoever gave us an address, as carefully as {@link HttpFetcher} fetches: every address that is dialled has
 * been judged, redirects are not followed, and of an answer nothing is read but its head and as much of its body as was
 * asked for. Safe for concurrent use by any number of (virtual) threads; at most {@value #CONNECTIONS_TO_ONE_HOST}
 * connections to one host and port are open at once.
 */
public final class HttpSender implements AutoCloseable {

    private static final int CONNECTIONS = 1_500;
    private static final int CONNECTIONS_TO_ONE_HOST = 256;

    /** A connection that has just answered is taken to be open still: to look costs a millisecond each time. */
    private static final TimeValue DOUBTED = TimeValue.ofSeconds(1);

    /** A longer body costs more to be read to its end than a new connection does. */
    private static final int WORTH_READING = 8_192;

    private static final int IPV6_NETWORK_BYTES = 8;

    private final AllowList allowed;
    private final Limits limits;
    private final CheckedResolver resolver;
    private final CloseableHttpClient client;
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("send-deadline").factory());

    /** @param userAgent who calls, see {@link HttpFetcher#userAgent} */
    public HttpSender(String userAgent, AllowList allowed, Limits limits) {
        this(userAgent, allowed, limits, InetAddress::getAllByName);
    }

    HttpSender(String userAgent, AllowList allowed, Limits limits, Lookup lookup) {
        this.allowed = allowed;
        this.limits = limits;
        this.resolver = new CheckedResolver(lookup, allowed, limits.connect());
        timer.setRemoveOnCancelPolicy(true);
        this.client = HttpFetcher.client(
                userAgent,
                limits,
                HttpFetcher.connections(
                        limits, resolver, SSLContexts.createDefault(), DOUBTED, CONNECTIONS, CONNECTIONS_TO_ONE_HOST));
    }

    /**
     * Why {@code to} can't be called, as far as that is known without a look-up: addresses that are written out, the
     * machine itself, ports. What a name leads to is judged when it is dialled.
     */
    public Optional<String> refusal(WebAddress to) {
        String host = to.host();
        boolean plain = host.startsWith("[") || host.matches("[0-9.]+") || host.equals("localhost");
        try {
            // a name stands for a public address here: its port is judged now, its address when it is dialled
            InetAddress address = InetAddress.getByName(plain ? host.replaceAll("[\\[\\]]", "") : "1.1.1.1");
            return allowed.refusal(host, address, to.port());
        } catch (UnknownHostException e) {
            return Optional.of(host + " has no address");
        }
    }

    /**
     * Where calls to a host may arrive, whatever it is named: the addresses that it leads to now, those of IPv6 by the
     * network of 64 bits that one customer has; empty where it leads nowhere.
     */
    public Set<String> places(WebAddress to) {
        try {
            return resolver.resolve(to.host().replaceAll("[\\[\\]]", ""), to.port()).stream()
                    .map(address -> place(address.getAddress().getAddress()))
                    .collect(Collectors.toCollection(LinkedHashSet::new));
        } catch (UnknownHostException e) {
            return Set.of();
        }
    }

    private static String place(byte[] address) {
        return HexFormat.of().formatHex(address, 0, Math.min(address.length, IPV6_NETWORK_BYTES));
    }

    /**
     * Sends once; every outcome is an answer.
     *
     * @param most how many bytes of the answer's body are of interest
     */
    public Sent send(Letter letter, int most) {
        try (var deadline = new Deadline(timer, limits.total())) {
            resolver.heed(deadline);
            return send(WebAddress.parse(letter.url()), letter, most, deadline);
        } catch (WebAddress.Malformed e) {
            return new Sent.Failed(Fault.FORBIDDEN_ADDRESS, letter.url() + " is " + e.getMessage());
        } finally {
            resolver.forget();
        }
    }

    private Sent send(WebAddress to, Letter letter, int most, Deadline deadline) {
        Exchange exchange = Exchange.of(to, letter);
        deadline.guard(exchange);
        HttpClientContext context = deadline.context();
        try {
            return answer(exchange, client.executeOpen(exchange.host(), exchange, context), most);
        } catch (IOException e) {
            var failed = new Failures(limits, deadline).of(e, 0, Map.of());
            return new Sent.Failed(failed.fault(), failed.detail());
        } catch (RuntimeException e) {
            // the client throws what it can't read as an answer in several ways, such as a status of 99
            return new Sent.Failed(Fault.PROTOCOL, "the answer can't be read: " + e);
        }
    }

    /** The status decides; a body that breaks off, drips or never ends changes nothing about it. */
    private Sent answer(Exchange exchange, ClassicHttpResponse response, int most) {
        byte[] start = new byte[0];
        boolean whole = false;
        try {
            if (most > 0 && response.getEntity() != null) {
                start = start(response.getEntity().getContent(), most);
            }
            whole = isShort(response);
            if (whole) {
                EntityUtils.consume(response.getEntity());
            }
        } catch (IOException broken) {
            whole = false;
        } finally {
            if (!whole) {
                // closing alone would read an endless body to its end
                exchange.cancel();
            }
            close(response);
        }
        return new Sent.Answered(response.getCode(), ResponseHeaders.of(response), start);
    }

    private static byte[] start(InputStream body, int most) throws IOException {
        return body == null ? new byte[0] : body.readNBytes(most);
    }

    private static boolean isShort(ClassicHttpResponse response) {
        return response.getEntity() == null
                || response.getEntity().getContentLength() >= 0
                        && response.getEntity().getContentLength() <= WORTH_READING;
    }

    private static void close(ClassicHttpResponse response) {
        try {
            response.close();
        } catch (IOException alreadyBroken) {
            // the answer has been judged; this connection is not used again
        }
    }

    /** Breaks off what is going on. */
    @Override
    public void close() {
        client.close(CloseMode.IMMEDIATE);
        resolver.close();
        timer.shutdownNow();
    }
}
