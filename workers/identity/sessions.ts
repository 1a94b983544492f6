import type { Subject, TokenPair } from "../../contracts/identity.ts";
import { permissionsOf } from "../../domain/identity/permissions.ts";
import { readRefreshToken, writeRefreshToken } from "../../domain/identity/refresh-token.ts";
import type { SessionId, UserId } from "../../domain/kernel/ids.ts";
import { err, ok, type Result } from "../../domain/kernel/result.ts";
import { traceNow } from "../../domain/kernel/trace.ts";
import type { Standing } from "../../durable-objects/session/families.ts";
import type { Issued, Presented } from "../../durable-objects/session/sessions.ts";
import { idsOf } from "../kernel/ids.ts";
import { ACCESS_SECONDS, type Claims, signAccessToken, verifyAccessToken } from "./access-tokens.ts";
import type { Env } from "./env.ts";
import { Remembered } from "./remembered.ts";

type InvalidToken = { code: "invalid_token" };
const INVALID = err<InvalidToken>({ code: "invalid_token" });

/** Answers for reading, by session and credential version. */
const remembered = new Remembered<Subject>();

/** The account's object, by a new stub for each call. */
export function sessionsOf(env: Env, userId: UserId) {
  return env.SESSIONS.getByName(userId);
}

/** `stale`: the credentials were replaced since they were read. */
export async function openSession(
  env: Env,
  userId: UserId,
  { role, credentialVersion }: Standing,
): Promise<Result<TokenPair, { code: "stale" }>> {
  const sessionId = idsOf(env).mint("ses");
  const opened = await sessionsOf(env, userId).open(sessionId, { role, credentialVersion });
  return opened.ok ? ok(await pairOf(env, { userId, sessionId }, opened.value)) : opened;
}

/** New tokens for a refresh token; whatever is wrong with it, the answer is the same. */
export async function refreshSession(env: Env, refreshToken: string): Promise<Result<TokenPair, InvalidToken>> {
  const token = checked(env, refreshToken);
  if (token === null) return INVALID;
  const issued = await sessionsOf(env, token.userId).refresh({ ...token.presented, ...traceNow() });
  return issued.ok ? ok(await pairOf(env, token, issued.value)) : INVALID;
}

/** Ends the session of a refresh token. One that is none of ours ends nothing. */
export async function closeSession(env: Env, refreshToken: string): Promise<void> {
  const token = checked(env, refreshToken);
  if (token === null) return;
  await sessionsOf(env, token.userId).close(token.presented);
  remembered.forget(token.sessionId);
}

/** Who bears this token. The session object has the last word; for reading its word is good for some seconds. */
export async function subjectOf(env: Env, accessToken: string, read: boolean): Promise<Result<Subject, InvalidToken>> {
  const claims = await verifyAccessToken(env.TOKEN_KEYS, accessToken);
  if (claims === null) return INVALID;
  const asked = Date.now();
  const known = read ? remembered.get(claims.sessionId, asked) : null;
  const subject = known ?? (await askObject(env, claims));
  if (subject === null) {
    remembered.forget(claims.sessionId);
    return INVALID;
  }
  if (known === null) remembered.keep(claims.sessionId, subject, asked);
  return ok(subject);
}

async function askObject(env: Env, { userId, sessionId, credentialVersion }: Claims): Promise<Subject | null> {
  const standing = await sessionsOf(env, userId).standing(sessionId);
  if (standing === null || standing.credentialVersion !== credentialVersion) return null;
  return { userId, sessionId, role: standing.role, permissions: permissionsOf(standing.role) };
}

type Whose = { userId: UserId; sessionId: SessionId };

async function pairOf(env: Env, { userId, sessionId }: Whose, issued: Issued): Promise<TokenPair> {
  const { credentialVersion, generation, secret } = issued;
  return {
    accessToken: await signAccessToken(env.TOKEN_KEYS, { userId, sessionId, credentialVersion }),
    refreshToken: writeRefreshToken({ userId, sessionId, generation, secret }),
    expiresIn: ACCESS_SECONDS,
  };
}

/** A token whose ids are ours: any other is refused before an object is touched. */
function checked(env: Env, text: string): (Whose & { presented: Presented }) | null {
  const token = readRefreshToken(text);
  if (token === null) return null;
  const userId = idsOf(env).check("usr", token.userId);
  const sessionId = idsOf(env).check("ses", token.sessionId);
  if (userId === null || sessionId === null) return null;
  return { userId, sessionId, presented: { sessionId, generation: token.generation, secret: token.secret } };
}
