// Prints [[id, title, seconds, content], …] as a JavaScript library reads a feed: node read.cjs MODULES LIBRARY FILE
const fs = require("fs");
const path = require("path");
const { createRequire } = require("module");

const [, , modules, library, file] = process.argv;
const load = createRequire(path.join(path.resolve(modules), "..", "x.js"));
const document = fs.readFileSync(file, "utf8");
const seconds = (date) => Math.floor(Date.parse(date) / 1000);

const feedsmith = () => {
  const { format, feed } = load("feedsmith").parseFeed(document);
  const read = {
    rss: (item) => [item.guid.value, item.title, seconds(item.pubDate), item.content.encoded],
    atom: (entry) => [entry.id, entry.title.value ?? entry.title, seconds(entry.published), entry.content.value ?? entry.content],
    json: (item) => [item.id, item.title, seconds(item.date_published), item.content_html],
  };
  return (feed.items ?? feed.entries ?? []).map(read[format]);
};

const rssParser = async () => {
  const Parser = load("rss-parser");
  const feed = await new Parser().parseString(document);
  return feed.items.map((item) => [
    item.guid ?? item.id,
    item.title,
    seconds(item.pubDate ?? item.isoDate),
    item["content:encoded"] ?? item.content,
  ]);
};

Promise.resolve(library === "feedsmith" ? feedsmith() : rssParser()).then((items) => console.log(JSON.stringify(items)));
