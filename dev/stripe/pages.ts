import { escaped } from "../kernel/http.ts";
import { written } from "./amounts.ts";
import { totals } from "./audit.ts";
import { answerChallenge } from "./challenge.ts";
import type { Provider } from "./provider.ts";
import type { Intent } from "./records.ts";

const ROWS_MAX = 200;

const STYLE = `:root{color-scheme:light dark;--line:color-mix(in srgb,currentColor 18%,transparent)}
body{font:1rem/1.5 system-ui,sans-serif;margin:2rem auto;max-width:80rem;padding:0 1rem}h1{font-size:1.7rem}.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.875rem}th,td{text-align:left;padding:.35rem .75rem .35rem 0;border-bottom:1px solid var(--line);white-space:nowrap}
form{display:flex;flex-wrap:wrap;gap:.75rem}button{font:inherit;padding:.6rem 1.2rem;border:1px solid var(--line);border-radius:6px;cursor:pointer}`;

type PageAnswer = { status: number; body: string; location?: string };

/** What people look at: the intents, newest first, and the card issuer's page of a 3-D Secure challenge. */
export function page(provider: Provider, method: string, path: string, body: string): PageAnswer {
  if (method === "GET" && path === "/") return { status: 200, body: index(provider) };
  const id = /^\/3ds\/([^/]+)$/.exec(path)?.[1];
  if (id === undefined) return notFound();
  const intent = provider.books.table("intents").get(id);
  if (intent === null) return notFound();
  if (method === "GET") return { status: 200, body: challengePage(intent) };
  if (method !== "POST") return notFound();
  const passed = new URLSearchParams(body).get("outcome") === "success";
  const after = answerChallenge(provider, id, passed);
  const back = after === null ? null : wayBack(intent, passed);
  return back === null
    ? { status: 200, body: layout("Done", "<p>Thank you. You may close this page.</p>") }
    : { status: 303, body: "", location: back };
}

function notFound(): PageAnswer {
  return { status: 404, body: layout("Not found", "<p>There is nothing here.</p>") };
}

function index(provider: Provider): string {
  const sums = Object.entries(totals(provider)).map(
    ([currency, sum]) =>
      `<li>${currency.toUpperCase()}: captured ${written(sum.capturedMinor, currency)}, refunded ${written(sum.refundedMinor, currency)}, authorised and open ${written(sum.openMinor, currency)}</li>`,
  );
  const rows: string[] = [];
  for (const intent of provider.books.table("intents").all(true)) {
    if (rows.length === ROWS_MAX) break;
    rows.push(row(intent));
  }
  const head = ["Created", "Status", "Amount", "Received", "Refunds", "Intent", "Order", ""];
  return layout(
    "Stripe stand-in",
    `<p>Nothing here moves money. The provider's time is ${new Date(provider.clock.nowMs()).toISOString()}.</p>
<ul>${sums.join("")}</ul>
<div class="wide"><table><thead><tr>${head.map((title) => `<th scope="col">${title}</th>`).join("")}</tr></thead><tbody>${rows.join("")}</tbody></table></div>
<p>The newest ${ROWS_MAX} payment intents. All of them: <a href="/_control/books">/_control/books</a>.</p>`,
  );
}

function row(intent: Intent): string {
  const cells = [
    new Date(intent.created * 1000).toISOString().slice(0, 19).replace("T", " "),
    intent.status,
    written(intent.amount, intent.currency),
    written(intent.amountReceived, intent.currency),
    String(intent.refunds.length),
    intent.id,
    intent.metadata.order_id ?? "",
  ].map((text) => `<td>${escaped(text)}</td>`);
  const link = intent.status === "requires_action" ? `<a href="/3ds/${intent.id}">authenticate</a>` : "";
  return `<tr>${cells.join("")}<td>${link}</td></tr>`;
}

function challengePage(intent: Intent): string {
  if (intent.status !== "requires_action") {
    return layout("3-D Secure", `<p>This payment waits for no answer: it is ${escaped(intent.status)}.</p>`);
  }
  return layout(
    "3-D Secure",
    `<p>This page stands for the bank of the card's owner. Do you pay ${escaped(written(intent.amount, intent.currency))}?</p>
<form method="post"><button name="outcome" value="success">Complete authentication</button>
<button name="outcome" value="fail">Fail authentication</button></form>`,
  );
}

function wayBack(intent: Intent, passed: boolean): string | null {
  if (intent.returnUrl === null) return null;
  const url = new URL(intent.returnUrl);
  url.searchParams.set("payment_intent", intent.id);
  url.searchParams.set("payment_intent_client_secret", intent.clientSecret);
  url.searchParams.set("redirect_status", passed ? "succeeded" : "failed");
  return url.href;
}

function layout(title: string, content: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escaped(title)}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><style>${STYLE}</style></head>
<body><h1>${escaped(title)}</h1>${content}</body></html>`;
}
