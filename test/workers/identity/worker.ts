import type { IdentityApi } from "../../../contracts/identity.ts";
import type { Env } from "../../../workers/identity/env.ts";

export { default, IdentityService, SessionObject } from "../../../workers/identity/index.ts";

export type Bindings = Env & { IDENTITY: IdentityApi };
