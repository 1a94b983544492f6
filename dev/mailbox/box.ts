import { createHash, randomUUID } from "node:crypto";
import { Journal } from "../kernel/journal.ts";
import type { Change, KeptKey, KeptMail } from "./mails.ts";

/** As the provider documents it. */
const KEY_KEPT_MS = 24 * 60 * 60_000;
/** The newest that are kept in memory, and at a start above the journal's limit in the file. */
const MAILS_MAX = 10_000;

export type Accepted = { id: string } | "other_body";

/** The mails of this machine, in memory and in a journal. */
export class Box {
  #mails = new Map<string, KeptMail>();
  #keys = new Map<string, KeptKey>();
  readonly #journal: Journal<Change>;
  readonly #now: () => number;

  constructor(folder: string, now: () => number) {
    this.#now = now;
    this.#journal = new Journal<Change>(folder, (changes) => {
      for (const change of changes) this.#apply(change);
    });
    this.#journal.rewriteWhenLong(() => this.#everything());
  }

  /** Keeps the mail, once per key: a repeat is answered as the first was, another body under the key is not taken. */
  accept(mail: Omit<KeptMail, "id" | "at">, body: string): Accepted {
    const fingerprint = createHash("sha256").update(body).digest("hex");
    const known = mail.key === null ? undefined : this.#keyed(mail.key);
    if (known !== undefined) return known.fingerprint === fingerprint ? { id: known.id } : "other_body";
    const [id, at] = [randomUUID(), this.#now()];
    const key = mail.key === null ? null : { key: mail.key, fingerprint, id, at };
    this.#commit({ mail: { ...mail, id, at }, key });
    return { id };
  }

  get(id: string): KeptMail | null {
    return this.#mails.get(id) ?? null;
  }

  /** Newest first, from behind the mail `after`. `to`: any of its recipients, in whatever case. */
  list({ to, after, limit }: { to: string | null; after: string | null; limit: number }): KeptMail[] {
    const newest = [...this.#mails.values()].reverse();
    const from = after === null ? 0 : newest.findIndex(({ id }) => id === after) + 1;
    const wanted = to?.toLowerCase();
    return newest
      .slice(from)
      .filter((mail) => wanted === undefined || mail.to.some((one) => addressOf(one) === wanted))
      .slice(0, limit);
  }

  /** The mails go; keys stay, or a repeat would be a second mail. */
  clear(): void {
    this.#commit({ cleared: true });
  }

  close(): void {
    this.#journal.close();
  }

  #keyed(key: string): KeptKey | undefined {
    const known = this.#keys.get(key);
    return known !== undefined && known.at + KEY_KEPT_MS > this.#now() ? known : undefined;
  }

  /** On file first. */
  #commit(change: Change): void {
    this.#journal.append([change]);
    this.#apply(change);
  }

  #apply(change: Change): void {
    if ("cleared" in change) {
      this.#mails.clear();
      return;
    }
    this.#mails.set(change.mail.id, change.mail);
    if (change.key !== null) this.#keys.set(change.key.key, change.key);
    const oldest = this.#mails.keys().next();
    if (this.#mails.size > MAILS_MAX && !oldest.done) this.#mails.delete(oldest.value);
    for (const { key } of this.#keys.values()) {
      if (this.#keyed(key) !== undefined) break;
      this.#keys.delete(key);
    }
  }

  *#everything(): Iterable<Change> {
    for (const mail of this.#mails.values()) {
      yield { mail, key: mail.key === null ? null : (this.#keyed(mail.key) ?? null) };
    }
  }
}

/** `Ada <ada@example.org>` -> `ada@example.org`. */
export function addressOf(recipient: string): string {
  return (/<([^<>]+)>\s*$/.exec(recipient)?.[1] ?? recipient).trim().toLowerCase();
}
