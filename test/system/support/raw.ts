import { request } from "node:http";
import type { Json } from "./client.ts";

export type RawAsk = { headers?: Record<string, string>; body?: string | Uint8Array };
export type RawAnswer = { status: number; code: string | undefined; bytes: number; allow: string | undefined };

/** Asks with a path, a method and a body exactly as written: `fetch` would tidy them up. A body without a length is sent in chunks. */
export function rawAsk(url: string, method: string, path: string, { headers = {}, body }: RawAsk = {}) {
  const { hostname, port } = new URL(url);
  return new Promise<RawAnswer>((resolve, reject) => {
    const sent = request({ hostname, port, method, path, headers }, (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part));
      response.on("end", () => {
        const text = Buffer.concat(parts).toString();
        const isProblem = response.headers["content-type"] === "application/problem+json" && text !== "";
        const code = isProblem ? ((JSON.parse(text) as Json).code as string) : undefined;
        resolve({ status: response.statusCode ?? 0, code, bytes: text.length, allow: response.headers.allow });
      });
    });
    sent.on("error", reject);
    sent.end(body);
  });
}
