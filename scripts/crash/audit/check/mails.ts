import type { Books } from "../books.ts";
import type { Findings } from "../finding.ts";
import type { Mail } from "../read/mailbox.ts";
import { by, int, optional, type Row, text } from "../read/rows.ts";
import type { Logged } from "../read/shop.ts";
import { logOf } from "./log.ts";

/** The mail that an event asks for. Any other event asks for none. */
const MAIL_ABOUT: Readonly<Record<string, string>> = {
  OrderConfirmed: "order_confirmed",
  OrderFulfilled: "order_shipped",
  OrderCancelled: "order_cancelled",
  OrderRefunded: "order_refunded",
  OrderAttention: "order_attention",
  UserRegistered: "welcome",
  RegistrationRepeated: "email_taken",
  RulesChanged: "rules_changed",
};
/** Written to the shop itself, at the address that a start on one machine gives it. */
const TO_SHOP = ["order_attention", "rules_changed"];
const SHOP = "shop@tessella.example";

/** I7, where the effect is a mail: each event that deserves one has one, none is sent twice, and none about nothing. */
export function checkMails({ shop, mailbox }: Books, findings: Findings): void {
  const wanted = wantedOf(logOf(shop));
  const rows = by(shop.lists.mails, "key");
  const sent = Map.groupBy(mailbox, ({ key }) => key);
  for (const key of new Set([...wanted.keys(), ...rows.keys(), ...sent.keys()])) {
    oneMail(key, { event: wanted.get(key), rows: rows.get(key) ?? [], sent: sent.get(key) ?? [] }, findings);
  }
  // Of one thing nobody reads the end before the beginning.
  for (const [stream, mails] of Map.groupBy(mailbox, ({ key }) => placeOf(key).stream)) {
    const seqs = mails.map(({ key }) => placeOf(key).seq);
    if (seqs.some((seq, index) => seq < (seqs[index - 1] ?? 0))) {
      findings.add("I7", stream, `its mails left in the order ${seqs.join(", ")}`);
    }
  }
}

type Known = { event: Logged | undefined; rows: readonly Row[]; sent: readonly Mail[] };

function oneMail(key: string, { event, rows, sent }: Known, findings: Findings): void {
  findings.same("I7", `mail ${key}`, "how often it is written down", [rows.length, event === undefined ? 0 : 1]);
  const [row] = rows;
  if (row !== undefined && row.state !== "sent") {
    findings.add("I7", `mail ${key}`, `is ${text(row, "state")} (${optional(row, "reason") ?? "no reason"})`);
  }
  const isSent = row?.state === "sent";
  findings.same("I7", `mail ${key}`, "how often it has left", [sent.length, isSent ? 1 : 0]);
  if (row !== undefined && event !== undefined) {
    findings.same("I7", `mail ${key}`, "when it happened", [int(row, "happened_at"), event.at]);
  }
  const id = row && optional(row, "provider_id");
  if (id && sent.length === 1) findings.same("I7", `mail ${key}`, "what it is known by", [id, sent[0]?.id]);
}

/** I12: a mail goes to whom it is about, at the address they gave themselves. */
export function checkRecipients(books: Books, findings: Findings): void {
  const wanted = wantedOf(logOf(books.shop));
  const addressOf = addresses(books);
  for (const { key, to } of books.mailbox) {
    const event = wanted.get(key);
    if (event !== undefined) findings.same("I12", `mail ${key}`, "whom it went to", [to, [addressOf(event)]]);
  }
}

/** By the key that a mail has: its event and its kind. */
function wantedOf(log: readonly Logged[]): Map<string, Logged> {
  return new Map(
    log.flatMap((event) => {
      const about = MAIL_ABOUT[event.type];
      return about === undefined || saysNothing(event) ? [] : [[`${event.stream}/${event.seq}/${about}`, event]];
    }),
  );
}

/** An order that is looked after again, and the rules that every shop begins with. */
function saysNothing({ type, data }: Logged): boolean {
  if (type === "OrderAttention") return Array.isArray(data.reasons) && data.reasons.length === 0;
  return type === "RulesChanged" && data.version === 1;
}

function placeOf(key: string): { stream: string; seq: number } {
  const [kind, id, seq] = key.split("/");
  return { stream: `${kind}/${id}`, seq: Number(seq) };
}

/** Whom a mail about an event goes to, as shoppers wrote it down; null where nobody did. */
function addresses({ asked, orders, shop }: Books): (event: Logged) => string | null {
  const ofCart = new Map<string, string | null>();
  const ofOrder = new Map<string, string | null>();
  const registered = new Set<string>();
  for (const { kind, path, body, answers } of asked) {
    const email = optional(body, "email");
    if (kind === "cart") ofCart.set(path.split("/").at(-1) ?? "", email);
    if (kind === "order") for (const answer of answers) ofOrder.set(String(answer.body.id), email);
    if (kind === "register" && email !== null) registered.add(email);
  }
  const users = new Map(shop.lists.users.map((row) => [text(row, "id"), text(row, "email")]));
  return ({ stream, kind, type }) => {
    if (TO_SHOP.includes(MAIL_ABOUT[type] ?? "")) return SHOP;
    const id = stream.slice(stream.indexOf("/") + 1);
    if (kind === "user") {
      const email = users.get(id) ?? "";
      return registered.has(email) ? email : null;
    }
    const cart = orders.get(id)?.terms.cartId ?? null;
    return (cart === null ? ofOrder.get(id) : ofCart.get(cart)) ?? null;
  };
}
