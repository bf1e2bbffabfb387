package org.yizhan.feed;

import com.rometools.modules.mediarss.MediaEntryModule;
import com.rometools.modules.mediarss.types.MediaContent;
import com.rometools.modules.mediarss.types.MediaGroup;
import com.rometools.modules.mediarss.types.UrlReference;
import com.rometools.rome.feed.rss.Channel;
import com.rometools.rome.feed.rss.Item;
import com.rometools.rome.io.FeedException;
import com.rometools.rome.io.WireFeedInput;
import java.time.DayOfWeek;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What ROME reads of a feed: how often it may be asked, the files of its entries and the feeds they were taken from. ROME
 * gets a well-made RSS 2.0 channel of just that, whatever the document was (see {@link StructureDocument}).
 *
 * @param files one list an entry, in document order
 * @param sources one an entry
 */
record Structure(Rhythm rhythm, List<List<FeedEntry.Enclosure>> files, List<Optional<FeedEntry.Origin>> sources) {

    private static final Duration LONGEST = Duration.ofDays(30);

    private static final Map<String, Duration> PERIODS = Map.of(
            "hourly", Duration.ofHours(1),
            "daily", Duration.ofDays(1),
            "weekly", Duration.ofDays(7),
            "monthly", Duration.ofDays(30),
            "yearly", Duration.ofDays(365));

    /** Reads the channel and its entries. */
    static Structure of(Part channel, List<Part> entries) {
        Channel read = read(channel, entries);
        var files = new ArrayList<List<FeedEntry.Enclosure>>();
        var sources = new ArrayList<Optional<FeedEntry.Origin>>();
        for (int i = 0; i < entries.size(); i++) {
            Item item = read.getItems().get(i);
            String base = entries.get(i).base();
            files.add(files(item).map(file -> resolved(file, base)).distinct().toList());
            sources.add(source(item));
        }
        return new Structure(rhythm(read, channel), files, sources);
    }

    private static Channel read(Part channel, List<Part> entries) {
        try {
            return (Channel) new WireFeedInput(false, Locale.ROOT).build(StructureDocument.of(channel, entries));
        } catch (FeedException impossible) {
            throw new IllegalStateException("ROME refuses a channel made for it", impossible);
        }
    }

    private static FeedEntry.Enclosure resolved(FeedEntry.Enclosure file, String base) {
        return new FeedEntry.Enclosure(Address.resolve(file.url(), base), file.type(), file.length());
    }

    private static Stream<FeedEntry.Enclosure> files(Item item) {
        Stream<FeedEntry.Enclosure> enclosures = item.getEnclosures().stream()
                .map(file ->
                        new FeedEntry.Enclosure(written(file.getUrl()), written(file.getType()), file.getLength()));
        return Stream.concat(enclosures, media(item)).filter(file -> !file.url().isEmpty());
    }

    private static Stream<FeedEntry.Enclosure> media(Item item) {
        if (!(item.getModule(MediaEntryModule.URI) instanceof MediaEntryModule media)) {
            return Stream.empty();
        }
        Stream<MediaContent> grouped =
                Stream.of(media.getMediaGroups()).map(MediaGroup::getContents).flatMap(Stream::of);
        return Stream.concat(Stream.of(media.getMediaContents()), grouped)
                .filter(content -> content.getReference() instanceof UrlReference)
                .map(content -> new FeedEntry.Enclosure(
                        content.getReference().toString(),
                        content.getType() == null ? type(written(content.getMedium())) : content.getType(),
                        content.getFileSize() == null ? 0 : content.getFileSize()));
    }

    /** The medium tells the half of the type that matters: {@code image/*}. */
    private static String type(String medium) {
        return List.of("image", "audio", "video").contains(medium) ? medium + "/*" : "";
    }

    private static Optional<FeedEntry.Origin> source(Item item) {
        return Optional.ofNullable(item.getSource())
                .map(source -> new FeedEntry.Origin(written(source.getValue()).strip(), written(source.getUrl())))
                .filter(source -> !source.title().isEmpty() || !source.url().isEmpty());
    }

    private static Rhythm rhythm(Channel read, Part channel) {
        Set<Integer> hours = read.getSkipHours().stream().map(hour -> hour % 24).collect(Collectors.toSet());
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        read.getSkipDays().forEach(day -> days.add(DayOfWeek.valueOf(day.toUpperCase(Locale.ROOT))));
        Duration told = read.getTtl() > 0 ? Duration.ofMinutes(read.getTtl()) : updates(channel);
        Optional<Duration> every = Optional.of(told).filter(Duration::isPositive);
        return new Rhythm(every.map(time -> time.compareTo(LONGEST) > 0 ? LONGEST : time), hours, days);
    }

    /** RSS 1.0's syndication module, which ROME reads in RSS 1.0 only; a period without a frequency is once. */
    private static Duration updates(Part channel) {
        Optional<Duration> period = channel.first("sy:updateperiod")
                .map(part -> PERIODS.getOrDefault(part.text().toLowerCase(Locale.ROOT), Duration.ZERO));
        int times = channel.first("sy:updatefrequency")
                .map(Part::text)
                .filter(StructureDocument::isSmall)
                .map(Integer::parseInt)
                .orElse(1);
        return period.orElse(Duration.ZERO).dividedBy(Math.max(1, times));
    }

    private static String written(@Nullable String text) {
        return text == null ? "" : text;
    }
}
