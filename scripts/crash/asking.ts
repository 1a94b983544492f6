import { setTimeout as sleep } from "node:timers/promises";
import type { Answer, Client } from "../bench/client.ts";
import type { Gate } from "./gate.ts";
import type { Journal, Planned } from "./journal.ts";

/** Tries of one request. The shop is away for seconds at a time; a request that is never answered is a finding of its own. */
const TRIES_MAX = 60;
const RETRY_MS = 150;
/** Busy, or not yet: the same request again. A 500 is a bug, and is counted; what it has done is not known either. */
const AGAIN = new Set([429, 500, 502, 503, 504]);

export type Who = { cart?: string; order?: string; customer?: () => Promise<string> };
export type Tally = { asked: number; answered: number; lost: number; retried: number; faults: number };
/** For whoever waits for a moment to strike. */
export type Watch = (moment: "sent" | "answered", kind: string) => void;

/** Asks the shop until it answers, however often it is killed meanwhile: with the same key and body, each time. */
export class Asking {
  readonly tally: Tally = { asked: 0, answered: 0, lost: 0, retried: 0, faults: 0 };
  watch: Watch = () => undefined;
  readonly #client: Client;
  readonly #gate: Gate;
  readonly #journal: Journal;

  constructor(client: Client, gate: Gate, journal: Journal) {
    this.#client = client;
    this.#gate = gate;
    this.#journal = journal;
  }

  /** A request that is written down before it is sent, and whose answer is. */
  async ask(planned: Planned, who: Who): Promise<Answer> {
    const n = this.#journal.asked(planned);
    return this.again(n, planned, who);
  }

  /** The same request once more: whatever is answered stands beside what was. */
  async again(n: number, planned: Planned, who: Who): Promise<Answer> {
    this.tally.asked += 1;
    const answer = await this.#untilAnswered(planned, who, n);
    this.#journal.answered(n, answer.status, answer.body);
    this.tally.answered += 1;
    this.watch("answered", planned.kind);
    return answer;
  }

  /** The number of the request written down last. */
  get last(): number {
    return this.#journal.last;
  }

  /** What changes nothing that counts: not written down. */
  look(method: "GET" | "POST", path: string, who: Who, body?: unknown): Promise<Answer> {
    return this.#untilAnswered({ kind: "cart", method, path, key: null, body }, who, null);
  }

  async #untilAnswered(planned: Planned, who: Who, n: number | null): Promise<Answer> {
    for (let attempt = 1; attempt <= TRIES_MAX; attempt++) {
      if (attempt > 1) this.tally.retried += 1;
      const answer = await this.#once(planned, who, n);
      if (answer !== null && !isNotYet(answer)) return answer;
      if (answer?.status === 500) this.tally.faults += 1;
      await sleep(RETRY_MS);
    }
    throw new Error(`${planned.method} ${planned.path} (request ${n}) was not answered in ${TRIES_MAX} tries`);
  }

  /** Null where nobody answered. */
  async #once({ method, path, key, body, kind }: Planned, who: Who, n: number | null): Promise<Answer | null> {
    await this.#gate.wait();
    try {
      const headers = { ...(await headersOf(who)), ...(key === null ? {} : { "idempotency-key": key }) };
      const sent = this.#client.ask(`/api/v1${path}`, { method, headers, ...(body === undefined ? {} : { body }) });
      if (n !== null) this.watch("sent", kind);
      return await sent;
    } catch (cause) {
      this.tally.lost += 1;
      if (n !== null) this.#journal.lost(n, String(cause));
      return null;
    }
  }
}

function isNotYet({ status, body }: Answer): boolean {
  return AGAIN.has(status) || body.code === "in_progress";
}

async function headersOf({ cart, order, customer }: Who): Promise<Record<string, string>> {
  return {
    ...(cart === undefined ? {} : { "kiosk-cart-token": cart }),
    ...(order === undefined ? {} : { "kiosk-order-token": order }),
    ...(customer === undefined ? {} : { authorization: `Bearer ${await customer()}` }),
  };
}
