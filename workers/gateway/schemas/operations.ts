import * as z from "zod";

export const received = z.object({ received: z.literal(true) });
export const health = z.object({ status: z.literal("ok") });
export const readiness = z.object({ status: z.literal("ready") });
export const openApi = z.record(z.string(), z.unknown()).meta({ description: "OpenAPI 3.1" });
/** The name of a picture: a product's handle and its kind. */
export const pictureName = z
  .string()
  .regex(/^[a-z0-9-]{1,100}\.svg$/)
  .meta({ examples: ["harbour-mug.svg"] });
