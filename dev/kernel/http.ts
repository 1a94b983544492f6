import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

const BODY_MAX_BYTES = 256 * 1024;
/** A request that is never answered is let go after this, if its client has not left before. */
const HANG_MAX_MS = 120_000;

/** What a stand-in does with a request. */
export type WireAnswer =
  | { kind: "answer"; status: number; body: string; headers: Record<string, string> }
  /** Nothing is ever said. */
  | { kind: "hang" }
  /** The connection breaks. */
  | { kind: "reset" };

/** A request, read whole. */
export type Asked = {
  method: string;
  path: string;
  /** Without its `?`. */
  query: string;
  body: string;
  header: (name: string) => string | null;
};

export type Listening = { url: string; port: number; close: () => Promise<void> };

/** Serves on this machine until it is closed. What throws is a bug of the stand-in: told on the console, answered with 500. */
export async function listen(
  name: string,
  { port, host = "127.0.0.1" }: { port: number; host?: string },
  answer: (asked: Asked) => Promise<WireAnswer>,
): Promise<Listening> {
  const server = createServer((request, response) => {
    serve(request, answer).then(
      (given) => give(response, given),
      (cause: unknown) => {
        console.error(`${name}: ${request.method} ${request.url}: ${String(cause)}`);
        give(response, json(500, { error: { type: "api_error" } }));
      },
    );
  });
  await bound(server, port, host);
  const address = server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeAllConnections();
    await closed;
  };
  return { url: `http://${host}:${address.port}`, port: address.port, close };
}

function bound(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

async function serve(request: IncomingMessage, answer: (asked: Asked) => Promise<WireAnswer>): Promise<WireAnswer> {
  const { pathname, search } = new URL(request.url ?? "/", "http://stand-in");
  const body = await bodyOf(request);
  if (body === null) return json(413, { error: { message: "Too large" } });
  const header = (name: string): string | null => {
    const value = request.headers[name];
    return typeof value === "string" ? value : null;
  };
  return answer({ method: request.method ?? "GET", path: pathname, query: search.slice(1), body, header });
}

async function bodyOf(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > BODY_MAX_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

export function json(status: number, body: unknown, headers: Record<string, string> = {}): WireAnswer {
  const all = { "content-type": "application/json", ...headers };
  return { kind: "answer", status, body: JSON.stringify(body), headers: all };
}

/** A page elsewhere, or a name that resolves to this machine, must not drive a stand-in through somebody's browser. */
export function isLocal({ header }: Asked): boolean {
  return /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(header("host") ?? "");
}

/** A body that says it is JSON; a form of another page cannot say so. Undefined where it is none. */
export function parseJson({ header, body }: Asked): unknown {
  if (!header("content-type")?.startsWith("application/json")) return undefined;
  try {
    return body === "" ? {} : JSON.parse(body);
  } catch {
    return undefined;
  }
}

export function escaped(text: string): string {
  const names: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
  return text.replace(/[&<>"']/g, (character) => names[character] ?? character);
}

function give(response: ServerResponse, answer: WireAnswer): void {
  switch (answer.kind) {
    case "answer":
      response.writeHead(answer.status, answer.headers);
      response.end(answer.body);
      return;
    case "reset":
      response.destroy();
      return;
    case "hang": {
      const letGo = setTimeout(() => response.destroy(), HANG_MAX_MS);
      letGo.unref();
      response.once("close", () => clearTimeout(letGo));
    }
  }
}
