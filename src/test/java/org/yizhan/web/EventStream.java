package org.yizhan.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A reader of server-sent events who sees every byte of the answer; read on a thread of its own. */
final class EventStream implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    /** One event with the last id that stood before its end. */
    record Event(String name, String id, JsonNode data) {}

    final List<Event> events = new CopyOnWriteArrayList<>();
    final List<String> lines = new CopyOnWriteArrayList<>();

    private final Socket socket = new Socket();
    private final String head;
    private volatile String id = "";
    private volatile boolean over;
    private volatile boolean endedCleanly;

    /** @param headers whole lines */
    EventStream(int port, String target, String version, int receiveBuffer, String... headers) throws IOException {
        if (receiveBuffer > 0) {
            socket.setReceiveBufferSize(receiveBuffer);
        }
        socket.connect(new InetSocketAddress("127.0.0.1", port));
        socket.setSoTimeout(20_000);
        String request = "GET " + target + " " + version + "\r\nHost: x\r\n"
                + (headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n") + "\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        InputStream in = new BufferedInputStream(socket.getInputStream());
        head = head(in);
        if (receiveBuffer == 0) {
            Thread.ofVirtual().start(() -> read(in));
        }
    }

    static EventStream of(int port, String target, String... headers) throws IOException {
        return new EventStream(port, target, "HTTP/1.1", 0, headers);
    }

    private static String head(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int octet = in.read();
            if (octet < 0) {
                throw new IOException("no answer but " + head);
            }
            head.append((char) octet);
        }
        return head.toString();
    }

    private void read(InputStream in) {
        try {
            if (head.toLowerCase(java.util.Locale.ROOT).contains("transfer-encoding: chunked")) {
                chunks(in);
            } else {
                body(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (IOException broken) {
            over = true;
        }
        over = true;
    }

    private void chunks(InputStream in) throws IOException {
        for (int size = size(in); size > 0; size = size(in)) {
            body(new String(in.readNBytes(size), StandardCharsets.UTF_8));
            in.readNBytes(2);
        }
        endedCleanly = true;
    }

    private static int size(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new IOException("broken off");
            }
            line.append((char) octet);
        }
        return Integer.parseInt(line.toString().strip(), 16);
    }

    /** A chunk is whole blocks: so they are written. */
    private void body(String text) {
        for (String block : text.split("\n\n")) {
            String name = "message";
            String data = "";
            for (String line : block.split("\n")) {
                lines.add(line);
                if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("event: ")) {
                    name = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    data = line.substring(6);
                }
            }
            if (!data.isEmpty()) {
                events.add(new Event(name, id, json(data)));
            }
        }
    }

    private static JsonNode json(String data) {
        try {
            return JSON.readTree(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String head() {
        return head;
    }

    /** The titles of the stories told of, in the order in which they were. */
    List<String> titles() {
        return events.stream()
                .filter(event -> event.name().equals("story"))
                .map(event -> event.data().path("title").asText())
                .toList();
    }

    List<String> names() {
        return events.stream().map(Event::name).toList();
    }

    String lastId() {
        return id;
    }

    boolean isOver() {
        return over;
    }

    boolean endedCleanly() {
        return endedCleanly;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
