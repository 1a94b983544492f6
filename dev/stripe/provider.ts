import { Faults } from "../kernel/faults.ts";
import { Books } from "./books.ts";
import { Clock } from "./clock.ts";
import type { Draft } from "./draft.ts";
import { IdempotencyKeys } from "./idempotency.ts";
import type { Change } from "./records.ts";
import { Upkeep } from "./upkeep.ts";
import { Webhooks } from "./webhooks.ts";

export type ProviderOptions = { folder: string; apiKey: string; webhookUrl: string; webhookSecret: string };

/** The whole stand-in but for HTTP. */
export class Provider {
  readonly books: Books;
  readonly clock: Clock;
  readonly keys: IdempotencyKeys;
  readonly faults = new Faults();
  readonly webhooks: Webhooks;
  readonly apiKey: string;
  /** Known once it listens. */
  baseUrl = "";
  readonly #upkeep: Upkeep;

  constructor(options: ProviderOptions) {
    this.apiKey = options.apiKey;
    this.books = new Books(options.folder);
    this.clock = new Clock(this.books);
    this.keys = new IdempotencyKeys(this.books, this.clock);
    this.webhooks = new Webhooks(this.books, options.webhookUrl, options.webhookSecret);
    const baseUrl = () => this.baseUrl;
    this.#upkeep = new Upkeep({ books: this.books, clock: this.clock, keys: this.keys, baseUrl });
  }

  /** Everything a request did becomes true at once, with the webhooks it owes. */
  commit(draft: Draft, alongside: Change[] = []): void {
    const changes = [...draft.changes, ...this.webhooks.pendingOf(draft.events), ...alongside];
    this.books.commit(changes);
    this.#upkeep.observe(changes);
  }

  /** Lets happen what the time has brought. Called before every request and once in a while. */
  passTime(): void {
    const due = this.#upkeep.due();
    if (due.changes.length === 0) return;
    this.commit(due);
    void this.webhooks.announce(due.events);
  }

  reset(): void {
    this.webhooks.forget();
    this.#upkeep.forget();
    this.faults.clear();
    this.books.clear();
  }

  close(): void {
    this.webhooks.close();
    this.books.close();
  }
}
