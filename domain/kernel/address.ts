import type { Country } from "./country.ts";

/** Where a parcel goes. Personal data: it lies in an erasable row, never in an event. */
export type Address = {
  name: string;
  line1: string;
  line2?: string;
  city: string;
  region?: string;
  postalCode: string;
  country: Country;
  phone?: string;
};

/** What tax and shipping need of an address, and all that events may carry of it. */
export type Destination = { country: Country; region?: string; postalCode: string };

/** What of an address decides on tax and shipping: no name, no street. */
export function destinationOf(address: Address): Destination {
  const { country, region, postalCode } = address;
  return region === undefined ? { country, postalCode } : { country, region, postalCode };
}
