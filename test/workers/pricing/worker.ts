import type { PricingAdminApi, PricingApi } from "../../../contracts/pricing.ts";

export { default, PricingAdmin, PricingService, RelayObject } from "../../../workers/pricing/index.ts";
export { FakeEvents } from "../../support/fake-events.ts";

import type { Env } from "../../../workers/pricing/index.ts";

export type Bindings = Env & { PRICING: PricingApi; PRICING_ADMIN: PricingAdminApi };
