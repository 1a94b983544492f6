import type { IdentityApi } from "../../../contracts/identity.ts";
import type { Env } from "../../../workers/identity/env.ts";

export { default, IdentityService, RelayObject, SessionObject } from "../../../workers/identity/index.ts";
export { FakeEvents } from "../../support/fake-events.ts";

export type Bindings = Env & { IDENTITY: IdentityApi };
