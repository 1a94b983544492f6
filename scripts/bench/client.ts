import { Agent, type IncomingMessage, request } from "node:http";

export type Answer = { status: number; body: Record<string, unknown>; ms: number };
export type Ask = {
  method?: "GET" | "POST" | "PUT" | "DELETE";
  body?: unknown;
  headers?: Record<string, string>;
};

const ANSWER_MAX_MS = 60_000;

/** Requests over kept connections, as many as there are shoppers: what a browser or a proxy would hold open. */
export class Client {
  readonly #url: string;
  readonly #agent: Agent;

  constructor(url: string, connections: number) {
    this.#url = url;
    this.#agent = new Agent({ keepAlive: true, maxSockets: connections });
  }

  ask(path: string, { method = "GET", body, headers = {} }: Ask = {}): Promise<Answer> {
    const began = performance.now();
    const text = body === undefined ? undefined : JSON.stringify(body);
    return new Promise((resolve, reject) => {
      const sent = request(
        this.#url + path,
        {
          agent: this.#agent,
          method,
          headers: { ...headers, ...(text === undefined ? {} : { "content-type": "application/json" }) },
          timeout: ANSWER_MAX_MS,
        },
        (response) => {
          read(response).then((answer) => resolve({ ...answer, ms: performance.now() - began }), reject);
        },
      );
      sent.once("timeout", () => sent.destroy(new Error(`${method} ${path}: no answer in ${ANSWER_MAX_MS} ms`)));
      sent.once("error", reject);
      sent.end(text);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}

async function read(response: IncomingMessage): Promise<{ status: number; body: Record<string, unknown> }> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  const isJson = /json/.test(response.headers["content-type"] ?? "");
  const body = isJson ? (JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>) : {};
  return { status: response.statusCode ?? 0, body };
}
