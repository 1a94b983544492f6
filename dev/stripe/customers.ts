import { type Answer, type Desk, done } from "./desk.ts";
import { newId } from "./draft.ts";
import { missing } from "./failure.ts";
import type { Params } from "./form.ts";
import { metadata, onlyKnown, text } from "./params.ts";
import { customerView } from "./views.ts";

export function createCustomer(desk: Desk, params: Params): Answer {
  onlyKnown(params, ["description", "email", "expand", "metadata", "name", "phone"]);
  const customer = desk.draft.put("customers", {
    id: newId("cus"),
    created: desk.draft.now,
    email: text(params, "email"),
    name: text(params, "name"),
    phone: text(params, "phone"),
    description: text(params, "description"),
    metadata: metadata(params),
  });
  desk.draft.emit("customer.created", customerView(customer));
  return done(customerView(customer));
}

export function retrieveCustomer(desk: Desk, _params: Params, id: string): Answer {
  const customer = desk.draft.get("customers", id);
  if (customer === null) throw missing("customer", id, "id");
  return done(customerView(customer));
}
