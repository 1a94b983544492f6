import type { PaymentsApi } from "../../../contracts/payments.ts";
import type { Env } from "../../../workers/payments/index.ts";

export { default, PaymentsService } from "../../../workers/payments/index.ts";

export type Bindings = Env & { PAYMENTS: PaymentsApi };
