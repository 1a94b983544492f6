/** Events sent together and not yet acknowledged: sent `sends` times, and again at `due` (epoch ms). */
export type Sending = { offsets: number[]; sends: number; due: number };

/**
 * Where a subscriber stands in a partition: of its kinds, everything up to `reached` is acknowledged or in `unacked`. It is
 * written in the commit before the sending, so that a send which never happened is only a send that was lost.
 */
export type Cursor = { reached: number; unacked: Sending[] };

export const NOWHERE: Cursor = { reached: 0, unacked: [] };
/** Beyond so many unacknowledged events a subscriber is sent nothing new. */
const UNACKED_MAX = 500;
const RESEND_MAX_MS = 15 * 60_000;

/** How many more events the subscriber may be sent. */
export function room(cursor: Cursor): number {
  return UNACKED_MAX - cursor.unacked.reduce((sum, sending) => sum + sending.offsets.length, 0);
}

/** The next offsets of the subscriber's kinds are sent for the first time. */
export function advanced(cursor: Cursor, offsets: number[], due: number): Cursor {
  const reached = offsets.at(-1) ?? cursor.reached;
  return { reached, unacked: [...cursor.unacked, { offsets, sends: 1, due }] };
}

/** The same cursor when nothing of it was unacknowledged. */
export function acknowledged(cursor: Cursor, offsets: readonly number[]): Cursor {
  const gone = new Set(offsets);
  if (!cursor.unacked.some((sending) => sending.offsets.some((offset) => gone.has(offset)))) return cursor;
  const unacked = cursor.unacked
    .map((sending) => ({ ...sending, offsets: sending.offsets.filter((offset) => !gone.has(offset)) }))
    .filter((sending) => sending.offsets.length > 0);
  return { ...cursor, unacked };
}

/** What has waited long enough, to be sent again; each waits from its own last send, twice as long every time. */
export function resent(cursor: Cursor, now: number, resendAfterMs: number): { cursor: Cursor; offsets: number[] } {
  const due = cursor.unacked.filter((sending) => sending.due <= now);
  if (due.length === 0) return { cursor, offsets: [] };
  const unacked = cursor.unacked.map((sending) =>
    sending.due > now
      ? sending
      : { ...sending, sends: sending.sends + 1, due: now + waitAfter(sending.sends + 1, resendAfterMs) },
  );
  return { cursor: { ...cursor, unacked }, offsets: due.flatMap((sending) => sending.offsets) };
}

/** When somebody must look again; null when nothing is unacknowledged. Epoch ms. */
export function nextDue(cursors: Iterable<Cursor>): number | null {
  let earliest: number | null = null;
  for (const { unacked } of cursors) {
    for (const { due } of unacked) if (earliest === null || due < earliest) earliest = due;
  }
  return earliest;
}

function waitAfter(sends: number, resendAfterMs: number): number {
  return Math.min(resendAfterMs * 2 ** (sends - 1), Math.max(RESEND_MAX_MS, resendAfterMs));
}
