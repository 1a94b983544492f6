import type { z } from "zod";
import type { Caller, CommandMeta } from "../contracts/caller.ts";
import type { IdKind, IdOf, UserId } from "../domain/kernel/ids.ts";
import type { Answer } from "./answer.ts";
import type { Access } from "./authentication.ts";
import type { Idempotency } from "./command.ts";
import type { RefusalCode } from "./refusal.ts";

/** A part of the path: an id of a kind, one's own user id or `me`, or text that a schema judges. */
export type Params = Record<string, IdKind | "me" | z.ZodType>;

export type ParamsOf<P extends Params> = {
  [Name in keyof P]: P[Name] extends "me"
    ? UserId
    : P[Name] extends IdKind
      ? IdOf[P[Name]]
      : P[Name] extends z.ZodType<infer Value>
        ? Value
        : never;
};

/** What a handler gets: everything checked, nothing of the raw request but what it asks for. */
export type Call<Env, P extends Params, Query, Body> = {
  env: Env;
  caller: Caller;
  params: ParamsOf<P>;
  query: Query;
  body: Body;
  /** The body as it came. Empty where the route takes none. */
  bytes: Uint8Array;
  headers: Headers;
  ip: string;
  requestId: string;
  /** From If-Match. */
  ifVersion: number | undefined;
  /** The command's id, body hash and trace, for a contract method that changes something. */
  meta(): CommandMeta;
  /** An id from a body, if it is one of ours; null otherwise. */
  check<Kind extends IdKind>(kind: Kind, text: string): IdOf[Kind] | null;
};

export type AnswerSpec = {
  description: string;
  schema?: z.ZodType;
  /** Where it is not JSON. */
  contentType?: string;
  headers?: z.ZodObject;
};

/** One row of the API: what is registered, documented, and tested from. */
export type RouteSpec<Env, P extends Params, Query, Body> = {
  method: "get" | "post" | "put" | "patch" | "delete";
  /** As OpenAPI writes it: `/api/v1/carts/{cartId}`. */
  path: string;
  operationId: string;
  summary: string;
  description?: string;
  tag: string;
  access: Access;
  /** How guests are let in, where the path names no cart and no order of theirs. */
  guests?: readonly ("nobody" | "cartToken" | "orderToken")[];
  idempotency: Idempotency;
  params?: P;
  query?: z.ZodType<Query>;
  /** A parameter of the query that stands for many: `option` for `option.Size=M`. */
  openQuery?: string;
  /** JSON. */
  body?: z.ZodType<Body>;
  /** An empty body means `{}`. */
  bodyOptional?: true;
  /** Takes a body of this many bytes that is not ours to read. */
  rawMax?: number;
  /** Honours If-Match. */
  conditional?: true;
  answers: Record<number, AnswerSpec>;
  /** What its domain may refuse; what every route of its kind may refuse is added. */
  refusals?: readonly RefusalCode[];
  handle(call: Call<Env, P, Query, Body>): Answer | Promise<Answer>;
};

/** A route in a table, among others. */
export type Route<Env> = RouteSpec<Env, Params, unknown, unknown>;
