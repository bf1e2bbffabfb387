package org.yizhan.fetch;

import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.yizhan.article.WebAddress;
import org.yizhan.fetch.Fetched.Document;
import org.yizhan.fetch.Fetched.Failed;
import org.yizhan.fetch.Fetched.NotModified;

/** One fetch with its redirects, each of which is judged like the first address. */
final class Journey {

    /** Bytes of what a server says about its failure. */
    private static final int SAID = 16_384;

    private final CloseableHttpClient client;
    private final Limits limits;
    private final Semaphore room;
    private final Fetch wanted;
    private final Deadline deadline;
    private final Failures failures;
    private final Set<String> seen = new HashSet<>();
    private Optional<String> form;
    private boolean permanent = true;

    Journey(CloseableHttpClient client, Limits limits, Semaphore room, Fetch wanted, Deadline deadline) {
        this.client = client;
        this.limits = limits;
        this.room = room;
        this.wanted = wanted;
        this.deadline = deadline;
        this.failures = new Failures(limits, deadline);
        this.form = wanted.form();
    }

    /** What one exchange led to. */
    private sealed interface Step {
        record Done(Fetched fetched) implements Step {}

        record Moved(int status, String location, Map<String, String> headers) implements Step {}
    }

    Fetched run() {
        try {
            return from(WebAddress.parse(wanted.url()));
        } catch (WebAddress.Malformed e) {
            return failures.of(Fault.FORBIDDEN_ADDRESS, 0, wanted.url() + " is " + e.getMessage(), Map.of());
        }
    }

    private Fetched from(WebAddress start) {
        WebAddress at = start;
        while (true) {
            seen.add(at.withoutFragment());
            Step step = ask(at);
            if (!(step instanceof Step.Moved moved)) {
                return ((Step.Done) step).fetched();
            }
            Optional<WebAddress> next = at.resolve(moved.location());
            Optional<String> objection = next.isEmpty()
                    ? Optional.of("it leads to '" + moved.location() + "', which is no web address")
                    : objection(at, moved.status(), next.get());
            if (objection.isPresent()) {
                return failures.of(
                        Fault.REDIRECT,
                        moved.status(),
                        "the redirect was not followed: " + objection.get(),
                        moved.headers());
            }
            at = next.orElseThrow();
        }
    }

    /** Why a redirect is not followed; empty where it is. */
    private Optional<String> objection(WebAddress from, int status, WebAddress to) {
        boolean repeats = status == 307 || status == 308;
        permanent &= status == 301 || status == 308;
        boolean isOpened = from.scheme().equals("https") && to.scheme().equals("http");
        if (form.isPresent() && repeats && (isOpened || !from.authority().equals(to.authority()))) {
            return Optional.of(
                    isOpened
                            ? "what was posted over TLS is not sent on without it"
                            : "what was posted is not sent on to another host, " + to.authority());
        }
        form = form.filter(posted -> repeats);
        if (seen.contains(to.withoutFragment())) {
            return Optional.of("it leads in a circle, back to " + to.withoutFragment());
        }
        return seen.size() > limits.redirects()
                ? Optional.of("it is more than the " + limits.redirects() + "th")
                : Optional.empty();
    }

    private Step ask(WebAddress at) {
        Exchange exchange = Exchange.of(at, wanted, form);
        deadline.guard(exchange);
        HttpClientContext context = deadline.context();
        ClassicHttpResponse response;
        try {
            response = client.executeOpen(exchange.host(), exchange, context);
        } catch (IOException e) {
            return new Step.Done(failures.of(e, 0, Map.of()));
        } catch (RuntimeException e) {
            // the client throws what it can't read as an answer in several ways, such as a status of 99
            return new Step.Done(failures.of(Fault.PROTOCOL, 0, "the answer can't be read: " + e, Map.of()));
        }
        return answer(at, exchange, response, context);
    }

    private Step answer(WebAddress at, Exchange exchange, ClassicHttpResponse response, HttpClientContext context) {
        int status = response.getCode();
        Map<String, String> headers = ResponseHeaders.of(response);
        boolean whole = false;
        try {
            ResponseHeaders.requireFew(response, limits);
            Step step = step(at, response, headers, context);
            whole = step instanceof Step.Done done && !(done.fetched() instanceof Failed);
            return step;
        } catch (IOException e) {
            return new Step.Done(failures.of(e, status, headers));
        } finally {
            if (!whole) {
                // closing alone would read an endless body to its end
                exchange.cancel();
            }
            close(response);
        }
    }

    private static void close(ClassicHttpResponse response) {
        try {
            response.close();
        } catch (IOException alreadyBroken) {
            // the answer has been judged; this connection is not used again
        }
    }

    private Step step(
            WebAddress at, ClassicHttpResponse response, Map<String, String> headers, HttpClientContext context)
            throws IOException {
        int status = response.getCode();
        if (status == 304) {
            return new Step.Done(notModified(at, headers));
        }
        if (isRedirect(status)) {
            Header location = response.getFirstHeader("Location");
            return location == null
                    ? new Step.Done(failures.of(Fault.REDIRECT, status, "a redirect to nowhere", headers))
                    : new Step.Moved(status, ResponseHeaders.octets(location.getValue()), headers);
        }
        if (status == 206) {
            return new Step.Done(
                    failures.of(Fault.PROTOCOL, status, "a part came, but the whole was asked for", headers));
        }
        Optional<Fault> fault = Failures.fault(status);
        return new Step.Done(
                fault.isPresent()
                        ? failures.of(fault.get(), status, "HTTP " + status, headers)
                                .saying(said(response, headers))
                        : document(at, response, headers, context));
    }

    /** What the server says about its failure, where that is short; what breaks off changes nothing about the failure. */
    private byte[] said(ClassicHttpResponse response, Map<String, String> headers) {
        long length = response.getEntity() == null ? 0 : response.getEntity().getContentLength();
        if (length < 1 || length > SAID) {
            return new byte[0];
        }
        try {
            return new BodyReader(limits, deadline, room)
                    .read(response.getEntity().getContent(), length, headers.getOrDefault("content-encoding", ""))
                    .bytes();
        } catch (IOException broken) {
            return new byte[0];
        }
    }

    private static boolean isRedirect(int status) {
        return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    }

    private Fetched notModified(WebAddress at, Map<String, String> headers) {
        boolean conditional = form.isEmpty()
                && (wanted.etag().isPresent() || wanted.lastModified().isPresent());
        return conditional
                ? new NotModified(movedTo(at), headers, deadline.elapsed())
                : failures.of(Fault.PROTOCOL, 304, "304, but the request had no condition", headers);
    }

    private Optional<String> movedTo(WebAddress at) {
        return Optional.of(at.withoutFragment()).filter(address -> permanent && seen.size() > 1);
    }

    private Fetched document(
            WebAddress at, ClassicHttpResponse response, Map<String, String> headers, HttpClientContext context)
            throws IOException {
        var body = new BodyReader.Body(new byte[0], 0);
        if (response.getEntity() != null) {
            long length = response.getEntity().getContentLength();
            body = new BodyReader(limits, deadline, room)
                    .read(response.getEntity().getContent(), length, headers.getOrDefault("content-encoding", ""));
            if (length >= 0 && Courier.hasMore(context)) {
                throw new IOException("more came than the " + length + " bytes that Content-Length says");
            }
            // its end is met now, which gives the connection back
            EntityUtils.consume(response.getEntity());
        }
        return new Document(at.withoutFragment(), movedTo(at), headers, body.bytes(), body.wire(), deadline.elapsed());
    }
}
