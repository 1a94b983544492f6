import { join } from "node:path";
import type { Child } from "../start/child.ts";
import type { Secrets } from "../start/secrets.ts";
import { startStripe } from "../start/standins.ts";

const ROOT = join(import.meta.dirname, "../..");

/** How the provider's webhooks come: as they should, doubled, late, or out of order. */
export const WEBHOOK_MODES = ["normal", "duplicate", "late", "reorder"] as const;
export type WebhookMode = (typeof WEBHOOK_MODES)[number];
const LATE_MS = 1_500;

/** The payment provider: a process of its own with books of its own, that nobody kills. */
export class Provider {
  readonly #child: Child;

  private constructor(child: Child) {
    this.#child = child;
  }

  static async start(folder: string, shop: string, secrets: Secrets): Promise<Provider> {
    return new Provider(await startStripe(ROOT, folder, shop, secrets));
  }

  get url(): string {
    return this.#child.url;
  }

  async webhooks(mode: WebhookMode): Promise<void> {
    await this.#control("POST", "webhooks", { mode, lateMs: LATE_MS });
  }

  /** Events that the shop has not taken yet. */
  async undelivered(): Promise<number> {
    const { undelivered } = await this.#control("GET", "webhooks");
    return Number(undelivered);
  }

  /** The bank's page, as a browser would answer it. False where the payment no longer waits for that. */
  async authenticate(intent: string): Promise<boolean> {
    const response = await this.#ask("POST", `payment_intents/${intent}/authenticate`, { outcome: "success" });
    return response.ok;
  }

  stop(): Promise<void> {
    return this.#child.stop();
  }

  async #control(method: "GET" | "POST", path: string, body?: unknown): Promise<Record<string, unknown>> {
    const response = await this.#ask(method, path, body);
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status}`);
    return (await response.json()) as Record<string, unknown>;
  }

  #ask(method: "GET" | "POST", path: string, body?: unknown): Promise<Response> {
    return fetch(`${this.url}/_control/${path}`, {
      method,
      headers: { "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }
}
