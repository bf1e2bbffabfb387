package org.yizhan.bench;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;

/**
 * A load generator in the manner of wrk: the calling thread alone keeps one request in flight on each of a few kept-alive
 * connections, without pipelining. It reads what RFC 9112 calls a message with Content-Length and nothing else, so that it
 * costs the shared cores as little as it can; a chunked answer is {@link BenchFailed}.
 */
final class HttpLoad {
    private static final int BUFFER = 256 * 1_024;

    private final URI base;
    private final int connections;

    HttpLoad(URI base, int connections) {
        this.base = base;
        this.connections = connections;
    }

    /**
     * What one reading came to.
     *
     * @param bodyBytes length of the last answer's body
     * @param requests answers within the time
     * @param unexpected answers among them with another status
     */
    record Load(String path, int status, long bodyBytes, long requests, long unexpected, double seconds) {
        double perSecond() {
            return seconds == 0 ? 0 : requests / seconds;
        }
    }

    /**
     * Reads {@code path} for the given time.
     *
     * @param headers sent with each request beside Host
     * @param status what every answer should have
     */
    Load run(String path, Map<String, String> headers, int status, Duration time) throws IOException {
        var request = request(path, headers);
        var open = new ArrayList<SocketChannel>();
        try (var selector = Selector.open()) {
            for (int i = 0; i < connections; i++) {
                var channel = SocketChannel.open(new InetSocketAddress(base.getHost(), port()));
                open.add(channel);
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                channel.configureBlocking(false);
                channel.register(selector, SelectionKey.OP_READ, new HttpAnswers());
                send(channel, request);
            }
            return turn(selector, request, path, status, time);
        } finally {
            for (var channel : open) {
                channel.close();
            }
        }
    }

    private static Load turn(Selector selector, ByteBuffer request, String path, int status, Duration time)
            throws IOException {
        var buffer = ByteBuffer.allocateDirect(BUFFER);
        long requests = 0;
        long unexpected = 0;
        long bodyBytes = 0;
        long start = System.nanoTime();
        long now = start;
        while (now - start < time.toNanos()) {
            selector.select(100);
            for (var key : selector.selectedKeys()) {
                var channel = (SocketChannel) key.channel();
                var answers = (HttpAnswers) key.attachment();
                buffer.clear();
                if (channel.read(buffer) < 0) {
                    throw new EOFException("the server closed a kept-alive connection on " + path);
                }
                buffer.flip();
                while (buffer.hasRemaining()) {
                    if (answers.readOne(buffer)) {
                        requests++;
                        unexpected += answers.status() == status ? 0 : 1;
                        bodyBytes = answers.length();
                        send(channel, request);
                    }
                }
            }
            selector.selectedKeys().clear();
            now = System.nanoTime();
        }
        return new Load(path, status, bodyBytes, requests, unexpected, (now - start) / 1e9);
    }

    private ByteBuffer request(String path, Map<String, String> headers) {
        var text = new StringBuilder("GET " + base.resolve(path).getRawPath() + " HTTP/1.1\r\n");
        text.append("Host: ").append(base.getHost()).append(':').append(port()).append("\r\n");
        headers.forEach(
                (name, value) -> text.append(name).append(": ").append(value).append("\r\n"));
        return ByteBuffer.wrap(text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    private int port() {
        return base.getPort() < 0 ? 80 : base.getPort();
    }

    /** A request is a few hundred bytes on a connection with nothing else in flight: the socket takes it whole. */
    private static void send(SocketChannel channel, ByteBuffer request) throws IOException {
        request.rewind();
        while (request.hasRemaining()) {
            channel.write(request);
        }
    }
}
