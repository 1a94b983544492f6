import { unreachable } from "../kernel/assert.ts";
import { type Block, type Letter, oneLine, type Sender } from "./letter.ts";

const INK = "#211d18";
const SOFT = "#6b6259";
const LINE = "#e4ddd2";
const PAPER = "#faf7f2";
const SIGNAL = "#a8401f";
const FACE = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const TABLE = `role="presentation" width="100%" cellpadding="0" cellspacing="0" style="border-collapse:collapse;margin:0 0 24px"`;

/**
 * The letter as HTML that mail programs of any age show: tables, inline styles, nothing loaded, nothing that runs. Words are
 * broken, in both ways that programs know: one long word would push the amounts off a phone's screen.
 */
export function htmlOf({ subject, heading, blocks }: Letter, language: string, sender: Sender): string {
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light"><title>${escaped(subject)}</title></head>
<body style="margin:0;padding:0;background:${PAPER};color:${INK}">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background:${PAPER}"><tr><td align="center" style="padding:32px 16px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px;text-align:left;word-break:break-word;overflow-wrap:anywhere;${FACE};font-size:16px;line-height:1.5;color:${INK}">
<tr><td style="padding:0 4px 16px;font-size:14px;font-weight:600;letter-spacing:.04em"><a href="${escaped(sender.url)}" style="color:${INK};text-decoration:none">${escaped(sender.name)}</a></td></tr>
<tr><td style="background:#ffffff;border:1px solid ${LINE};border-radius:12px;padding:32px 28px 12px">
<h1 style="margin:0 0 20px;font-size:24px;line-height:1.25;font-weight:650;letter-spacing:-.01em">${escaped(heading)}</h1>
${blocks.map(partOf).join("\n")}
</td></tr>
<tr><td style="padding:16px 4px 0;font-size:13px;color:${SOFT}">${escaped(sender.name)} · <a href="${escaped(sender.url)}" style="color:${SOFT}">${escaped(sender.url)}</a></td></tr>
</table></td></tr></table></body></html>
`;
}

function partOf(block: Block): string {
  switch (block.kind) {
    case "paragraph":
      return `<p style="margin:0 0 20px">${escaped(block.text)}</p>`;
    case "lines":
      return `<table ${TABLE}>${block.rows.map(lineOf).join("")}</table>`;
    case "sums":
      return `<table ${TABLE}>${block.rows.map(sumOf).join("")}</table>`;
    case "facts":
      return `<table ${TABLE}>${block.rows.map(factOf).join("")}</table>`;
    case "address":
      return `<p style="margin:0 0 20px"><span style="color:${SOFT};font-size:14px">${escaped(block.heading)}</span><br>${block.lines.map(escaped).join("<br>")}</p>`;
    case "action":
      return `<p style="margin:0 0 24px"><a href="${escaped(block.url)}" style="display:inline-block;background:${SIGNAL};color:#ffffff;text-decoration:none;font-weight:600;padding:12px 20px;border-radius:8px">${escaped(block.label)}</a></p>`;
    default:
      return unreachable(block);
  }
}

type RowOf<Kind extends Block["kind"]> = Extract<Block, { kind: Kind; rows: unknown[] }>["rows"][number];

function lineOf({ title, detail, amount }: RowOf<"lines">): string {
  const cell = `padding:12px 0;border-bottom:1px solid ${LINE};vertical-align:top`;
  return `<tr><td style="${cell}"><strong style="font-weight:600">${escaped(title)}</strong><br><span style="color:${SOFT};font-size:14px">${escaped(detail)}</span></td><td align="right" style="${cell};padding-left:16px;white-space:nowrap">${escaped(amount)}</td></tr>`;
}

function sumOf({ label, amount, strong }: RowOf<"sums">): string {
  const weight = strong ? `font-weight:700;font-size:18px;padding-top:8px` : `color:${SOFT}`;
  return `<tr><td style="padding:3px 0;${weight}">${escaped(label)}</td><td align="right" style="padding:3px 0;white-space:nowrap;${weight}">${escaped(amount)}</td></tr>`;
}

function factOf({ label, value }: RowOf<"facts">): string {
  return `<tr><td style="padding:3px 16px 3px 0;color:${SOFT};white-space:nowrap;vertical-align:top">${escaped(label)}</td><td style="padding:3px 0;width:100%">${escaped(value)}</td></tr>`;
}

/** Text as it may stand in HTML, between tags and in an attribute. */
export function escaped(text: string): string {
  const names: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
  return oneLine(text).replace(/[&<>"']/g, (character) => names[character] ?? character);
}
