package org.yizhan.fetch;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.DnsResolver;
import org.yizhan.article.WebAddress;

/**
 * Gives the client the addresses it dials, looked up once and only those that may be asked; there is no second look-up
 * that could come out otherwise. Look-ups can't be broken off, so they run on threads of their own and are waited for no
 * longer than {@code patience} and the fetch's own deadline. Safe for concurrent use.
 */
final class CheckedResolver implements DnsResolver, AutoCloseable {

    private static final ThreadLocal<Deadline> DEADLINE = new ThreadLocal<>();
    private static final int THREADS = 64;
    private static final int MOST_ADDRESSES = 4;

    private final Lookup lookup;
    private final AllowList allowed;
    private final Duration patience;
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            THREADS,
            THREADS,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name("look-up-", 0).factory());

    CheckedResolver(Lookup lookup, AllowList allowed, Duration patience) {
        this.lookup = lookup;
        this.allowed = allowed;
        this.patience = patience;
        threads.allowCoreThreadTimeOut(true);
    }

    /** Look-ups of this thread end by {@code limit} too, until {@link #forget}. */
    void heed(Deadline limit) {
        DEADLINE.set(limit);
    }

    void forget() {
        DEADLINE.remove();
    }

    @Override
    public List<InetSocketAddress> resolve(String host, int port) throws UnknownHostException {
        List<InetSocketAddress> open = new ArrayList<>();
        String name = host.indexOf(':') < 0 ? ascii(host) : "[" + host + "]";
        String refusal = name + " has no address";
        for (InetAddress address : lookedUp(host.indexOf(':') < 0 ? name : host)) {
            var refused = allowed.refusal(name, address, port);
            if (refused.isEmpty()) {
                open.add(new InetSocketAddress(address, port));
            }
            refusal = refused.orElse(refusal);
        }
        if (open.isEmpty()) {
            throw new ForbiddenAddress(refusal);
        }
        return open.subList(0, Math.min(open.size(), MOST_ADDRESSES));
    }

    /** The client hands a name that begins with {@code xn--} over as what that stands for, which no server of names knows. */
    private static String ascii(String host) {
        return WebAddress.of("http://" + host).map(WebAddress::host).orElse(host);
    }

    private InetAddress[] lookedUp(String host) throws UnknownHostException {
        Future<InetAddress[]> addresses = threads.submit(() -> lookup.addresses(host));
        Duration left = DEADLINE.get() == null ? patience : DEADLINE.get().remaining();
        try {
            return addresses.get(Math.min(patience.toMillis(), left.toMillis()), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            addresses.cancel(false);
            throw new UnknownHostException("no answer about " + host + " within " + patience.toMillis() + " ms");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnknownHostException("stopped while looking up " + host);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof UnknownHostException unknown
                    ? unknown
                    : new UnknownHostException(host + ": " + e.getCause());
        }
    }

    /** Not asked for: the client dials {@link #resolve(String, int)}. */
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        throw new ForbiddenAddress(host + " can't be judged without its port");
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
