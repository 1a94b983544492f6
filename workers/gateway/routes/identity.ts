import { answer, json, nothing } from "../../../http/answer.ts";
import { noQuery } from "../../../http/fields.ts";
import { defineRoute, GATEWAY } from "../route.ts";
import * as schema from "../schemas/identity.ts";

const sign = { tag: "Accounts", method: "post", access: "public", idempotency: "none" } as const;
const passwordRefusals = [
  "email_invalid",
  "password_too_short",
  "password_too_long",
  "password_too_common",
  "too_many_attempts",
] as const;

/** Signing in and out. A token that came along is not looked at: a stale one must not keep its owner out. */
export const identityRoutes = [
  defineRoute({
    ...sign,
    path: "/api/v1/auth/register",
    operationId: "register",
    summary: "Register an account",
    body: schema.registration,
    answers: { 201: { description: "The account, signed in", schema: schema.registered } },
    refusals: ["email_taken", ...passwordRefusals],
    handle: async ({ env, caller, body, ip }) => answer(201, await env.IDENTITY.register(caller, { ...body, ip })),
  }),
  defineRoute({
    ...sign,
    path: "/api/v1/auth/login",
    operationId: "login",
    summary: "Sign in, shoppers and staff alike",
    body: schema.credentials,
    answers: { 200: { description: "Tokens", schema: schema.tokens } },
    refusals: ["invalid_credentials", "too_many_attempts"],
    handle: async ({ env, caller, body, ip }) => {
      const { email, password } = body;
      return answer(200, await env.IDENTITY.login(caller, { email, password, ip }));
    },
  }),
  defineRoute({
    ...sign,
    path: "/api/v1/auth/refresh",
    operationId: "refresh",
    summary: "Exchange a refresh token for new tokens",
    body: schema.refresh,
    answers: { 200: { description: "Tokens; the old refresh token is spent", schema: schema.tokens } },
    refusals: ["invalid_token"],
    handle: async ({ env, caller, body }) => answer(200, await env.IDENTITY.refresh(caller, body.refreshToken)),
  }),
  defineRoute({
    ...sign,
    path: "/api/v1/auth/logout",
    operationId: "logout",
    summary: "End the session of a refresh token",
    body: schema.refresh,
    answers: { 204: { description: "The session is over, if there was one" } },
    handle: async ({ env, caller, body }) => {
      await env.IDENTITY.logout(caller, body.refreshToken);
      return nothing(204);
    },
  }),
  defineRoute({
    method: "get",
    path: "/.well-known/jwks.json",
    operationId: "getKeys",
    summary: "Read the public keys that access tokens are signed with",
    query: noQuery,
    tag: "Accounts",
    access: "public",
    idempotency: "none",
    answers: { 200: { description: "RFC 7517 key set", schema: schema.jwks } },
    handle: async ({ env }) => json(200, await env.IDENTITY.jwks(GATEWAY), { "cache-control": "public, max-age=300" }),
  }),
  defineRoute({
    method: "post",
    path: "/api/v1/admin/staff",
    operationId: "setStaff",
    summary: "Add a member of staff, or give one another role",
    tag: "Back office",
    access: "staff:write",
    idempotency: "none",
    body: schema.staff,
    answers: { 201: { description: "The member of staff", schema: schema.userView } },
    refusals: passwordRefusals,
    handle: async ({ env, caller, body }) => answer(201, await env.IDENTITY.setStaff(caller, body)),
  }),
];
