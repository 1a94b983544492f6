import { EVERYWHERE, type Rate, type Zone } from "../domain/shipping/zones.ts";
import { EU_STANDARD_VAT } from "./places.ts";

/** Where the demo shop ships to, and for how much. */
export function demoZones(): Zone[] {
  return [
    {
      name: "United States",
      countries: ["US"],
      rates: [
        rate("standard", "Standard", [3, 5], { USD: 600, EUR: 600, GBP: 500, JPY: 900 }),
        rate("express", "Express", [1, 2], { USD: 1_800, EUR: 1_700, GBP: 1_500, JPY: 2_700 }),
      ],
    },
    {
      name: "European Union",
      countries: Object.keys(EU_STANDARD_VAT),
      rates: [
        rate("standard", "Standard", [3, 6], { USD: 900, EUR: 800, GBP: 700, JPY: 1_400 }),
        rate("express", "Express", [1, 3], { USD: 2_200, EUR: 2_000, GBP: 1_700, JPY: 3_300 }),
      ],
    },
    {
      name: "Rest of the world",
      countries: [EVERYWHERE],
      rates: [
        rate("standard", "Standard", [6, 12], { USD: 1_600, EUR: 1_500, GBP: 1_300, JPY: 2_400 }),
        rate("express", "Express", [2, 5], { USD: 3_900, EUR: 3_600, GBP: 3_100, JPY: 5_800 }),
      ],
    },
  ];
}

function rate(id: string, title: string, [minDays, maxDays]: [number, number], prices: Rate["prices"]): Rate {
  return { id, title, prices, minDays, maxDays };
}
