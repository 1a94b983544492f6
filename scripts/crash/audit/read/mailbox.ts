import { readFileSync } from "node:fs";
import { list, object, optional, type Row, text } from "./rows.ts";

/** A mail as whoever delivers mails has it, with the key that it came under. */
export type Mail = { id: string; key: string; to: string[] };

/** Reads the mailbox's own journal, in the order in which the mails came: each line is a list of changes. */
export function readMailbox(path: string): Mail[] {
  const whole = readFileSync(path, "utf8");
  // What follows the last line's end was cut short, and never answered for.
  const lines = whole.slice(0, whole.lastIndexOf("\n") + 1).split("\n");
  return lines
    .filter((line) => line !== "")
    .flatMap((line) => list({ changes: JSON.parse(line) }, "changes"))
    .map((change) => mailOf(object(change, "mail")));
}

function mailOf(row: Row): Mail {
  const { to } = row;
  if (!Array.isArray(to)) throw new Error(`a mail to nobody: ${text(row, "id")}`);
  return { id: text(row, "id"), key: optional(row, "key") ?? "", to: to.map(String) };
}
