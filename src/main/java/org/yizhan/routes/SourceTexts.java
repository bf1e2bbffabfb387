package org.yizhan.routes;

import java.util.Arrays;
import java.util.List;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.yizhan.article.Channel;
import org.yizhan.ingest.poll.ChannelFaults;

/** Reads source files without putting them into force. Safe for concurrent use. */
public final class SourceTexts {

    private static final String INGEST = "1-ingest";

    private final SourceFileReader reader;

    private SourceTexts(SourceFileReader reader) {
        this.reader = reader;
    }

    /** By the templates that run. */
    public static SourceTexts of(ModelCamelContext camel, ChannelFaults faults) {
        return new SourceTexts(new SourceFileReader(new SourceRoutes(camel).templates(), faults));
    }

    /** By the templates in {@code files}; no route is started. */
    public static SourceTexts of(RouteFiles files, ChannelFaults faults) {
        try (var camel = new DefaultCamelContext()) {
            for (String file : Arrays.stream(files.stages().split(",", -1))
                    .map(pattern -> pattern.replace("*", INGEST))
                    .filter(name -> name.contains(INGEST))
                    .toList()) {
                Resource resource = ResourceHelper.resolveMandatoryResource(camel, file);
                PluginHelper.getRoutesLoader(camel).loadRoutes(resource);
            }
            return of((ModelCamelContext) camel, faults);
        } catch (Exception e) {
            throw new IllegalStateException("the route templates can't be read: " + e.getMessage(), e);
        }
    }

    /**
     * The channels in the text of a source file.
     *
     * @throws IllegalArgumentException with line and reason, where it is broken
     */
    public List<Channel> channels(String text) {
        try {
            return reader.read("source" + RouteFiles.ENDING, text).channels();
        } catch (BrokenFile e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }
}
