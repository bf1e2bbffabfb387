package org.yizhan.fetch;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What came of a {@link Fetch}. Header names are in lower case; a repeated header's values are joined by {@code ", "}. */
public sealed interface Fetched {

    /** How long it took, from the first look-up to the last byte. */
    Duration took();

    /**
     * A document.
     *
     * @param url where it was found in the end
     * @param movedTo where the whole way there was said to be permanent (301, 308): the address to ask in future
     * @param body decompressed
     * @param wireBytes what went over the wire for it
     */
    record Document(
            String url,
            Optional<String> movedTo,
            Map<String, String> headers,
            byte[] body,
            long wireBytes,
            Duration took)
            implements Fetched {

        public Document {
            headers = Map.copyOf(headers);
        }

        /** The {@code Content-Type} as it came; empty where none did. */
        public String contentType() {
            return headers.getOrDefault("content-type", "");
        }
    }

    /** The copy we have is still right (304). */
    record NotModified(Optional<String> movedTo, Map<String, String> headers, Duration took) implements Fetched {
        public NotModified {
            headers = Map.copyOf(headers);
        }
    }

    /**
     * There is no document.
     *
     * @param fault what kind of failure
     * @param status the HTTP status; 0 where no answer came
     * @param detail what happened and which limit it met, for people
     * @param headers of the answer, {@code retry-after} among them where it came
     * @param body what the server says about it, unpacked; empty where it is long, or of no said length
     */
    record Failed(Fault fault, int status, String detail, Map<String, String> headers, Duration took, byte[] body)
            implements Fetched {
        public Failed {
            headers = Map.copyOf(headers);
        }

        /** One of which nothing more is known. */
        public Failed(Fault fault, int status, String detail, Map<String, String> headers, Duration took) {
            this(fault, status, detail, headers, took, new byte[0]);
        }

        /** With what the server says about it. */
        Failed saying(byte[] said) {
            return new Failed(fault, status, detail, headers, took, said);
        }
    }
}
