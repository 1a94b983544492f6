/** The parts of a refresh token. It says whose it is, so that its object is found without a look-up; only `secret` proves anything. */
export type RefreshToken = { userId: string; sessionId: string; generation: number; secret: string };

const FORM = /^rt_([0-9a-z]{32})_([0-9a-z]{32})_([1-9][0-9]{0,8})_([\w-]{43})$/;

export function writeRefreshToken({ userId, sessionId, generation, secret }: RefreshToken): string {
  return `rt_${bodyOf(userId)}_${bodyOf(sessionId)}_${generation}_${secret}`;
}

/** Null for what has not the form of one. The ids are still to be checked. */
export function readRefreshToken(text: string): RefreshToken | null {
  const [, user, session, generation, secret] = FORM.exec(text) ?? [];
  if (user === undefined || session === undefined || generation === undefined || secret === undefined) return null;
  return { userId: `usr_${user}`, sessionId: `ses_${session}`, generation: Number(generation), secret };
}

function bodyOf(id: string): string {
  return id.slice(id.lastIndexOf("_") + 1);
}
