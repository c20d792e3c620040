// Builds the pages first (which empties the folder), then the loader: one plain script without imports,
// because a bank puts it on its own page with a classic script tag.
import { resolve } from "node:path";
import { build } from "vite";

const room = import.meta.dirname;
await build({ configFile: resolve(room, "vite.config.ts"), logLevel: "warn" });
await build({
  configFile: false,
  root: room,
  publicDir: false,
  logLevel: "warn",
  build: {
    outDir: resolve(room, "../Bot/wwwroot"),
    emptyOutDir: false,
    target: "es2022",
    reportCompressedSize: false,
    lib: { entry: resolve(room, "loader/cardline.ts"), formats: ["iife"], name: "cardlineLoader", fileName: () => "cardline.js" },
  },
});
