import * as z from "zod";
import { onlyVersion, reader, type WrittenEvent } from "../kernel/versions.ts";

/** A shop has one set of rules. */
export const RULES_STREAM = "rules/shop";

/** What the rest of the shop hears of the price rules: every version from the first, so that seq is the version. */
export const RULES_EVENTS = {
  RulesChanged: onlyVersion(z.object({ version: z.int().positive() })),
};

export type WrittenRulesEvent = WrittenEvent<typeof RULES_EVENTS>;

export const readRulesEvent = reader(RULES_EVENTS);
