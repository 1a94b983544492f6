import { existsSync, readFileSync } from "node:fs";
import { asRow, int, object, optional, type Row, text } from "./rows.ts";

export type Answered = { status: number; body: Row; at: number };
/** What a shopper asked, what they had been shown, and everything they were answered: a repeat has several answers. */
export type Asked = {
  n: number;
  kind: string;
  key: string | null;
  path: string;
  body: Row;
  shown: Row;
  answers: Answered[];
};

/** Reads the shoppers' journal. */
export function readJournal(path: string): Asked[] {
  const asked = new Map<number, Asked>();
  const lines = existsSync(path) ? readFileSync(path, "utf8").split("\n") : [];
  for (const line of lines.filter((each) => each !== "")) {
    const row = asRow(JSON.parse(line), "line");
    const n = int(row, "n");
    if (text(row, "line") === "asked") asked.set(n, askedOf(n, row));
    if (text(row, "line") === "answered") {
      asked.get(n)?.answers.push({ status: int(row, "status"), body: object(row, "body"), at: int(row, "at") });
    }
  }
  return [...asked.values()];
}

function askedOf(n: number, row: Row): Asked {
  return {
    n,
    kind: text(row, "kind"),
    key: optional(row, "key"),
    path: text(row, "path"),
    body: asRow(row.body ?? {}, "body"),
    shown: asRow(row.shown ?? {}, "shown"),
    answers: [],
  };
}

export const isPromise = ({ status }: Answered): boolean => status >= 200 && status < 300;
