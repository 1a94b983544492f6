import { runDurableObjectAlarm } from "cloudflare:test";
import { vi } from "vitest";
import { type Home, inside } from "./support.ts";

/** Beyond the real clock, by which alarms go off: here they go off only when a test says so. */
export const START = Date.parse("2100-01-01T00:00:00Z");
export const SECOND = 1_000;
export const HOUR = 3_600_000;

export const stopClock = () => {
  vi.useFakeTimers({ toFake: ["Date"], now: START });
};
export const startClock = () => {
  vi.useRealTimers();
};

/** Sets timers, each `ms` from now. */
export const set = (stub: Home, ...timers: [name: string, ms: number][]) =>
  inside(stub, (object) => {
    for (const [name, ms] of timers) object.timers.set("a", name, Date.now() + ms);
  });
export const alarmIn = (stub: Home) =>
  inside(stub, async (_, storage) => {
    const at = await storage.getAlarm();
    return at === null ? null : at - Date.now();
  });
/** Goes on by `ms` and lets the alarm go off; answers which timers ran. */
export async function after(stub: Home, ms: number): Promise<string[]> {
  vi.setSystemTime(Date.now() + ms);
  await runDurableObjectAlarm(stub);
  return inside(stub, (object) => object.ran.splice(0));
}
export const noting = (stub: Home, ...names: string[]) =>
  inside(stub, (object) => {
    for (const name of names) object.handlers[name] = async () => void object.ran.push(name);
  });
