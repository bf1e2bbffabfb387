package org.yizhan.fetch;

import java.io.IOException;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Sends a request and waits for the head of its answer. What a server sent unasked on a connection is never taken for
 * the answer to the next request, and 1xx answers are counted.
 */
final class Courier extends HttpRequestExecutor {

    private static final String CONNECTION = Courier.class.getName();
    private static final Timeout AT_ONCE = Timeout.ofMilliseconds(1);

    private final int interim;

    /** @param interim the most 1xx answers */
    Courier(int interim) {
        this.interim = interim;
    }

    @Override
    public ClassicHttpResponse execute(
            ClassicHttpRequest request,
            HttpClientConnection connection,
            @Nullable HttpResponseInformationCallback told,
            HttpContext context)
            throws IOException, HttpException {
        context.setAttribute(CONNECTION, connection);
        if (connection.getEndpointDetails().getRequestCount() > 0 && connection.isDataAvailable(AT_ONCE)) {
            throw new ProtocolException("the server sent something before it was asked");
        }
        int[] seen = {0};
        return super.execute(
                request,
                connection,
                (response, over, within) -> {
                    if (++seen[0] > interim) {
                        throw new ProtocolException("more than " + interim + " interim (1xx) answers");
                    }
                    if (told != null) {
                        told.execute(response, over, within);
                    }
                },
                context);
    }

    /** Whether more came over the connection of {@code context} than the answer holds. */
    static boolean hasMore(HttpContext context) throws IOException {
        return context.getAttribute(CONNECTION) instanceof HttpClientConnection connection
                && connection.isOpen()
                && connection.isDataAvailable(AT_ONCE);
    }
}
