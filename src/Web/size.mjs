// Prints what a phone has to fetch, gzipped, and fails above the budgets.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { gzipSync } from "node:zlib";

const out = resolve(import.meta.dirname, "../Bot/wwwroot");
const widgetBytesMax = 60 * 1024;
const loaderBytesMax = 5 * 1024;

const gzipped = (path) => gzipSync(readFileSync(resolve(out, path)), { level: 9 }).length;

function pageBytes(page) {
  const html = readFileSync(resolve(out, page), "utf8");
  const assets = [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+\.(?:js|css))"/g)].map((match) => match[1]);
  return [page, ...new Set(assets)].reduce((sum, path) => sum + gzipped(path), 0);
}

const rows = [
  ["widget", pageBytes("chat/index.html"), widgetBytesMax],
  ["loader", gzipped("cardline.js"), loaderBytesMax],
  ["desk", pageBytes("desk/index.html"), Number.POSITIVE_INFINITY],
  ["bank page", pageBytes("index.html"), Number.POSITIVE_INFINITY],
];

for (const [name, bytes, most] of rows) {
  const limit = Number.isFinite(most) ? ` of at most ${most}` : "";
  console.log(`${name}: ${bytes} bytes gzipped${limit}`);
  if (bytes > most) {
    console.error(`${name} is over its budget.`);
    process.exitCode = 1;
  }
}
