import type { PricingAdminApi, PricingApi } from "../../../contracts/pricing.ts";

export { default, PricingAdmin, PricingService } from "../../../workers/pricing/index.ts";

export type Bindings = { DB: D1Database; PRICING: PricingApi; PRICING_ADMIN: PricingAdminApi };
