import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { canonicalDraft } from "../../../domain/catalog/record.ts";
import type { ProductDraft } from "../../../domain/catalog/types.ts";

type Answer = { status: number; body?: unknown; headers?: Record<string, string> };

/** A shop as an import sees it: the three requests, kept in memory. `faults` are answered first, one for each request. */
export class FakeShop {
  readonly products = new Map<string, string>();
  readonly stock = new Map<string, number>();
  readonly requests: string[] = [];
  readonly faults: Answer[] = [];
  readonly takenSkus = new Set<string>();
  token = "token-1";
  #server = createServer((request, response) => void this.#serve(request, response));

  async listen(): Promise<string> {
    await new Promise<void>((done) => this.#server.listen(0, "127.0.0.1", done));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const path = `${request.method} ${request.url}`;
    this.requests.push(path);
    const allowed = request.url?.endsWith("/login") || request.headers.authorization === `Bearer ${this.token}`;
    const refusal: Answer = { status: 401, body: { code: "invalid_token" } };
    const answer = this.faults.shift() ?? (allowed ? this.#answer(path, Buffer.concat(chunks).toString()) : refusal);
    response.writeHead(answer.status, { "content-type": "application/json", ...answer.headers });
    response.end(JSON.stringify(answer.body ?? {}));
  }

  #answer(path: string, text: string): Answer {
    const body = JSON.parse(text) as {
      products: ProductDraft[];
      changes: { sku: string; onHand: number }[];
      password: string;
    };
    switch (path) {
      case "POST /api/v1/auth/login":
        return body.password === "right"
          ? { status: 200, body: { accessToken: this.token } }
          : { status: 401, body: { code: "invalid_credentials" } };
      case "POST /api/v1/admin/products/import":
        return { status: 200, body: { results: body.products.map((product) => this.#upsert(product)) } };
      case "PUT /api/v1/admin/inventory":
        for (const { sku, onHand } of body.changes) this.stock.set(sku, onHand);
        return { status: 200, body: { results: body.changes.map(({ sku }) => ({ sku, levels: [] })) } };
      default:
        return { status: 200, body: { version: 1 } };
    }
  }

  #upsert(draft: ProductDraft): { handle: string; outcome?: string; code?: string; skus?: string[] } {
    const { handle } = draft;
    const taken = draft.variants.map(({ sku }) => sku).filter((sku) => this.takenSkus.has(sku));
    if (taken.length > 0) return { handle, code: "sku_taken", skus: taken };
    const before = this.products.get(handle);
    const now = canonicalDraft(draft);
    this.products.set(handle, now);
    return { handle, outcome: before === undefined ? "created" : before === now ? "unchanged" : "updated" };
  }
}
