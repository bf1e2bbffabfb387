package org.yizhan.web;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.yizhan.publish.ExportRow;
import org.yizhan.publish.Stories;

/** One export in lines of JSON. */
final class Export {

    private final Outflow outflow;
    private final JsonGenerator json;

    Export(Outflow outflow) {
        this.outflow = outflow;
        try {
            json = StoryJson.FACTORY.createGenerator(outflow);
            json.setPrettyPrinter(new MinimalPrettyPrinter(""));
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing to memory failed", impossible);
        }
    }

    /** Writes every row above {@code since}. */
    void run(Stories stories, long since) {
        stories.export(since, this::add);
        try {
            json.flush();
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing to memory failed", impossible);
        }
    }

    private void add(ExportRow row) {
        try {
            StoryJson.row(json, row);
            json.writeRaw('\n');
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing to memory failed", impossible);
        }
        outflow.passOn();
    }
}
