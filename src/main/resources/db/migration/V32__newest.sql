-- Pages say when a source itself published last, however old the stories are that it took over.

create index article_newest on article (source, published_at desc) where withdrawn_at is null;
