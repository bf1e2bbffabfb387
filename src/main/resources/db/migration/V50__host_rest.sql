-- Until when a host is asked nothing because it said so, for which channel it was asked then, and with which status.

alter table host
    add column rest_until   timestamptz,
    add column rest_channel text     not null default '',
    add column rest_status  integer  not null default 0;
