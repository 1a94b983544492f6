import { chargeView, methodView } from "./card-views.ts";
import type { Draft } from "./draft.ts";
import { missing } from "./failure.ts";
import type { Charge, Intent, Json, Method } from "./records.ts";
import { intentView, type Look } from "./views.ts";

/** What an endpoint works with: the changes it drafts, and how its answer is to look. */
export type Desk = { draft: Draft; look: Look };

export type Answer = { status: number; body: Json };

export const done = (body: Json): Answer => ({ status: 200, body });

export function intentOf(desk: Desk, id: string): Intent {
  const intent = desk.draft.get("intents", id);
  if (intent === null) throw missing("payment_intent", id, "intent");
  return intent;
}

export function methodOf(desk: Desk, id: string): Method {
  const method = desk.draft.get("methods", id);
  if (method === null) throw missing("PaymentMethod", id, "payment_method", 400);
  return method;
}

export function chargeJson(desk: Desk, charge: Charge): Json {
  return chargeView(charge, desk.draft.get("methods", charge.method));
}

export function methodJson(desk: Desk, id: string | null): Json | null {
  const method = id === null ? null : desk.draft.get("methods", id);
  return method === null ? null : methodView(method);
}

/** Saves the intent and tells the world. */
export function saveIntent(desk: Desk, intent: Intent, ...events: string[]): Intent {
  desk.draft.put("intents", intent);
  for (const event of events) desk.draft.emit(event, intentView(intent, desk.look));
  return intent;
}

export function saveCharge(desk: Desk, charge: Charge, ...events: string[]): Charge {
  desk.draft.put("charges", charge);
  for (const event of events) desk.draft.emit(event, chargeJson(desk, charge));
  return charge;
}
