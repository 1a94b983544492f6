import * as z from "zod";
import { FAULT_KINDS, type Faults } from "../kernel/faults.ts";
import { type Asked, json, parseJson, type WireAnswer } from "../kernel/http.ts";

const DELAY_MAX_MS = 120_000;
const FaultSpec = z.strictObject({
  kind: z.enum(FAULT_KINDS),
  times: z.int().min(1).max(100_000).default(1),
  delayMs: z.int().min(0).max(DELAY_MAX_MS).default(1_000),
});

/** What tests may do to the provider's world: script what goes wrong next. */
export function control(faults: Faults, asked: Asked): WireAnswer {
  switch (`${asked.method} ${asked.path}`) {
    case "GET /_control/faults":
      return json(200, { faults: faults.script });
    case "DELETE /_control/faults":
      faults.clear();
      return json(200, { faults: [] });
    case "POST /_control/faults": {
      const spec = FaultSpec.safeParse(parseJson(asked));
      if (!spec.success) return json(400, { error: z.prettifyError(spec.error) });
      return faults.add({ match: {}, ...spec.data })
        ? json(200, { faults: faults.script })
        : json(400, { error: "too many faults" });
    }
    default:
      return json(404, { error: `no such control: ${asked.method} ${asked.path}` });
  }
}
