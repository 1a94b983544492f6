/** Milliseconds of each step, in the order they were taken. */
export class Timings {
  readonly #steps = new Map<string, number[]>();

  add(step: string, ms: number): void {
    const taken = this.#steps.get(step) ?? [];
    taken.push(ms);
    this.#steps.set(step, taken);
  }

  /** Half, and all but one in a hundred, were faster. */
  summary(): Record<string, { p50: number; p99: number }> {
    const entries = [...this.#steps].map(([step, taken]) => {
      const sorted = taken.toSorted((a, b) => a - b);
      return [step, { p50: at(sorted, 0.5), p99: at(sorted, 0.99) }] as const;
    });
    return Object.fromEntries(entries);
  }
}

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.min(Math.floor(sorted.length * share), sorted.length - 1)] ?? 0;
}
