import type { Readable } from "node:stream";
import { CsvError, parse } from "csv-parse";

/** The columns an import reads; all others are kept out. */
const COLUMNS = [
  "slug",
  "sku",
  "name",
  "price",
  "currency",
  "status",
  "description",
  "tags",
  "tax_category",
  "category1",
  "option1_name",
  "option1_value",
  "option2_name",
  "option2_value",
  "option3_name",
  "option3_value",
  "image1_src",
  "image2_src",
  "image3_src",
  "weight",
  "weight_unit",
  "inventory_count",
  "inventory_backorderable",
  "track_inventory",
] as const;
export type Column = (typeof COLUMNS)[number];
const REQUIRED: readonly Column[] = ["slug", "sku", "name", "price"];

/** One record is never longer than this: a quote that is left open does not take the rest of the file into memory. */
const RECORD_BYTES_MAX = 1_000_000;

/** A row of the file: the line it begins on, and what it says in the columns we read. */
export type Row = { line: number; cells: Partial<Record<Column, string>> };
export type RefusedRow = { line: number; reason: string };

/** A file that is no such file at all; the message is for whoever called the import. */
export class UnreadableFile extends Error {}

export function cell(row: Row, column: Column): string {
  return row.cells[column] ?? "";
}

/** Reads row by row, never the whole file. Rows that are no CSV are told to `refuse` with their line. */
export async function* readRows(input: Readable, refuse: (row: RefusedRow) => void): AsyncGenerator<Row> {
  let headed = false;
  const parser = parse({
    bom: true,
    columns: (header: string[]) => {
      headed = true;
      return readHeader(header);
    },
    info: true,
    skip_empty_lines: true,
    // A quote in the middle of a cell is a character; otherwise the parser would take the rows after it for its text.
    relax_quotes: true,
    skip_records_with_error: true,
    max_record_size: RECORD_BYTES_MAX,
  });
  parser.on("skip", ({ code, lines }: CsvError) => {
    if (code === "CSV_MAX_RECORD_SIZE") parser.destroy(new UnreadableFile(`line ${lines}: is a quote left open here?`));
    else refuse({ line: Number(lines), reason: code.toLowerCase().replace(/^csv_/, "") });
  });
  input.on("error", (cause) => parser.destroy(cause));
  let before = 1;
  try {
    for await (const { record, info } of input.pipe(parser) as AsyncIterable<Parsed>) {
      yield { line: firstLine(before, info.lines, record), cells: cellsOf(record) };
      before = info.lines;
    }
    if (!headed) throw new UnreadableFile("this file is empty");
  } catch (cause) {
    if (cause instanceof CsvError) throw new UnreadableFile(`this is no CSV file we can read: ${cause.message}`);
    throw cause;
  }
}

type Parsed = { record: Record<string, string>; info: { lines: number } };

/** `info.lines` is where a record ends; the line breaks within its cells tell where it began. */
function firstLine(before: number, last: number, record: Record<string, string>): number {
  const breaks = Object.values(record).reduce((sum, text) => sum + text.split("\n").length - 1, 0);
  return Math.max(before + 1, last - breaks);
}

/** The header decides what kind of file it is: product rows and variant rows under one slug, as Spree exports them. */
function readHeader(header: string[]): string[] {
  const names = header.map((name) => name.trim().toLowerCase());
  const missing = REQUIRED.filter((column) => !names.includes(column));
  if (missing.length > 0) {
    throw new UnreadableFile(`this is no product file we know: it has no column ${missing.join(", ")}`);
  }
  return names;
}

function cellsOf(record: Record<string, string>): Row["cells"] {
  const said = COLUMNS.map((column) => [column, (record[column] ?? "").trim()] as const);
  return Object.fromEntries(said.filter(([, text]) => text !== ""));
}
