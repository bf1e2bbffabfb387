package org.yizhan.fetch;

import java.util.Optional;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.concurrent.CancellableDependency;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.yizhan.article.WebAddress;

/** One request that can be broken off from another thread, while it connects as well as while its answer is read. */
final class Exchange extends BasicClassicHttpRequest implements CancellableDependency {

    private static final long serialVersionUID = 1L;

    private transient volatile Cancellable work = () -> false;
    private volatile boolean cancelled;

    private final HttpHost host;

    private Exchange(String method, HttpHost host, String target) {
        super(method, host, target);
        this.host = host;
    }

    /** @param form what is posted; empty for a {@code GET}, which is conditional as {@code wanted} says */
    static Exchange of(WebAddress at, Fetch wanted, Optional<String> form) {
        var exchange = new Exchange(form.isPresent() ? "POST" : "GET", host(at), at.path() + at.query());
        exchange.setHeader("Accept", wanted.accept());
        exchange.setHeader("Accept-Encoding", "gzip, deflate");
        if (form.isPresent()) {
            exchange.setEntity(new StringEntity(form.get(), ContentType.APPLICATION_FORM_URLENCODED));
        } else {
            wanted.etag().ifPresent(etag -> exchange.setHeader("If-None-Match", etag));
            wanted.lastModified().ifPresent(date -> exchange.setHeader("If-Modified-Since", date));
        }
        return exchange;
    }

    /** A letter as it goes out. */
    static Exchange of(WebAddress at, Letter letter) {
        var exchange = new Exchange(letter.body().isPresent() ? "POST" : "GET", host(at), at.path() + at.query());
        letter.headers().forEach(exchange::setHeader);
        letter.body().ifPresent(body -> exchange.setEntity(new ByteArrayEntity(body, null)));
        return exchange;
    }

    /** The client's word for whom {@code at} asks. */
    static HttpHost host(WebAddress at) {
        String host =
                at.host().startsWith("[") ? at.host().substring(1, at.host().length() - 1) : at.host();
        boolean usual = at.authority().equals(at.host());
        return new HttpHost(at.scheme(), host, usual ? -1 : at.port());
    }

    HttpHost host() {
        return host;
    }

    @Override
    public void setDependency(Cancellable dependency) {
        work = dependency;
        if (cancelled) {
            dependency.cancel();
        }
    }

    @Override
    public boolean isCancelled() {
        return cancelled;
    }

    @Override
    public boolean cancel() {
        cancelled = true;
        return work.cancel();
    }
}
