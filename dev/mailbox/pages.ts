import { type Asked, escaped, type WireAnswer } from "../kernel/http.ts";
import type { Box } from "./box.ts";
import type { KeptMail } from "./mails.ts";
import { STYLE } from "./style.ts";

const ROWS_MAX = 50;

/** Nothing runs and nothing is loaded from anywhere; a mail stands in a frame that may do even less. */
const PAGE_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
/** `sandbox` without a word of permission: no script, no form, no way out of the frame. */
const MAIL_POLICY =
  "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

/** What people look at: the mails, newest first; one with its HTML in a frame, its text and its head. */
export function page(box: Box, { method, path, query }: Asked): WireAnswer {
  if (method !== "GET") return html(405, layout("Not here", "<h1>Nothing is written here</h1>"));
  if (path === "/") return html(200, index(box, new URLSearchParams(query)));
  const [, id = "", part] = /^\/mails\/([\w-]{1,64})(\/html)?$/.exec(path) ?? [];
  const mail = box.get(id);
  if (mail === null) return html(404, layout("Not found", '<h1>Not found</h1><p><a href="/">All mails</a></p>'));
  return part === undefined ? html(200, one(mail)) : html(200, mail.html ?? "", MAIL_POLICY);
}

function index(box: Box, asked: URLSearchParams): string {
  const to = asked.get("to")?.trim() || null;
  const found = box.list({ to, after: asked.get("after"), limit: ROWS_MAX + 1 });
  const rows = found.slice(0, ROWS_MAX).map(row).join("");
  const last = found.length > ROWS_MAX ? found[ROWS_MAX - 1] : undefined;
  const more = new URLSearchParams({
    ...(to === null ? {} : { to }),
    ...(last === undefined ? {} : { after: last.id }),
  });
  const older = last === undefined ? "" : `<p><a href="/?${escaped(more.toString())}">Older mails</a></p>`;
  const none = to === null ? "No mail yet. Buy something." : `No mail for ${escaped(to)}.`;
  return layout(
    "Mailbox",
    `<h1>Mailbox</h1><p>What the shop has sent. Nothing here leaves this machine.</p>
<form><input type="search" name="to" value="${escaped(to ?? "")}" placeholder="Sent to" aria-label="Sent to"><button>Show</button></form>
${rows === "" ? `<div class="none">${none}</div>` : `<ol>${rows}</ol>`}${older}`,
  );
}

function row({ id, subject, to, at }: KeptMail): string {
  return `<li><a href="/mails/${id}"><b>${escaped(subject)}</b>${time(at)}<span>${escaped(to.join(", "))}</span></a></li>`;
}

function one(mail: KeptMail): string {
  const { id, subject, text } = mail;
  const head = {
    From: mail.from,
    To: mail.to.join(", "),
    Cc: mail.cc.join(", "),
    "Reply to": mail.replyTo.join(", "),
    "Idempotency key": mail.key ?? "",
    Id: id,
  };
  const facts = Object.entries(head).filter(([, value]) => value !== "");
  return layout(
    subject,
    `<p><a href="/">All mails</a></p><h1>${escaped(subject)}</h1>
<dl><dt>Sent</dt><dd>${time(mail.at)}</dd>${facts.map(([name, value]) => `<dt>${name}</dt><dd>${escaped(value)}</dd>`).join("")}</dl>
${mail.html === null ? "" : `<iframe title="The mail as HTML" sandbox src="/mails/${id}/html"></iframe>`}
${text === null ? "" : `<h2>As text</h2><pre>${escaped(text)}</pre>`}`,
  );
}

function time(at: number): string {
  const text = new Date(at).toISOString();
  return `<time datetime="${text}">${text.slice(0, 16).replace("T", " ")} UTC</time>`;
}

function layout(title: string, content: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escaped(title)}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><style>${STYLE}</style></head><body><main>${content}</main></body></html>`;
}

function html(status: number, body: string, policy = PAGE_POLICY): WireAnswer {
  return {
    kind: "answer",
    status,
    body,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": policy,
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "cache-control": "no-store",
    },
  };
}
