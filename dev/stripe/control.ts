import * as z from "zod";
import { FAULT_KINDS } from "../kernel/faults.ts";
import { booksJson } from "./audit.ts";
import { answerChallenge } from "./challenge.ts";
import type { Provider } from "./provider.ts";
import type { Json } from "./records.ts";
import { WEBHOOK_MODES } from "./webhooks.ts";

const ADVANCE_MAX_MS = 400 * 24 * 60 * 60 * 1000;
const DELAY_MAX_MS = 120_000;

const Clock = z.strictObject({ advanceMs: z.int().min(0).max(ADVANCE_MAX_MS) });
const FaultSpec = z.strictObject({
  match: z.strictObject({ method: z.string().optional(), path: z.string().optional() }).default({}),
  kind: z.enum(FAULT_KINDS),
  times: z.int().min(1).max(100_000).default(1),
  delayMs: z.int().min(0).max(DELAY_MAX_MS).default(1_000),
});
const WebhookSpec = z.strictObject({
  mode: z.enum(WEBHOOK_MODES).optional(),
  lateMs: z.int().min(0).max(DELAY_MAX_MS).optional(),
  enabledEvents: z.array(z.string()).max(100).optional(),
});
const Outcome = z.strictObject({ outcome: z.enum(["success", "fail"]) });
const Nothing = z.strictObject({});

export type ControlAnswer = { status: number; body: Json };

/** What tests and the person at the laptop may do to the provider's world. */
export async function control(provider: Provider, method: string, path: string, body: unknown): Promise<ControlAnswer> {
  const authenticate = /^\/_control\/payment_intents\/([^/]+)\/authenticate$/.exec(path);
  if (method === "POST" && authenticate !== null) {
    return parsed(Outcome, body, ({ outcome }) => challenge(provider, authenticate[1] ?? "", outcome === "success"));
  }
  const resend = /^\/_control\/events\/([^/]+)\/resend$/.exec(path);
  if (method === "POST" && resend !== null) {
    return parsed(Nothing, body, () => {
      provider.webhooks.resend(resend[1] ?? "");
      return good({ resent: true });
    });
  }
  switch (`${method} ${path}`) {
    case "GET /_control/clock":
      return good(clockJson(provider));
    case "POST /_control/clock":
      return parsed(Clock, body, ({ advanceMs }) => {
        provider.clock.advance(advanceMs);
        provider.passTime();
        return good(clockJson(provider));
      });
    case "GET /_control/faults":
      return good({ faults: provider.faults.script });
    case "POST /_control/faults":
      return parsed(FaultSpec, body, (fault) => {
        const added = provider.faults.add({ ...fault, match: present(fault.match) });
        return added ? good({ faults: provider.faults.script }) : bad("too many faults");
      });
    case "DELETE /_control/faults":
      provider.faults.clear();
      return good({ faults: [] });
    case "GET /_control/webhooks":
      return good(webhooksJson(provider));
    case "POST /_control/webhooks":
      return parsed(WebhookSpec, body, (spec) => {
        provider.webhooks.mode = spec.mode ?? provider.webhooks.mode;
        provider.webhooks.lateMs = spec.lateMs ?? provider.webhooks.lateMs;
        provider.webhooks.enabledEvents = spec.enabledEvents ?? provider.webhooks.enabledEvents;
        return good(webhooksJson(provider));
      });
    case "POST /_control/webhooks/flush":
      return good(await provider.webhooks.flush());
    case "GET /_control/books":
      return good(booksJson(provider));
    case "POST /_control/reset":
      provider.reset();
      return good({ reset: true });
    default:
      return { status: 404, body: { error: `no such control: ${method} ${path}` } };
  }
}

function challenge(provider: Provider, id: string, passed: boolean): ControlAnswer {
  const intent = answerChallenge(provider, id, passed);
  return intent === null ? bad("this intent waits for no authentication") : good({ id, status: intent.status });
}

function parsed<T>(schema: z.ZodType<T>, body: unknown, act: (value: T) => ControlAnswer): ControlAnswer {
  const result = schema.safeParse(body);
  return result.success ? act(result.data) : bad(z.prettifyError(result.error));
}

function clockJson(provider: Provider): Json {
  return { nowMs: provider.clock.nowMs(), offsetMs: provider.clock.offsetMs };
}

function webhooksJson({ webhooks, books }: Provider): Json {
  const { mode, lateMs, enabledEvents } = webhooks;
  return { mode, lateMs, enabledEvents, undelivered: books.table("undelivered").size };
}

/** Without the names that were not given. */
function present(match: { method?: string | undefined; path?: string | undefined }): {
  method?: string;
  path?: string;
} {
  return {
    ...(match.method === undefined ? {} : { method: match.method }),
    ...(match.path === undefined ? {} : { path: match.path }),
  };
}

const good = (body: Json): ControlAnswer => ({ status: 200, body });
const bad = (error: string): ControlAnswer => ({ status: 400, body: { error } });
