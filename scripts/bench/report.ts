import { FLOORS, type Floor } from "./floor.ts";
import type { ShopMeasured } from "./shop.ts";

const FLOOR_NAMES = { nothing: "empty Worker", row: "one D1 row", write: "one object write", object: "a new object" };

/** The figures as a page of text. */
export function report(floor: Floor, shops: readonly ShopMeasured[]): string {
  const lines = ["", "The platform's floor", row(["", "shoppers", "requests/s", "p50 ms", "p99 ms", "CPU ms"])];
  for (const what of FLOORS) {
    for (const run of floor[what]) {
      const { p50, p99 } = run.steps.whole ?? { p50: 0, p99: 0 };
      lines.push(row([FLOOR_NAMES[what], run.shoppers, run.perSecond, p50, p99, run.cpuMsEach]));
    }
  }
  for (const { homes, runs } of shops) {
    lines.push("", homes === "0" ? "The shop, one object each" : `The shop, ${homes} homes`);
    for (const run of runs) lines.push(...shopLines(run, floor));
  }
  return lines.join("\n");
}

function shopLines(run: ShopMeasured["runs"][number], floor: Floor): string[] {
  const ratios = FLOORS.map((what) => {
    const base = floor[what].find(({ shoppers }) => shoppers === run.shoppers);
    return `${FLOOR_NAMES[what]} ${base === undefined ? "-" : figure(base.perSecond / run.perSecond)}`;
  });
  return [
    row(["", "shoppers", "orders/s", "p50 ms", "p99 ms", "CPU ms"]),
    ...Object.entries(run.steps).map(([step, { p50, p99 }]) =>
      step === "whole"
        ? row(["whole journey", run.shoppers, run.perSecond, p50, p99, run.cpuMsEach])
        : row([`  ${step}`, "", "", p50, p99, ""]),
    ),
    `  ${run.results.length} orders, ${run.missing} of them not in the provider's books and paid; the floor's requests to one order: ${ratios.join(", ")}`,
  ];
}

const WIDTH = 12;

function row([name, ...figures]: [string, ...(string | number | null)[]]): string {
  const cells = figures.map((value) => (typeof value === "number" ? figure(value) : (value ?? "-")).padStart(WIDTH));
  return `  ${name.padEnd(20)}${cells.join("")}`;
}

function figure(value: number): string {
  return value >= 100 || Number.isInteger(value) ? value.toFixed(0) : value.toPrecision(3);
}
