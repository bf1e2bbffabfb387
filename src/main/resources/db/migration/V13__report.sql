-- The report on reposts asks for the articles of a span of time.

create index article_published on article (published_at);
