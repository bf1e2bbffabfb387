package org.yizhan.publish.provenance;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.yizhan.article.Approval;
import org.yizhan.article.Attribution;
import org.yizhan.article.AttributionKind;
import org.yizhan.article.Source;
import org.yizhan.article.Sources;

/** Members of stories for tests, and the sources that are known. Minutes count from one morning in China on. */
final class Members {

    static final Instant MORNING = Instant.parse("2026-11-22T23:00:00Z");

    /** Known are cac and mca (approved since 2026-11-23), nmg and gz (never). */
    static final Sources SOURCES = new Sources() {
        private final List<Source> all = List.of(
                source("cac", "中国网信网", "2026-11-23/"),
                source("mca", "民政部", "2026-11-23/"),
                source("nmg", "内蒙古社会工作", ""),
                source("gz", "甘州区民政局", ""));

        @Override
        public Optional<Source> find(String id) {
            return all.stream().filter(source -> source.id().equals(id)).findFirst();
        }

        @Override
        public Optional<Source> resolve(String printedName) {
            return all.stream()
                    .filter(source -> source.name().equals(printedName))
                    .findFirst();
        }

        @Override
        public List<Source> all() {
            return all;
        }
    };

    private Members() {}

    private static Source source(String id, String name, String approved) {
        return new Source(id, name, List.of(), "", "", "list", Approval.parse(approved));
    }

    static UUID id(String source) {
        return UUID.nameUUIDFromBytes(source.getBytes(StandardCharsets.UTF_8));
    }

    /** One that says nothing of where it is from. */
    static Member silent(String source, int minute) {
        return new Member(
                id(source),
                source,
                "养老服务站今天开门",
                "https://" + source + ".example/1",
                MORNING.plusSeconds(60L * minute),
                Attribution.NONE,
                Optional.empty(),
                false);
    }

    static Member naming(String source, int minute, AttributionKind kind, String name) {
        Optional<String> id = SOURCES.resolve(name).map(Source::id);
        return with(
                silent(source, minute),
                new Attribution(kind, Optional.of(name), id, Optional.empty(), List.of(), List.of()));
    }

    static Member linking(String source, int minute, String url) {
        return with(
                silent(source, minute),
                new Attribution(
                        AttributionKind.REPOST,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(url),
                        List.of(),
                        List.of()));
    }

    static Member with(Member member, Attribution attribution) {
        return new Member(
                member.id(),
                member.source(),
                member.title(),
                member.url(),
                member.publishedAt(),
                attribution,
                member.matched(),
                member.withdrawn());
    }

    static Member matching(Member member, Member matched) {
        return new Member(
                member.id(),
                member.source(),
                member.title(),
                member.url(),
                member.publishedAt(),
                member.attribution(),
                Optional.of(matched.id()),
                member.withdrawn());
    }

    static Member titled(Member member, String title) {
        return new Member(
                member.id(),
                member.source(),
                title,
                member.url(),
                member.publishedAt(),
                member.attribution(),
                member.matched(),
                member.withdrawn());
    }

    static Member again(Member member, String id, int minute) {
        return new Member(
                id(id),
                member.source(),
                member.title(),
                "https://" + member.source() + ".example/" + id,
                MORNING.plusSeconds(60L * minute),
                member.attribution(),
                member.matched(),
                member.withdrawn());
    }

    /** An origin among these members. */
    static Origin origin(Member member, Member... others) {
        Set<String> sources = new HashSet<>(Set.of(member.source()));
        sources.addAll(Arrays.stream(others).map(Member::source).collect(Collectors.toSet()));
        return Origin.of(member, sources::contains, SOURCES);
    }
}
