// Node 20 cannot read TypeScript by itself; Vite can do it for us.
import { resolve } from "node:path";
import { runnerImport } from "vite";

const { module } = await runnerImport(resolve(import.meta.dirname, "serve.ts"), { logLevel: "warn" });
await module.serve(Number(process.env.PORT ?? 5090));
