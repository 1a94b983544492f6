import { frontOf } from "../../http/front.ts";
import { idsOf } from "../kernel/ids.ts";
import type { Env } from "./env.ts";
import { meter } from "./metrics.ts";
import { routes } from "./routes.ts";

const fetch = frontOf(
  routes,
  {
    check: (env, kind, text) => idsOf(env).check(kind, text),
    identity: (env) => env.IDENTITY,
    operatorToken: (env) => env.METRICS_TOKEN,
  },
  meter,
);

/** The front door: the only Worker with a public route. */
export default { fetch } satisfies ExportedHandler<Env>;
