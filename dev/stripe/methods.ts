import { methodView } from "./card-views.ts";
import { type Answer, type Desk, done, methodOf } from "./desk.ts";
import { newId } from "./draft.ts";
import { Failure, invalid, missing } from "./failure.ts";
import type { Params } from "./form.ts";
import { hash, integer, onlyKnown, required, text } from "./params.ts";
import type { Method } from "./records.ts";
import { cardKeyByNumber, cardKeyOf } from "./test-cards.ts";

/** The stored method an id stands for. A test method (`pm_card_…`) stands for a new one each time it is named. */
export function useMethod(desk: Desk, id: string, customer: string | null): Method {
  const key = cardKeyOf(id);
  if (key !== null) return store(desk, key, customer);
  const stored = desk.draft.get("methods", id);
  if (stored === null) throw missing("PaymentMethod", id, "payment_method", 400);
  return stored;
}

/** A method from a card's number: only the documented test cards exist. */
export function methodFromData(desk: Desk, data: Params, customer: string | null): Method {
  required(text(data, "type"), "payment_method_data[type]");
  const card = required(hash(data, "card"), "payment_method_data[card]");
  onlyKnown(card, ["number", "exp_month", "exp_year", "cvc"]);
  const number = required(text(card, "number"), "payment_method_data[card][number]").replace(/[ -]/g, "");
  const month = required(integer(card, "exp_month"), "payment_method_data[card][exp_month]");
  required(integer(card, "exp_year"), "payment_method_data[card][exp_year]");
  if (month < 1 || month > 12) throw cardError("invalid_expiry_month", "Your card's expiration month is invalid.");
  const key = cardKeyByNumber(number);
  if (key === null) throw cardError("incorrect_number", "Your card number is incorrect.");
  return store(desk, key, customer);
}

export function createMethod(desk: Desk, params: Params): Answer {
  onlyKnown(params, ["type", "card", "expand"]);
  if (text(params, "type") !== "card") throw invalid("Only cards are known here", { param: "type" });
  return done(methodView(methodFromData(desk, params, null)));
}

export function retrieveMethod(desk: Desk, _params: Params, id: string): Answer {
  return done(methodView(methodOf(desk, id)));
}

function store(desk: Desk, card: string, customer: string | null): Method {
  return desk.draft.put("methods", { id: newId("pm"), card, created: desk.draft.now, customer });
}

function cardError(code: string, message: string): Failure {
  return new Failure(402, "card_error", message, { detail: { code, param: "number" } });
}
