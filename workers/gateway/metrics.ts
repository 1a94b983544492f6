import { Metrics } from "../../http/metrics.ts";

/** Of this isolate. */
export const metrics = new Metrics();
