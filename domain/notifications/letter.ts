/** What a mail is made of, before it is text or HTML. Both are written from it, so that they say the same. */
export type Block =
  | { kind: "paragraph"; text: string }
  /** Things with an amount each; `detail` stands below the title. */
  | { kind: "lines"; rows: { title: string; detail: string; amount: string }[] }
  | { kind: "sums"; rows: { label: string; amount: string; strong: boolean }[] }
  | { kind: "facts"; rows: { label: string; value: string }[] }
  | { kind: "address"; heading: string; lines: string[] }
  | { kind: "action"; label: string; url: string };

export type Letter = { subject: string; heading: string; blocks: Block[] };

/** Who writes. `url`: where the shop is, without a slash at its end. */
export type Sender = { name: string; url: string };

/** A mail as a provider sends it. */
export type Mail = { subject: string; text: string; html: string };

/** In one line, without what would reverse or hide a part of it: what a shopper wrote may stand in a mail. */
export function oneLine(text: string): string {
  return text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, " ")
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, "")
    .trim();
}
