import { chargeJson, type Desk, methodJson } from "./desk.ts";
import { invalid } from "./failure.ts";
import type { Params } from "./form.ts";
import { list } from "./params.ts";
import type { Json } from "./records.ts";
import { customerView, intentView } from "./views.ts";

const EXPAND_MAX = 20;
/** Stripe's own limit on how deep a path may go. */
const DEPTH_MAX = 4;

/** Puts whole objects where `expand[]` asks for more than their ids. */
export function expand(desk: Desk, params: Params, body: Json): Json {
  const paths = list(params, "expand") ?? [];
  if (paths.length > EXPAND_MAX) throw invalid(`At most ${EXPAND_MAX} fields can be expanded`, { param: "expand" });
  return paths.reduce((whole, path) => {
    const steps = path.split(".");
    if (steps.length > DEPTH_MAX) throw invalid(`You cannot expand more than ${DEPTH_MAX} levels`, { param: "expand" });
    return along(desk, whole, steps) as Json;
  }, body);
}

function along(desk: Desk, value: unknown, steps: string[]): unknown {
  if (Array.isArray(value)) return value.map((entry) => along(desk, entry, steps));
  const [step, ...rest] = steps;
  if (step === undefined || typeof value !== "object" || value === null) return value;
  const object = value as Json;
  const current = object[step];
  const whole = typeof current === "string" ? objectOf(desk, step, current) : current;
  if (whole === undefined) {
    throw invalid(`This property cannot be expanded (${step}).`, { param: "expand" });
  }
  return { ...object, [step]: along(desk, whole, rest) };
}

function objectOf(desk: Desk, field: string, id: string): Json | undefined {
  switch (field) {
    case "latest_charge":
    case "charge": {
      const charge = desk.draft.get("charges", id);
      return charge ? chargeJson(desk, charge) : undefined;
    }
    case "payment_intent": {
      const intent = desk.draft.get("intents", id);
      return intent ? intentView(intent, desk.look) : undefined;
    }
    case "payment_method":
      return methodJson(desk, id) ?? undefined;
    case "customer": {
      const customer = desk.draft.get("customers", id);
      return customer ? customerView(customer) : undefined;
    }
    default:
      return undefined;
  }
}
