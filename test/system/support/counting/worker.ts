import { DurableObject, WorkerEntrypoint } from "cloudflare:workers";
import { CAUSE, countedEnv, type WorkerBindings } from "./bindings.ts";
import { causedBy, count, tally } from "./tally.ts";

/** Where a Worker that counts says what it has counted. */
const TALLY_PATH = "/tally";

type Method = (...args: unknown[]) => unknown;
type Handlers = Record<string, Method | undefined>;
type Class = { new (...args: never[]): object; prototype: object };

/** A Worker's exports as they are deployed, but for whatever they reach being counted. Once in each Worker's isolate. */
export function counting(bindings: WorkerBindings): {
  classOf(own: Class): Class;
  handlersOf(own: Handlers): Handlers;
} {
  const envs = new WeakMap<object, object>();
  const envOf = (env: unknown) => {
    const own = env as Record<string, unknown>;
    const known = envs.get(own) ?? countedEnv(bindings, own);
    envs.set(own, known);
    return known;
  };
  let requests = 0;
  countFetches(bindings.worker);
  return {
    classOf: (own) => countedClass(own, envOf),
    handlersOf: (own) => ({
      ...own,
      fetch: async (request, env, ctx) => {
        const { url, method } = request as Request;
        const { pathname } = new URL(url);
        if (pathname === TALLY_PATH) return Response.json(tally());
        requests += 1;
        return causedBy(`${requests} ${method} ${pathname}`, () => {
          count("request", bindings.worker);
          return own.fetch?.(request, envOf(env), ctx);
        });
      },
      queue: (batch, env, ctx) =>
        causedBy(`queue ${(batch as MessageBatch).queue}`, () => own.queue?.(batch, envOf(env), ctx)),
    }),
  };
}

function countedClass(own: Class, envOf: (env: unknown) => object): Class {
  const bases: unknown[] = [DurableObject.prototype, WorkerEntrypoint.prototype];
  for (let at: object = own.prototype; !bases.includes(at); at = Object.getPrototypeOf(at)) followCauses(at);
  const base = own as unknown as new (ctx: unknown, env: object) => object;
  return class extends base {
    constructor(ctx: unknown, env: unknown) {
      super(ctx, envOf(env));
    }
  };
}

/** Every method goes on with its caller's cause; an alarm is one of its own. */
function followCauses(prototype: object): void {
  for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
    if (typeof value !== "function" || name === "constructor") continue;
    const followed = function (this: unknown, ...args: unknown[]): unknown {
      if (name === "alarm") return causedBy("alarm", () => Reflect.apply(value, this, args));
      const cause = (args.at(-1) as Record<string, string> | undefined)?.[CAUSE];
      if (cause === undefined) return Reflect.apply(value, this, args);
      return causedBy(cause, () => Reflect.apply(value, this, args.slice(0, -1)));
    };
    Object.defineProperty(prototype, name, { value: followed, writable: true, configurable: true });
  }
}

/** The payment provider: nobody else is reached by `fetch`. */
function countFetches(worker: string): void {
  const real = globalThis.fetch;
  globalThis.fetch = ((input: RequestInfo, init?: RequestInit) => {
    const url = new URL(input instanceof Request ? input.url : input);
    count("provider", `${worker} ${init?.method ?? "GET"} ${url.pathname.replace(/\bpi_\w+/, "{intent}")}`);
    return real(input, init);
  }) as typeof fetch;
}
