import * as z from "zod";
import type { AddressView, TokenPair, UserView } from "../../../contracts/identity.ts";
import { ROLES, type Role } from "../../../domain/identity/permissions.ts";
import { PREFERENCE_KEY, PREFERENCE_MAX, PREFERENCES_MAX } from "../../../domain/identity/profile.ts";
import { address, email, idView, line, listOf, personName, phone, shopperText } from "../../../http/fields.ts";

/** Longer ones are refused by identity, in bytes; this only keeps its work small. */
const PASSWORD_CHARACTERS_MAX = 4_096;
const REFRESH_TOKEN_MAX = 4_096;

const roles = Object.keys(ROLES) as [Role, ...Role[]];
const preferences = z
  .record(z.string().regex(PREFERENCE_KEY), shopperText(PREFERENCE_MAX))
  .refine((all) => Object.keys(all).length <= PREFERENCES_MAX, "too_many");
/** Exactly as received: neither trimmed nor normalised. */
const password = z.string().max(PASSWORD_CHARACTERS_MAX, "too_long").meta({ format: "password" });

export const userView = z
  .object({
    id: idView("usr"),
    email: z.string(),
    name: z.string(),
    phone: z.string().nullable(),
    role: z.enum(roles),
    preferences: z.record(z.string(), z.string()),
    createdAt: z.string(),
  })
  .meta({ id: "User" }) satisfies z.ZodType<UserView>;

const pair = {
  accessToken: z.string(),
  refreshToken: z.string(),
  expiresIn: z.int().meta({ description: "Seconds the access token is good for" }),
};
export const tokens = z.object(pair).meta({ id: "Tokens" }) satisfies z.ZodType<TokenPair>;
export const registered = z.object({ user: userView, ...pair }).meta({ id: "Registered" });
export const addressView = address
  .extend({ id: idView("adr") })
  .meta({ id: "SavedAddress" }) satisfies z.ZodType<AddressView>;
export const addresses = listOf(addressView);
export const jwks = z.object({ keys: z.array(z.record(z.string(), z.unknown())) }).meta({ id: "KeySet" });

export const registration = z.strictObject({ email, password, name: personName });
/** Any text is an e-mail address here: what is no account's is refused like a wrong password. */
export const credentials = z.strictObject({
  email: line(320),
  password,
  code: z
    .string()
    .regex(/^\d{6,10}$/, "format")
    .exactOptional()
    .meta({ description: "Of the second factor, where the account has one" }),
});
export const refresh = z.strictObject({ refreshToken: z.string().max(REFRESH_TOKEN_MAX, "too_long") });
export const profile = z.strictObject({
  name: personName.exactOptional(),
  phone: phone.nullable().exactOptional(),
  preferences: preferences.exactOptional(),
});
export const staff = z.strictObject({ email, password, name: personName, role: z.enum(roles) });
