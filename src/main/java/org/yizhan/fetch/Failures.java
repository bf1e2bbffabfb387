package org.yizhan.fetch;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.yizhan.fetch.Fetched.Failed;

/** Finds the word for what went wrong. */
final class Failures {

    private final Limits limits;
    private final Deadline deadline;

    Failures(Limits limits, Deadline deadline) {
        this.limits = limits;
        this.deadline = deadline;
    }

    /** The failure that a status is; empty for what is none. */
    static Optional<Fault> fault(int status) {
        return switch (status) {
            case 401, 403 -> Optional.of(Fault.HTTP_403);
            case 404 -> Optional.of(Fault.HTTP_404);
            case 410 -> Optional.of(Fault.HTTP_410);
            case 429 -> Optional.of(Fault.HTTP_429);
            default -> {
                if (status >= 200 && status < 300) {
                    yield Optional.empty();
                }
                yield Optional.of(status >= 500 ? Fault.HTTP_5XX : status >= 400 ? Fault.HTTP_4XX : Fault.PROTOCOL);
            }
        };
    }

    Failed of(Fault fault, int status, String detail, Map<String, String> headers) {
        return new Failed(fault, status, detail, headers, deadline.elapsed());
    }

    /**
     * What {@code e} was.
     *
     * @param status of the answer that was being read; 0 where none had come yet
     */
    Failed of(IOException e, int status, Map<String, String> headers) {
        if (deadline.isOver()) {
            return of(
                    Fault.TIMEOUT,
                    status,
                    "the answer was not there in full within " + limits.total().toMillis() + " ms",
                    headers);
        }
        return switch (e) {
            case LimitMet met -> of(met.fault(), status, said(met), headers);
            case ForbiddenAddress forbidden -> of(Fault.FORBIDDEN_ADDRESS, status, said(forbidden), headers);
            case UnknownHostException unknown -> of(Fault.DNS, status, "no address: " + said(unknown), headers);
            case ConnectionRequestTimeoutException busy ->
                of(Fault.TIMEOUT, status, "all connections to this host were in use", headers);
            case ConnectTimeoutException late ->
                of(
                        Fault.TIMEOUT,
                        status,
                        "no connection within " + limits.connect().toMillis() + " ms: " + said(late),
                        headers);
            case SocketTimeoutException late ->
                of(Fault.TIMEOUT, status, "the server fell silent: " + said(late), headers);
            case ConnectException refused -> of(Fault.CONNECT, status, said(refused), headers);
            case NoRouteToHostException refused -> of(Fault.CONNECT, status, said(refused), headers);
            case SSLException bad -> of(status == 0 ? Fault.TLS : Fault.PROTOCOL, status, said(bad), headers);
            default ->
                e.getCause() instanceof MessageConstraintException || e instanceof MessageConstraintException
                        ? of(
                                Fault.TOO_LARGE,
                                status,
                                "more than " + limits.headers() + " header fields or " + limits.headerBytes()
                                        + " bytes of them",
                                headers)
                        : of(Fault.PROTOCOL, status, said(e), headers);
        };
    }

    private static String said(IOException e) {
        String message = e.getMessage() == null ? "" : e.getMessage();
        Throwable cause = e.getCause();
        String more = cause == null || String.valueOf(cause.getMessage()).equals(message) ? "" : " (" + cause + ")";
        return message.isBlank() ? e.getClass().getSimpleName() + more : message + more;
    }
}
