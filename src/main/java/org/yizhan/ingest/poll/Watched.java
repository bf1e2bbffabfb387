package org.yizhan.ingest.poll;

import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import org.yizhan.article.PublicationTime;

/**
 * The SQL that watches channels: one narrow row each, marked with the parts of a {@link SourceQuery} that it meets, and
 * what is looked up by key for the few that are shown.
 */
final class Watched {

    /** No channel fails from then on. */
    private static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

    /** What is polled, or brought by mail or in files; then what is pushed, with a channel in a source file or without. */
    static final String ALL = """
            select c.id, c.source, coalesce(s.name, c.source) as name, coalesce(s.region, '') as region,
                   case when h.state = 'active' then 'WEBSUB' else c.kind end as kind,
                   %s as state, c.address, c.fault, c.last_attempt, c.last_success, c.failing_since, c.streak, c.next_at,
                   c.newest_item_at, c.burn, c.gap_95, c.tags,
                   case when c.address = '' then c.last_success else h.last_delivery_at end as last_push
            from channel c left join source s on s.id = c.source left join hub_subscription h on h.channel = c.id
            where c.active and c.kind <> 'PUSH'
            union all
            select coalesce(c.id, 'push:' || p.source), coalesce(c.source, p.source),
                   coalesce(s.name, c.source, p.source), coalesce(s.region, ''), 'PUSH',
                   case when p.last_at + p.quiet_after * interval '1 second' < ? then 'quiet'
                        when p.quiet_after is not null then 'fresh' else 'push-only' end,
                   '', '', null, p.last_at, null, 0, null, p.last_at, null, null, coalesce(c.tags, '{}'), p.last_at
            from pushed_source p
            full join (select id, source, tags from channel where active and kind = 'PUSH') c on c.source = p.source
            left join source s on s.id = coalesce(c.source, p.source)
            """.formatted(SourceState.sql("?"));

    /** When the question is asked: a second since 1970, and the day in China. */
    static final String MOMENT = "moment as (select ?::bigint as at, ?::date as today)";

    private static final String MARKED = """
            marked as (
                select w.*, %s as measure, left(region, 2) as province, (?::text is null or state = ?) as of_state,
                       (?::text is null or kind = ?) as of_kind, (?::text is null or starts_with(region, ?)) as of_region,
                       (?::text is null or fault = ?) as of_fault, (?::text is null or ? = any(tags)) as of_tag
                from (%s) w where (?::text is null or source = ?)
                    and (?::text is null or strpos(lower(id || ' ' || name || ' ' || address), ?) > 0)
            )
            """;

    /** Of {@link #marked}, what meets the whole question. */
    static final String MEETS = "of_state and of_kind and of_region and of_fault and of_tag";

    /** How {@link #marked} divides, each facet without its own part of the question: facet, word and how many. */
    static final String COUNTED = """
            counted as (
                select grouping(state, kind, province, fault) as facet, coalesce(state, kind, province, fault) as word,
                       case grouping(state, kind, province, fault)
                            when 7 then count(*) filter (where of_kind and of_region and of_fault and of_tag)
                            when 11 then count(*) filter (where of_state and of_region and of_fault and of_tag)
                            when 13 then count(*) filter (where of_state and of_kind and of_fault and of_tag)
                            else count(*) filter (where of_state and of_kind and of_region and of_tag) end as many
                from marked group by grouping sets ((state), (kind), (province), (fault))
                union all
                select %d, tag, count(*) filter (where of_state and of_kind and of_region and of_fault)
                from marked cross join lateral unnest(tags) tag group by tag
            )
            """.formatted(SourceFacets.OF_TAG);

    /** What a row shows beside what it is sorted by: look-ups by key, the table with the rows goes by {@code page}. */
    static final String SHOWN = """
            coalesce(c.status, 0) as status, coalesce(c.detail, '') as detail, coalesce(c.why, '') as why,
            coalesce(c.cadence, 0) as cadence, c.set_interval, c.newest_day, coalesce(c.quiet_after, p.quiet_after) as quiet_after,
            coalesce(c.punctuality, '{}') as punctuality, coalesce(c.rhythm, '{}') as rhythm,
            coalesce(c.parameters::json ->> 'every', '') as every, least(coalesce(c.polls, 0), 50) as polls,
            case when page.state = 'held-off' and page.last_success is null
                 then (select min(at) from poll where poll.channel = c.id) end as first_poll,
            coalesce(c.unchanged, 0) as unchanged, coalesce(c.ring_bytes, 0) as bytes, items.*, pages.*, days.days,
            rest.name as rest_host, rest.rest_until, rest.rest_channel, rest.rest_status
            """;

    static final String LOOKED_UP = """
            left join channel c on c.id = page.id and page.kind <> 'PUSH'
            left join pushed_source p on p.source = page.source and page.kind = 'PUSH'
            cross join lateral (
                select count(*) filter (where at > now.at - 86400) as day, count(*) filter (where at > now.at - 604800) as week
                from unnest(coalesce(c.rhythm, p.rhythm)) at) items
            cross join lateral (
                select count(*) filter (where failed = '') as waiting, count(*) filter (where failed <> '') as failed
                from errand where errand.channel = page.id and rank = 2) pages
            cross join lateral (%s) days
            left join errand asked on asked.channel = page.id and asked.rank = 0 and asked.url = ''
            left join host rest on rest.name = asked.host and rest.rest_until > to_timestamp(now.at)
            """.formatted(LastDays.SQL);

    private Watched() {}

    /** Each channel with the parts of the question that it meets; those that have a facet leave none out. */
    static String marked(SourceQuery.Sort sort) {
        return MOMENT + ",\n" + MARKED.formatted(sort.measure(), ALL);
    }

    static LocalDate today(Instant now) {
        return LocalDate.ofInstant(now, PublicationTime.ZONE);
    }

    /** As {@link #MOMENT} needs it. */
    static Binding now(Binding binding, Instant now) throws SQLException {
        return binding.number(now.getEpochSecond()).day(Optional.of(today(now)));
    }

    /** As {@link #ALL} needs it: while our network is gone, the time that channels are judged at stands still. */
    static Binding moment(Binding binding, Optional<Instant> gone, Instant now) throws SQLException {
        Instant judged = gone.filter(now::isAfter).orElse(now);
        return binding.time(gone.orElse(NEVER))
                .time(judged)
                .time(judged)
                .time(judged)
                .time(now);
    }

    /** As {@link #marked} needs it. */
    static Binding marked(Binding binding, SourceQuery query, Optional<Instant> gone, Instant now) throws SQLException {
        twice(now(binding, now), query.state().map(SourceState::word));
        twice(binding, query.kind().map(text -> text.toUpperCase(Locale.ROOT).replace('-', '_')));
        twice(twice(twice(binding, query.region()), query.fault()), query.tag());
        twice(moment(binding, gone, now), query.source());
        return twice(binding, query.text().map(words -> words.toLowerCase(Locale.ROOT)));
    }

    private static Binding twice(Binding binding, Optional<String> value) throws SQLException {
        return binding.text(value).text(value);
    }
}
