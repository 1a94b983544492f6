import * as z from "zod";
import type { Mail } from "../../../domain/notifications/letter.ts";

const REAL = "https://api.resend.com";
const ANSWER_MS = 10_000;
const REASON_MAX = 64;

/**
 * What became of a mail. `sent` without an id: the provider took it before, in words that have changed since. `later`: it may
 * or may not have been taken; the same key tells.
 */
export type Outcome =
  | { kind: "sent"; id: string | null }
  | { kind: "refused"; reason: string }
  | { kind: "later"; reason: string; afterMs: number };

type Provider = { MAIL_API_BASE: string; MAIL_API_KEY: string };

const Accepted = z.object({ id: z.string().min(1).max(255) });
/** `message` may repeat an address, so nobody reads it. */
const Refused = z.object({ name: z.string().regex(/^\w+$/).max(REASON_MAX) });

/** Our own mistakes: the mail is good, and leaves when the setting is. */
const SETTINGS = new Set(["invalid_from_address"]);

/** `POST /emails` of Resend's API. Under one key a mail is taken once, however often it is sent within a day. */
export async function sendMail(
  provider: Provider,
  mail: Mail & { from: string; to: string },
  key: string,
): Promise<Outcome> {
  const { from, to, subject, text, html } = mail;
  try {
    const answer = await fetch(`${provider.MAIL_API_BASE || REAL}/emails`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${provider.MAIL_API_KEY}`,
        "content-type": "application/json",
        "idempotency-key": key,
      },
      body: JSON.stringify({ from, to: [to], subject, text, html }),
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    return outcomeOf(answer.status, answer.headers, await answer.json());
  } catch (cause) {
    return later(cause instanceof Error ? cause.name : "unreachable");
  }
}

function outcomeOf(status: number, headers: Headers, body: unknown): Outcome {
  if (status === 200) {
    const accepted = Accepted.safeParse(body);
    return accepted.success ? { kind: "sent", id: accepted.data.id } : later("unreadable");
  }
  const reason = Refused.safeParse(body).data?.name ?? `status_${status}`;
  if (status === 409 && reason === "invalid_idempotent_request") return { kind: "sent", id: null };
  const isFirm = (status === 400 || status === 413 || status === 422) && !SETTINGS.has(reason);
  return isFirm ? { kind: "refused", reason } : later(reason, retryAfterMs(headers));
}

function later(reason: string, afterMs = 0): Outcome {
  return { kind: "later", reason, afterMs };
}

const RETRY_AFTER_MAX_S = 900;

function retryAfterMs(headers: Headers): number {
  const seconds = Number(headers.get("retry-after") ?? 0);
  return Number.isFinite(seconds) ? Math.min(Math.max(seconds, 0), RETRY_AFTER_MAX_S) * 1_000 : 0;
}
