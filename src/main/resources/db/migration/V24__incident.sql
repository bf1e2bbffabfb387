-- What subscribers are told went wrong: spans in which a channel brought nothing, or all of them were late.

create table incident (
    id           uuid        primary key default gen_random_uuid(),
    -- empty: polling as a whole
    channel      text        not null,
    source       text        not null,
    kind         text        not null,
    fault        text        not null,
    began_at     timestamptz not null,
    -- of the channel when it began; null: it had never brought anything
    last_success timestamptz,
    -- when it was opened, became another kind, or ended
    changed_at   timestamptz not null,
    ended_at     timestamptz,
    -- empty while it lasts
    ending       text        not null default ''
);

-- However many instances look: one open incident a channel.
create unique index incident_open on incident (channel) where ended_at is null;
create index incident_newest on incident (changed_at desc, id);
create index incident_of_source on incident (source, changed_at desc);
