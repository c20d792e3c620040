import { resolve } from "node:path";
import { defineConfig } from "vite";

// The server sends a strict Content-Security-Policy, so nothing may be inlined into the pages:
// no module-preload script, no data: styles, no small assets turned into addresses.
const room = import.meta.dirname;

export default defineConfig({
  root: room,
  base: "/",
  publicDir: false,
  build: {
    outDir: resolve(room, "../Bot/wwwroot"),
    emptyOutDir: true,
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      input: {
        bank: resolve(room, "index.html"),
        chat: resolve(room, "chat/index.html"),
        desk: resolve(room, "desk/index.html"),
      },
    },
  },
});
