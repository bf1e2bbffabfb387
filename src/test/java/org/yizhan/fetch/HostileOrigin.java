package org.yizhan.fetch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/** A site on loopback that does what no site should. Which of its {@link Trick}s it plays is told by the path. */
public final class HostileOrigin implements AutoCloseable {

    private static final long TEN_GIGABYTES = 10_000_000_000L;

    private final ServerSocket server;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicLong noises = new AtomicLong();
    private final CountDownLatch closed = new CountDownLatch(1);

    private interface Act {
        void play(HostileOrigin site, OutputStream out, Socket socket) throws IOException, InterruptedException;
    }

    /** What it does with a connection on which something was asked. */
    public enum Trick {
        HANG((site, out, socket) -> site.waitForever()),
        HANG_IN_HEAD((site, out, socket) -> {
            site.send(out, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n");
            site.waitForever();
        }),
        HANG_AFTER_HEAD((site, out, socket) -> {
            site.send(out, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n<html>");
            site.waitForever();
        }),
        DRIP((site, out, socket) -> {
            site.send(out, "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
            site.drip(out);
        }),
        DRIP_HEAD((site, out, socket) -> {
            site.send(out, "HTTP/1.1 200 OK\r\nX-Slow: ");
            site.drip(out);
        }),
        ENDLESS_CHUNKS((site, out, socket) -> {
            site.send(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            String chunk = "4000\r\n" + "<p>".repeat(5461) + "x\r\n";
            while (true) {
                site.send(out, chunk);
            }
        }),
        ENDLESS_BODY((site, out, socket) -> {
            site.send(out, "HTTP/1.1 200 OK\r\n\r\n");
            while (true) {
                site.send(out, "x".repeat(16_384));
            }
        }),
        HUGE_LENGTH((site, out, socket) ->
                site.send(out, "HTTP/1.1 200 OK\r\nContent-Length: 9000000000000000000\r\n\r\nx")),
        GZIP_BOMB((site, out, socket) -> {
            site.send(out, "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n");
            site.bomb(new GZIPOutputStream(out));
        }),
        DEFLATE_BOMB((site, out, socket) -> {
            site.send(out, "HTTP/1.1 200 OK\r\nContent-Encoding: deflate\r\n\r\n");
            site.bomb(new DeflaterOutputStream(out));
        }),
        NESTED_GZIP((site, out, socket) -> {
            site.send(out, "HTTP/1.1 200 OK\r\nContent-Encoding: gzip, gzip\r\n\r\n");
            out.write(packed("x"));
            out.flush();
        }),
        PACKED_OTHERWISE((site, out, socket) ->
                site.send(out, "HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nContent-Length: 3\r\n\r\nxyz")),
        BROKEN_GZIP((site, out, socket) -> {
            byte[] packed = packed("<p>text</p>".repeat(500));
            site.send(out, "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 30\r\n\r\n");
            out.write(packed, 0, 30);
            out.flush();
        }),
        REDIRECT_CIRCLE((site, out, socket) -> site.redirect(out, "/redirect-circle")),
        REDIRECT_FOR_EVER((site, out, socket) -> site.redirect(out, "/redirect-for-ever?" + new Random().nextLong())),
        REDIRECT_TO_METADATA((site, out, socket) -> site.redirect(out, "http://169.254.169.254/latest/meta-data/")),
        REDIRECT_TO_IPV6_LOOPBACK((site, out, socket) -> site.redirect(out, "http://[::1]:8081/")),
        REDIRECT_TO_BROKER((site, out, socket) -> site.redirect(out, "http://127.0.0.1:9092/")),
        REDIRECT_TO_FILE((site, out, socket) -> site.redirect(out, "file:///etc/passwd")),
        REDIRECT_307_IN_THE_CLEAR((site, out, socket) -> site.redirectInTheClear(out, 307)),
        REDIRECT_308_IN_THE_CLEAR((site, out, socket) -> site.redirectInTheClear(out, 308)),
        REDIRECT_NOWHERE((site, out, socket) -> site.send(out, "HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n")),
        MILLION_ENTRIES((site, out, socket) -> {
            site.send(out, "HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n\r\n<rss><channel>");
            for (int i = 0; i < 1_000_000; i++) {
                site.send(out, "<item><title>t" + i + "</title><guid>g" + i + "</guid></item>");
            }
            site.send(out, "</channel></rss>");
        }),
        DEEP_HTML((site, out, socket) -> {
            site.send(out, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><body>");
            for (int i = 0; i < 200; i++) {
                site.send(out, "<div>".repeat(1_000));
            }
        }),
        SHORT_BODY((site, out, socket) ->
                site.send(out, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n<html>too short")),
        LONG_BODY((site, out, socket) -> {
            site.send(out, "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n<html>HTTP/1.1 200 OK\r\n\r\n<evil>");
            site.waitForever();
        }),
        SHORT_CHUNKS((site, out, socket) ->
                site.send(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n10\r\ntoo short")),
        NOT_MODIFIED((site, out, socket) -> site.send(out, "HTTP/1.1 304 Not Modified\r\nETag: \"1\"\r\n\r\n")),
        LONG_HEADER((site, out, socket) ->
                site.send(out, "HTTP/1.1 200 OK\r\nX-Long: " + "x".repeat(65_536) + "\r\nContent-Length: 0\r\n\r\n")),
        MANY_HEADERS((site, out, socket) -> {
            site.send(out, "HTTP/1.1 200 OK\r\n");
            while (true) {
                site.send(out, "X-Many: 1\r\n".repeat(100));
            }
        }),
        FAT_HEADERS((site, out, socket) -> {
            String fields = ("X-Fat: " + "x".repeat(8_000) + "\r\n").repeat(10);
            site.send(out, "HTTP/1.1 200 OK\r\n" + fields + "Content-Length: 0\r\n\r\n");
        }),
        INTERIM_STORM((site, out, socket) -> {
            while (true) {
                site.send(out, "HTTP/1.1 102 Processing\r\n\r\n".repeat(10));
            }
        }),
        GARBAGE((site, out, socket) -> {
            byte[] noise = new byte[100_000];
            new Random(7).nextBytes(noise);
            out.write(noise);
            out.flush();
        }),
        NOISE((site, out, socket) -> {
            out.write(noise(new Random(site.noises.incrementAndGet())));
            out.flush();
        }),
        OTHER_PROTOCOL((site, out, socket) -> site.send(out, "SSH-2.0-OpenSSH_9.9\r\n")),
        ODD_STATUS((site, out, socket) -> site.send(out, "HTTP/1.1 -7 What\r\nContent-Length: 0\r\n\r\n")),
        SWITCHING((site, out, socket) ->
                site.send(out, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n")),
        NOTHING((site, out, socket) -> {}),
        RESET((site, out, socket) -> {
            site.send(out, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n<html>");
            socket.setSoLinger(true, 0);
        });

        private final Act act;

        Trick(Act act) {
            this.act = act;
        }

        private String path() {
            return "/" + name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        private static Trick of(String path) {
            return valueOf(path.split("[?]", -1)[0]
                    .substring(1)
                    .toUpperCase(Locale.ROOT)
                    .replace('-', '_'));
        }
    }

    /** @param server bound; plain or of TLS */
    HostileOrigin(ServerSocket server) {
        this.server = server;
        Thread.ofVirtual().start(this::accept);
    }

    public HostileOrigin() throws IOException {
        this(new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1")));
    }

    /** {@code 127.0.0.1:port}; also what a fetcher's allow-list has to open. */
    public String authority() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    public String url(Trick trick) {
        return "http://" + authority() + trick.path();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                sockets.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException closing) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            String path = target(socket);
            Trick.of(path).act.play(this, new BufferedOutputStream(socket.getOutputStream(), 65_536), socket);
        } catch (IOException | InterruptedException gone) {
            // the fetcher has had enough, which is what it should
        } finally {
            sockets.remove(socket);
        }
    }

    /** Reads a request's head, up to the blank line. */
    private static String target(Socket socket) throws IOException {
        var head = new ByteArrayOutputStream();
        while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
            int octet = socket.getInputStream().read();
            if (octet < 0) {
                throw new IOException("asked for nothing");
            }
            head.write(octet);
        }
        return head.toString(ISO_8859_1).split(" ", 3)[1];
    }

    private void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(ISO_8859_1));
        out.flush();
    }

    private void redirect(OutputStream out, String location) throws IOException {
        send(out, "HTTP/1.1 302 Found\r\nLocation: " + location + "\r\nContent-Length: 0\r\n\r\n");
    }

    private void redirectInTheClear(OutputStream out, int status) throws IOException {
        send(
                out,
                "HTTP/1.1 " + status + " Moved\r\nLocation: http://" + authority()
                        + "/nothing\r\nContent-Length: 0\r\n\r\n");
    }

    private void waitForever() throws InterruptedException {
        closed.await();
    }

    private void drip(OutputStream out) throws IOException, InterruptedException {
        do {
            send(out, "x");
        } while (!closed.await(1, TimeUnit.SECONDS));
    }

    private void bomb(OutputStream packing) throws IOException {
        byte[] zeros = new byte[65_536];
        for (long sent = 0; sent < TEN_GIGABYTES; sent += zeros.length) {
            packing.write(zeros);
            packing.flush();
        }
        packing.close();
    }

    /** Almost an answer: pieces of answers in a wrong order, with wrong octets between. */
    private static byte[] noise(Random random) {
        String[] pieces = {
            "HTTP/1.1 200 OK",
            "HTTP/1.1 301 Moved",
            "HTTP/1.0 404",
            "HTTP/9.9 200",
            "HTTP/1.1 999",
            "\r\n",
            "\r\n\r\n",
            "\n",
            "Content-Length: ",
            "Transfer-Encoding: chunked",
            "Transfer-Encoding: x",
            "Content-Encoding: gzip",
            "Location: ",
            "-1",
            "99999999999999999999",
            "5",
            "ffffffffffffffff",
            "http://[",
            "//",
            "\\",
            ": ",
            "\u0000",
            "\u00ff",
            "Connection: ",
            "Content-Type: text/html; charset=",
            "\u001f\u008b\u0008",
            "Set-Cookie: a=b",
            "<html>",
            "0\r\n\r\n",
            "\t",
            " ",
            ";",
        };
        var noise = new StringBuilder(random.nextBoolean() ? "HTTP/1.1 200 OK\r\n" : "");
        for (int i = random.nextInt(20); i >= 0; i--) {
            noise.append(pieces[random.nextInt(pieces.length)]).append(random.nextBoolean() ? "\r\n" : "");
        }
        return noise.toString().getBytes(ISO_8859_1);
    }

    private static byte[] packed(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var packing = new GZIPOutputStream(bytes)) {
            packing.write(text.getBytes(ISO_8859_1));
        }
        return bytes.toByteArray();
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
