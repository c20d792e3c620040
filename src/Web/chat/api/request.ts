/** status 0: no answer at all (offline, refused, timed out). */
export interface Answer<T> {
  readonly ok: boolean;
  readonly status: number;
  readonly body: T | null;
  /** What the server's clock showed, in whole seconds; null when it did not say. */
  readonly date: number | null;
}

export interface RequestOptions {
  readonly method: "GET" | "POST";
  readonly token?: string;
  readonly body?: unknown;
  readonly timeoutMs: number;
}

export async function request<T>(url: string, options: RequestOptions): Promise<Answer<T>> {
  const headers: Record<string, string> = { accept: "application/json" };
  if (options.token) headers["authorization"] = `Bearer ${options.token}`;
  if (options.body !== undefined) headers["content-type"] = "application/json";
  try {
    const response = await fetch(url, {
      method: options.method,
      headers,
      body: options.body === undefined ? null : JSON.stringify(options.body),
      signal: AbortSignal.timeout(options.timeoutMs),
      cache: "no-store",
    });
    const text = await response.text();
    return { ok: response.ok, status: response.status, body: parse<T>(text), date: dateOf(response) };
  } catch {
    return { ok: false, status: 0, body: null, date: null };
  }
}

function dateOf(response: Response): number | null {
  const date = Date.parse(response.headers.get("date") ?? "");
  return Number.isNaN(date) ? null : date;
}

function parse<T>(text: string): T | null {
  try {
    return text ? (JSON.parse(text) as T) : null;
  } catch {
    return null;
  }
}

/** A bad or expired token: Direct Line says 403 for an expired one, 401 for any other. */
export const isTokenProblem = (status: number): boolean => status === 401 || status === 403;

/** Worth sending again as it is. */
export const isPassing = (status: number): boolean => status === 0 || status === 204 || status === 408 || status === 429 || status >= 500;
