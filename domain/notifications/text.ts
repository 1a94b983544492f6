import { unreachable } from "../kernel/assert.ts";
import { type Block, type Letter, oneLine, type Sender } from "./letter.ts";

/** The letter as plain text. */
export function textOf({ heading, blocks }: Letter, sender: Sender): string {
  const parts = [oneLine(heading), ...blocks.map(partOf), `-- \n${oneLine(sender.name)}\n${sender.url}`];
  return `${parts.join("\n\n")}\n`;
}

function partOf(block: Block): string {
  switch (block.kind) {
    case "paragraph":
      return oneLine(block.text);
    case "lines":
      return rows(block.rows.map(({ title, detail, amount }) => `${oneLine(title)}\n  ${oneLine(detail)}: ${amount}`));
    case "sums":
      return rows(block.rows.map(({ label, amount }) => `${oneLine(label)}: ${amount}`));
    case "facts":
      return rows(block.rows.map(({ label, value }) => `${oneLine(label)}: ${oneLine(value)}`));
    case "address":
      return rows([`${oneLine(block.heading)}:`, ...block.lines.map((line) => `  ${oneLine(line)}`)]);
    case "action":
      return `${oneLine(block.label)}: ${block.url}`;
    default:
      return unreachable(block);
  }
}

const rows = (lines: string[]) => lines.join("\n");
