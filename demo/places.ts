/** Where the demo shop sells: rates in percent, as published for 2026. Names are ISO 3166-1; US states as on a parcel. */
export const EU_STANDARD_VAT: Readonly<Record<string, number>> = {
  AT: 20,
  BE: 21,
  BG: 20,
  CY: 19,
  CZ: 21,
  DE: 19,
  DK: 25,
  EE: 24,
  ES: 21,
  FI: 25.5,
  FR: 20,
  GR: 24,
  HR: 25,
  HU: 27,
  IE: 23,
  IT: 22,
  LT: 21,
  LU: 17,
  LV: 21,
  MT: 18,
  NL: 21,
  PL: 23,
  PT: 23,
  RO: 21,
  SE: 25,
  SI: 22,
  SK: 23,
};

/** Outside the Union. */
export const OTHER_STANDARD: Readonly<Record<string, number>> = { GB: 20, JP: 10 };

/** State rates only: counties and cities add theirs in a shop that must. */
export const US_STATE_SALES_TAX: Readonly<Record<string, number>> = {
  CA: 7.25,
  FL: 6,
  IL: 6.25,
  MA: 6.25,
  NJ: 6.625,
  NY: 4,
  PA: 6,
  TX: 6.25,
  WA: 6.5,
};
