import type { Desk } from "./desk.ts";
import { invalid } from "./failure.ts";
import type { Params } from "./form.ts";
import { hash, list, oneOf } from "./params.ts";
import type { Intent } from "./records.ts";

/** Since then the kinds of methods are never given, only narrowed (docs.stripe.com/changelog/endive/2026-09-30). */
const TYPES_REMOVED_SINCE = "2026-09-30";
const EXCLUSIVE = ["automatic_payment_methods", "allowed_payment_method_types", "payment_method_types"];

/** Which kinds of methods an intent takes: cards, the only kind known here. */
export function methodKinds(
  desk: Desk,
  params: Params,
): Pick<Intent, "methodTypes" | "automaticMethods" | "allowedTypes"> {
  const given = EXCLUSIVE.filter((name) => params[name] !== undefined);
  if (given.length > 1) throw invalid(`You may only specify one of these parameters: ${given.join(", ")}.`);
  const types = list(params, "payment_method_types");
  if (types !== null && desk.look.version.slice(0, TYPES_REMOVED_SINCE.length) >= TYPES_REMOVED_SINCE) {
    throw invalid("`payment_method_types` is no longer supported. Use `allowed_payment_method_types`.", {
      code: "payment_method_types_no_longer_supported",
      param: "payment_method_types",
    });
  }
  const allowedTypes = list(params, "allowed_payment_method_types");
  for (const type of [...(types ?? []), ...(allowedTypes ?? [])]) {
    if (type !== "card") throw invalid(`Only cards are known here, not ${type}`);
  }
  if (types !== null || allowedTypes !== null) return { methodTypes: ["card"], automaticMethods: null, allowedTypes };
  const automatic = hash(params, "automatic_payment_methods");
  const redirects = automatic === null ? null : oneOf(automatic, "allow_redirects", ["always", "never"]);
  const automaticMethods = { enabled: true, allow_redirects: redirects ?? "always" };
  return { methodTypes: ["card"], automaticMethods, allowedTypes };
}
