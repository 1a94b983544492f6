import { randomBytes } from "node:crypto";

const TRACEPARENT = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-([0-9a-f]{2})$/;

/** The caller's trace with a span of our own in it, or a trace that begins here (W3C Trace Context, version 00). */
export function traceparentOf(header: string | null): string {
  const given = header === null ? null : TRACEPARENT.exec(header);
  const span = randomBytes(8).toString("hex");
  return given ? `00-${given[1]}-${span}-${given[2]}` : `00-${randomBytes(16).toString("hex")}-${span}-00`;
}
