import { readFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { extname, resolve, sep } from "node:path";
import { FakeBank } from "./fakeBank";

// Serves the built pages before the scripted bank, under the same policy the real server sends.

const root = resolve(import.meta.dirname, "../../Bot/wwwroot");
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self' ws: wss:; frame-src 'self'; base-uri 'none'; form-action 'self'";
const types: Readonly<Record<string, string>> = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css" };

async function servePage(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname } = new URL(request.url ?? "", "http://fake");
  const file = resolve(root, `.${extname(pathname) ? pathname : `${pathname.replace(/\/$/, "")}/index.html`}`);
  try {
    if (!file.startsWith(root + sep)) throw new Error("outside");
    const bytes = await readFile(file);
    response.writeHead(200, { "content-type": types[extname(file)] ?? "application/octet-stream", "content-security-policy": policy });
    response.end(bytes);
  } catch {
    response.writeHead(404).end();
  }
}

export async function serve(port: number): Promise<FakeBank> {
  const bank = new FakeBank((request, response) => void servePage(request, response));
  console.log(`The scripted bank is at ${await bank.listen(port)} (desk password: demo)`);
  return bank;
}
