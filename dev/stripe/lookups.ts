import { type Answer, chargeJson, type Desk, done } from "./desk.ts";
import { missing } from "./failure.ts";
import type { Params } from "./form.ts";
import { eventView, refundView } from "./views.ts";

export function retrieveCharge(desk: Desk, _params: Params, id: string): Answer {
  const charge = desk.draft.get("charges", id);
  if (charge === null) throw missing("charge", id, "charge");
  return done(chargeJson(desk, charge));
}

export function retrieveEvent(desk: Desk, _params: Params, id: string): Answer {
  const event = desk.draft.get("events", id);
  if (event === null) throw missing("event", id, "id");
  return done(eventView(event, desk.draft.get("undelivered", id) !== null));
}

export function retrieveRefund(desk: Desk, _params: Params, id: string): Answer {
  const refund = desk.draft.get("refunds", id);
  if (refund === null) throw missing("refund", id, "id");
  return done(refundView(refund));
}
