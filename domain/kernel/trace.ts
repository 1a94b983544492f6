import { AsyncLocalStorage } from "node:async_hooks";
import { randomBytes } from "node:crypto";

/**
 * W3C Trace Context. Which trace is being served goes along with the work by itself, so that every log line, every call as
 * `system` and every event can name it. It lies with the pure kernel, as the log does, because every layer needs it; no rule reads it.
 */
const serving = new AsyncLocalStorage<string>();

const TRACEPARENT = /^([0-9a-f]{2})-((?!0{32})[0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-([0-9a-f]{2})(-.*)?$/;
/** `sampled` and `random`: the flags there are. Others must not be passed on. */
const FLAGS_KNOWN = 0b11;
const TRACE_BYTES = 16;

/** What carries a trace from one Worker or object to the next. */
export type Traced = { traceparent?: string | undefined };

/** The caller's trace with a span of our own in it; where there is none, or no valid one, a trace that begins here, not sampled. */
export function traceparentOf(header: string | null): string {
  const [, version, traceId, flags = "", more] = TRACEPARENT.exec(header ?? "") ?? [];
  // A later version may have more fields behind ours; this one may not, and there is no version ff.
  const isValid = version !== undefined && version !== "ff" && (version !== "00" || more === undefined);
  if (!isValid) return `00-${randomBytes(TRACE_BYTES).toString("hex")}-${newSpan()}-00`;
  const known = (Number.parseInt(flags, 16) & FLAGS_KNOWN).toString(16).padStart(2, "0");
  return `00-${traceId}-${newSpan()}-${known}`;
}

/** Of what is being served here; undefined where nobody asked, as in an alarm of the object's own. */
export function traceparentNow(): string | undefined {
  return serving.getStore();
}

/** The same for an event's envelope, or for an object whose method is given neither a caller nor a command's meta. */
export function traceNow(): { traceparent?: string } {
  const traceparent = traceparentNow();
  return traceparent === undefined ? {} : { traceparent };
}

/** The trace's id alone, as the log shows it. */
export function traceIdNow(): string | undefined {
  return serving.getStore()?.split("-")[1];
}

/** Does the work as this very span. */
export function inSpan<T>(traceparent: string, work: () => T): T {
  return serving.run(traceparent, work);
}

/** Does the work as a span of its own in the trace; without one, as it is. */
export function following<T>(traceparent: string | undefined, work: () => T): T {
  return traceparent === undefined ? work() : serving.run(traceparentOf(traceparent), work);
}

/** A Worker as the caller of another: on behalf of whatever it is serving at the moment of the call. */
export function asSystem<Name extends string>(name: Name): { kind: "system"; name: Name } & Traced {
  return {
    kind: "system",
    name,
    get traceparent() {
      return traceparentNow();
    },
  };
}

/**
 * For the static block of an entrypoint or an object's class: whatever its methods are handed with a trace (a caller, a
 * command's meta) is served as a span of their own, and handed on as such.
 */
export function traced(type: { prototype: object }): void {
  for (const [name, { value: method }] of Object.entries(Object.getOwnPropertyDescriptors(type.prototype))) {
    if (typeof method !== "function" || name === "constructor") continue;
    const value = function (this: unknown, ...args: unknown[]): unknown {
      const parent = args.find(isTraced)?.traceparent;
      if (parent === undefined) return Reflect.apply(method, this, args);
      const traceparent = traceparentOf(parent);
      const handed = args.map((arg) => (isTraced(arg) ? { ...arg, traceparent } : arg));
      return serving.run(traceparent, () => Reflect.apply(method, this, handed));
    };
    Object.defineProperty(type.prototype, name, { value, writable: true, configurable: true });
  }
}

function isTraced(arg: unknown): arg is { traceparent: string } {
  return typeof arg === "object" && arg !== null && "traceparent" in arg && typeof arg.traceparent === "string";
}

/** Eight bytes, for every call there is: told apart they must be, but nobody is hurt who guesses one, and the cheap random number will do. */
function newSpan(): string {
  return fourBytes() + fourBytes();
}

function fourBytes(): string {
  return Math.floor(Math.random() * 2 ** 32)
    .toString(16)
    .padStart(8, "0");
}
