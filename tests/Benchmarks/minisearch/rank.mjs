// Ranks articles with minisearch as it comes: one line of JSON in, one line out; ends when its input ends.
// {"article", "text"} adds a document, {"build": true} builds, {"question", "limit"} asks.
import { createInterface } from "node:readline";
import MiniSearch from "minisearch";

const articlesMax = 20_000;
const documents = [];
let index = null;

function build() {
  const heapBefore = process.memoryUsage().heapUsed;
  const began = performance.now();
  index = new MiniSearch({ idField: "article", fields: ["text"] });
  index.addAll(documents);
  const milliseconds = performance.now() - began;
  return { milliseconds, heapBytes: process.memoryUsage().heapUsed - heapBefore };
}

function ask(question, limit) {
  const before = process.cpuUsage();
  const began = performance.now();
  const found = index.search(question);
  const microseconds = (performance.now() - began) * 1000;
  const spent = process.cpuUsage(before);
  processorMicroseconds += spent.user + spent.system;
  return { articles: found.slice(0, limit).map((one) => one.id), score: found[0]?.score ?? 0, microseconds, processorMicroseconds };
}

let processorMicroseconds = 0;

for await (const line of createInterface({ input: process.stdin })) {
  const message = JSON.parse(line);
  if (message.article) {
    if (documents.length >= articlesMax) throw new Error(`more than ${articlesMax} articles`);
    documents.push(message);
  } else {
    console.log(JSON.stringify(message.build ? build() : ask(message.question, message.limit)));
  }
}
