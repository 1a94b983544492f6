import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { handleApi, type WireAnswer } from "./api.ts";
import { control } from "./control.ts";
import { page } from "./pages.ts";
import { Provider } from "./provider.ts";

const BODY_MAX_BYTES = 256 * 1024;
/** A request that is never answered is let go after this, if its client has not left before. */
const HANG_MAX_MS = 120_000;
/** How often time passes while nobody asks. */
const TICK_MS = 5_000;

export type StripeOptions = {
  /** 0: any free one. */
  port: number;
  /** Where the books are kept. */
  folder: string;
  /** Empty: no webhooks. */
  webhookUrl: string;
  webhookSecret: string;
  /** What the endpoint subscribes to; absent: everything that concerns a payment. */
  webhookEvents?: readonly string[];
  apiKey: string;
  host?: string;
};
export type StripeStandIn = { url: string; port: number; close: () => Promise<void> };

/** A provider of payments on this machine that speaks Stripe's protocol. It ends with `close`; its books stay. */
export async function startStripe(options: StripeOptions): Promise<StripeStandIn> {
  const host = options.host ?? "127.0.0.1";
  const provider = new Provider(options);
  if (options.webhookEvents) provider.webhooks.enabledEvents = options.webhookEvents;
  const server = createServer((request, response) => {
    serve(provider, request, response).catch((cause: unknown) => {
      console.error(`stripe stand-in: ${request.method} ${request.url}: ${String(cause)}`);
      if (!response.headersSent) send(response, 500, JSON.stringify({ error: { type: "api_error" } }), json);
    });
  });
  await listening(server, options.port, host);
  const { port } = server.address() as AddressInfo;
  provider.baseUrl = `http://${host}:${port}`;
  const tick = setInterval(() => provider.passTime(), TICK_MS);
  const close = async (): Promise<void> => {
    clearInterval(tick);
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeAllConnections();
    await closed;
    provider.close();
  };
  return { url: provider.baseUrl, port, close };
}

function listening(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

const json = { "content-type": "application/json" };
const html = {
  "content-type": "text/html; charset=utf-8",
  "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; form-action *; frame-ancestors 'none'",
};

async function serve(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname, search } = new URL(request.url ?? "/", "http://stand-in");
  const method = request.method ?? "GET";
  const body = await bodyOf(request);
  if (body === null) return send(response, 413, JSON.stringify({ error: { message: "Too large" } }), json);
  if (pathname.startsWith("/v1/")) {
    const asked = { method, path: pathname, query: search.slice(1), body, ...wireHeaders(request) };
    return give(response, await handleApi(provider, asked));
  }
  // A page elsewhere, or a name that resolves to this machine, must not drive the stand-in through somebody's browser.
  if (!isLocal(request.headers.host)) return send(response, 403, "not here", json);
  if (pathname.startsWith("/_control/")) {
    const given = method === "POST" ? parseJson(request, body) : {};
    if (given === undefined) return send(response, 415, JSON.stringify({ error: "application/json, please" }), json);
    const answer = await control(provider, method, pathname, given);
    return send(response, answer.status, JSON.stringify(answer.body), json);
  }
  const answer = page(provider, method, pathname, body);
  const location = answer.location === undefined ? {} : { location: answer.location };
  send(response, answer.status, answer.body, { ...html, ...location });
}

function wireHeaders(request: IncomingMessage) {
  const one = (name: string): string | null => {
    const value = request.headers[name];
    return typeof value === "string" ? value : null;
  };
  return {
    authorization: one("authorization"),
    idempotencyKey: one("idempotency-key"),
    version: one("stripe-version"),
  };
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

function isLocal(host: string | undefined): boolean {
  return /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host ?? "");
}

/** A body that says it is JSON; a form of another page cannot say so. */
function parseJson(request: IncomingMessage, body: string): unknown {
  if (!request.headers["content-type"]?.startsWith("application/json")) return undefined;
  try {
    return body === "" ? {} : JSON.parse(body);
  } catch {
    return undefined;
  }
}

function give(response: ServerResponse, answer: WireAnswer): void {
  switch (answer.kind) {
    case "answer":
      send(response, answer.status, answer.body, answer.headers);
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

function send(response: ServerResponse, status: number, body: string, headers: Record<string, string>): void {
  response.writeHead(status, headers);
  response.end(body);
}
