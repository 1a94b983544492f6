import { type Asked, isLocal, json, listen, parseJson, type WireAnswer } from "../kernel/http.ts";
import { handleApi } from "./api.ts";
import { control } from "./control.ts";
import { page } from "./pages.ts";
import { Provider } from "./provider.ts";

/** How often time passes while nobody asks. */
const TICK_MS = 5_000;

export type StripeOptions = {
  /** 0: any free one. */
  port: number;
  /** Where the books are kept. */
  folder: string;
  /** Empty: no webhooks. */
  webhookUrl: string;
  webhookSecret: string;
  /** What the endpoint subscribes to; absent: everything that concerns a payment. */
  webhookEvents?: readonly string[];
  apiKey: string;
  host?: string;
};
export type StripeStandIn = { url: string; port: number; close: () => Promise<void> };

/** A provider of payments on this machine that speaks Stripe's protocol. It ends with `close`; its books stay. */
export async function startStripe(options: StripeOptions): Promise<StripeStandIn> {
  const provider = new Provider(options);
  if (options.webhookEvents) provider.webhooks.enabledEvents = options.webhookEvents;
  const { url, port, close } = await listen("stripe stand-in", options, (asked) => answerOf(provider, asked));
  provider.baseUrl = url;
  const tick = setInterval(() => provider.passTime(), TICK_MS);
  return {
    url,
    port,
    close: async () => {
      clearInterval(tick);
      await close();
      provider.close();
    },
  };
}

const html = {
  "content-type": "text/html; charset=utf-8",
  "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; form-action *; frame-ancestors 'none'",
};

async function answerOf(provider: Provider, asked: Asked): Promise<WireAnswer> {
  const { method, path, query, body, header } = asked;
  if (path.startsWith("/v1/")) {
    return handleApi(provider, {
      ...{ method, path, query, body },
      authorization: header("authorization"),
      idempotencyKey: header("idempotency-key"),
      version: header("stripe-version"),
    });
  }
  if (!isLocal(asked)) return json(403, { error: "not here" });
  if (path.startsWith("/_control/")) {
    const given = method === "POST" ? parseJson(asked) : {};
    if (given === undefined) return json(415, { error: "application/json, please" });
    const answer = await control(provider, method, path, given);
    return json(answer.status, answer.body);
  }
  const answer = page(provider, method, path, body);
  const location = answer.location === undefined ? {} : { location: answer.location };
  return { kind: "answer", status: answer.status, body: answer.body, headers: { ...html, ...location } };
}
