/**
 * What may be scripted to go wrong. `before`: nothing happens. `after`: it happens, and the answer is lost or replaced.
 * A 500 is kept under the idempotency key either way, as Stripe keeps it; a 429 is not.
 */
export const FAULT_KINDS = [
  "timeout_before",
  "timeout_after",
  "connection_reset_before",
  "connection_reset_after",
  "error_500",
  "error_500_after",
  "rate_limit_429",
  "delay_before",
  "delay_after",
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

export type Fault = {
  /** `*` in a path stands for one segment. Absent: any. */
  match: { method?: string; path?: string };
  kind: FaultKind;
  times: number;
  /** How long a delay lasts. */
  delayMs: number;
};

const FAULTS_MAX = 1_000;

/** The script. The first fault that matches and has times left is taken. */
export class Faults {
  #script: Fault[] = [];

  get script(): readonly Fault[] {
    return this.#script;
  }

  add(fault: Fault): boolean {
    if (this.#script.length >= FAULTS_MAX) return false;
    this.#script.push(fault);
    return true;
  }

  clear(): void {
    this.#script = [];
  }

  take(method: string, path: string): Fault | null {
    const found = this.#script.find((fault) => applies(fault, method, path));
    if (found === undefined) return null;
    found.times -= 1;
    this.#script = this.#script.filter((fault) => fault.times > 0);
    return found;
  }
}

function applies(fault: Fault, method: string, path: string): boolean {
  if (fault.match.method !== undefined && fault.match.method.toUpperCase() !== method) return false;
  if (fault.match.path === undefined) return true;
  const pattern = fault.match.path.split("/");
  const given = path.split("/");
  return pattern.length === given.length && pattern.every((part, at) => part === "*" || part === given[at]);
}
