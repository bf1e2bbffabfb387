package org.yizhan.chaos;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A WebSub subscriber: confirms, checks signatures and keeps which stories it was told of, and when. */
final class Inbox implements AutoCloseable {

    private static final String SECRET = "geheimnis";
    private static final Pattern CHALLENGE = Pattern.compile("(?:^|&)hub\\.challenge=([^&]*)");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Box> boxes = new ConcurrentHashMap<>();
    private final List<String> faults = new CopyOnWriteArrayList<>();

    /** What came of one topic. */
    static final class Box {
        private final String format;
        private final Map<UUID, Told> told = new ConcurrentHashMap<>();

        private Box(String format) {
            this.format = format;
        }

        /** The stories, with the first time and the last title each was told with. */
        Map<UUID, Told> told() {
            return Map.copyOf(told);
        }
    }

    /** @param first by {@link System#nanoTime} */
    record Told(long first, String title) {}

    Inbox() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /** Subscribes to a feed of the program; its box. Returns when the request is taken, not yet verified. */
    Box subscribe(Program program, String feed, String format) throws IOException, InterruptedException {
        String path = "/" + feed.replace('/', '-') + "-" + format;
        var box = new Box(format);
        boxes.put(path, box);
        String form = "hub.mode=subscribe&hub.topic=%s&hub.callback=%s&hub.secret=%s"
                .formatted(
                        encoded(program.base() + "/feeds/" + feed + "." + format),
                        encoded("http://127.0.0.1:" + server.getAddress().getPort() + path),
                        SECRET);
        HttpResponse<byte[]> answer = program.form("/websub", form);
        if (answer.statusCode() != 202) {
            throw new IOException(
                    "the hub said " + answer.statusCode() + " " + new String(answer.body(), StandardCharsets.UTF_8));
        }
        return box;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (exchange.getRequestMethod().equals("POST")) {
                exchange.sendResponseHeaders(take(exchange, body) ? 204 : 500, -1);
                return;
            }
            Matcher asked = CHALLENGE.matcher(exchange.getRequestURI().getRawQuery());
            byte[] challenge = asked.find()
                    ? URLDecoder.decode(asked.group(1), StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8)
                    : new byte[0];
            exchange.sendResponseHeaders(200, challenge.length == 0 ? -1 : challenge.length);
            exchange.getResponseBody().write(challenge);
        }
    }

    private boolean take(HttpExchange exchange, byte[] body) {
        Box box = boxes.get(exchange.getRequestURI().getPath());
        try {
            String signature = exchange.getRequestHeaders().getFirst("X-Hub-Signature");
            if (box == null || !("sha256=" + hmac(body)).equals(signature)) {
                faults.add("wrong signature at " + exchange.getRequestURI());
                return false;
            }
            long now = System.nanoTime();
            FeedDocument.read(box.format, body)
                    .titles()
                    .forEach((story, title) -> box.told.merge(
                            story, new Told(now, title), (old, told) -> new Told(old.first, told.title)));
            return true;
        } catch (IOException | RuntimeException e) {
            faults.add(exchange.getRequestURI() + " " + e);
            return false;
        }
    }

    private static String hmac(byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The boxes by what they are subscribed to. */
    Map<String, Box> boxes() {
        return new TreeMap<>(boxes);
    }

    /** What came and could not be used. */
    Set<String> faults() {
        return Set.copyOf(faults);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
