import { runtimeCpuMs } from "./cpu.ts";
import { Timings } from "./timings.ts";

/** One turn of a shopper: does its steps, notes how long each took, answers what it brought about. */
export type Turn<T> = (timings: Timings) => Promise<T>;

export type Measured<T> = {
  shoppers: number;
  perSecond: number;
  cpuMsEach: number | null;
  steps: Record<string, { p50: number; p99: number }>;
  results: T[];
};

/** So many shoppers at once, each turn after turn for a time. `process` is the one that started the runtime. */
export async function measure<T>(
  turn: Turn<T>,
  { shoppers, seconds, process }: { shoppers: number; seconds: number; process: number },
): Promise<Measured<T>> {
  const timings = new Timings();
  const results: T[] = [];
  const began = performance.now();
  const cpuBefore = runtimeCpuMs(process);
  const shop = async () => {
    while (performance.now() - began < seconds * 1000) {
      const turnBegan = performance.now();
      results.push(await turn(timings));
      timings.add("whole", performance.now() - turnBegan);
    }
  };
  await Promise.all(Array.from({ length: shoppers }, shop));
  const elapsed = (performance.now() - began) / 1000;
  const cpuAfter = runtimeCpuMs(process);
  return {
    shoppers,
    perSecond: results.length / elapsed,
    cpuMsEach: cpuBefore === null || cpuAfter === null ? null : (cpuAfter - cpuBefore) / results.length,
    steps: timings.summary(),
    results,
  };
}
