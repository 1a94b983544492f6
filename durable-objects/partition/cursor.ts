/**
 * Events sent together and not yet acknowledged, and again at `due` (epoch ms). `tries` counts how often they were to be
 * sent, and sets the pace; `sends` how often the queue took them.
 */
export type Sending = { offsets: number[]; tries: number; sends: number; due: number };

/** The last that was heard of a subscriber, and the latest first send among all it has acknowledged. Epoch ms. */
export type Heard = { at: number; sentAt: number };

/**
 * Where a subscriber stands in a partition: of its kinds, everything up to `reached` is acknowledged, parked or in `unacked`.
 * It is written in the commit before the sending, so that a send which never happened is only a send that was lost.
 */
export type Cursor = { reached: number; unacked: Sending[]; resends: number; heard: Heard };

export const NOWHERE: Cursor = { reached: 0, unacked: [], resends: 0, heard: { at: 0, sentAt: 0 } };
/** Beyond so many unacknowledged events a subscriber is sent nothing new. */
export const UNACKED_MAX = 500;
/** An event that was sent so often and never acknowledged is a dead letter. */
export const SENDS_MAX = 10;
const RESEND_MAX_MS = 15 * 60_000;
/** So many unacknowledged events are no queue worth waiting for; each beyond may take as long as its like in 16 partitions at 320 a second. */
const AT_ONCE = 100;
const QUEUED_MS = 50;
/** Sends within so many parts of the resend time share a due, and so a group: the document stays small however events trickle. */
const SLOTS = 16;

/** How many more events the subscriber may be sent. */
export function room(cursor: Cursor): number {
  return UNACKED_MAX - cursor.unacked.reduce((sum, sending) => sum + sending.offsets.length, 0);
}

/** These are sent for the first time, or anew after a release. */
export function sent(cursor: Cursor, offsets: number[], now: number, resendAfterMs: number): Cursor {
  if (offsets.length === 0) return cursor;
  const due = dueAfter(1, now, resendAfterMs);
  return { ...cursor, unacked: merged([...cursor.unacked, { offsets, tries: 1, sends: 1, due }]) };
}

/** The same cursor when nothing of it was unacknowledged. */
export function acknowledged(cursor: Cursor, offsets: readonly number[], now: number, resendAfterMs: number): Cursor {
  const gone = new Set(offsets);
  const touched = cursor.unacked.filter((sending) => sending.offsets.some((offset) => gone.has(offset)));
  if (touched.length === 0) return cursor;
  // Only a first send says when the queue was given what has now come out of it.
  const sentAts = touched.filter(({ tries }) => tries === 1).map((sending) => sentAt(sending, resendAfterMs));
  const heard = { at: Math.max(now, cursor.heard.at), sentAt: Math.max(cursor.heard.sentAt, ...sentAts) };
  return { ...without(cursor, gone), heard };
}

/** These are no longer waited for, for whatever reason. */
export function without(cursor: Cursor, gone: ReadonlySet<number>): Cursor {
  const unacked = cursor.unacked
    .map((sending) => ({ ...sending, offsets: sending.offsets.filter((offset) => !gone.has(offset)) }))
    .filter((sending) => sending.offsets.length > 0);
  return { ...cursor, unacked };
}

/** The queue did not take these: they wait as long as if it had, but it does not count as a send. */
export function unsent(cursor: Cursor, offsets: readonly number[]): Cursor {
  const failed = new Set(offsets);
  const unacked = cursor.unacked.flatMap((sending) => [
    { ...sending, offsets: sending.offsets.filter((offset) => !failed.has(offset)) },
    { ...sending, sends: sending.sends - 1, offsets: sending.offsets.filter((offset) => failed.has(offset)) },
  ]);
  return { ...cursor, unacked: merged(unacked.filter((sending) => sending.offsets.length > 0)) };
}

/** What has waited long enough: to be sent again, or sent so often already that it is a dead letter. The latter stays in the cursor. */
export function resent(
  cursor: Cursor,
  now: number,
  resendAfterMs: number,
): { cursor: Cursor; offsets: number[]; exhausted: number[] } {
  const due = cursor.unacked.filter((sending) => wakeAt(sending, cursor, resendAfterMs) <= now);
  const again = new Set(due.filter(({ sends }) => sends < SENDS_MAX));
  const exhausted = due.filter(({ sends }) => sends >= SENDS_MAX).flatMap(({ offsets }) => offsets);
  if (again.size === 0) return { cursor, offsets: [], exhausted };
  const unacked = cursor.unacked.map((sending) =>
    again.has(sending) ? sentAgain(sending, now, resendAfterMs) : sending,
  );
  const offsets = [...again].flatMap((sending) => sending.offsets);
  return {
    cursor: { ...cursor, unacked: merged(unacked), resends: cursor.resends + offsets.length },
    offsets,
    exhausted,
  };
}

/** When somebody must look again; null when nothing is unacknowledged. Epoch ms. */
export function nextDue(cursors: Iterable<Cursor>, resendAfterMs: number): number | null {
  let earliest: number | null = null;
  for (const cursor of cursors) {
    for (const sending of cursor.unacked) {
      const at = wakeAt(sending, cursor, resendAfterMs);
      if (earliest === null || at < earliest) earliest = at;
    }
  }
  return earliest;
}

/**
 * A subscriber that acknowledges is at work: what lies behind in its queue is not lost, only not reached. So an event is sent
 * again at its own due, but while acknowledgements come only if something sent after it has come out of the queue already,
 * and after 15 minutes in any case. Much that waits here means that much waits in all partitions, which share the queue.
 */
function wakeAt(sending: Sending, cursor: Cursor, resendAfterMs: number): number {
  const { heard } = cursor;
  const own = sentAt(sending, resendAfterMs);
  if (heard.sentAt > own) return sending.due;
  const queueMs = Math.max(0, UNACKED_MAX - room(cursor) - AT_ONCE) * QUEUED_MS;
  const patientUntil = Math.max(sending.due, heard.at + resendAfterMs) + queueMs;
  return Math.max(sending.due, Math.min(patientUntil, own + Math.max(RESEND_MAX_MS, resendAfterMs)));
}

function sentAgain(sending: Sending, now: number, resendAfterMs: number): Sending {
  const tries = sending.tries + 1;
  return { ...sending, tries, sends: sending.sends + 1, due: dueAfter(tries, now, resendAfterMs) };
}

/** Rounded up to a slot. */
function dueAfter(tries: number, now: number, resendAfterMs: number): number {
  const slot = Math.max(1, Math.floor(resendAfterMs / SLOTS));
  return Math.ceil((now + waitAfter(tries, resendAfterMs)) / slot) * slot;
}

function sentAt(sending: Sending, resendAfterMs: number): number {
  return sending.due - waitAfter(sending.tries, resendAfterMs);
}

function waitAfter(tries: number, resendAfterMs: number): number {
  return Math.min(resendAfterMs * 2 ** (tries - 1), Math.max(RESEND_MAX_MS, resendAfterMs));
}

/** Groups that are alike become one. */
function merged(sendings: Sending[]): Sending[] {
  const groups = Map.groupBy(sendings, ({ tries, sends, due }) => `${tries} ${sends} ${due}`);
  return [...groups.values()].map((group) => ({
    ...(group[0] as Sending),
    offsets: group.flatMap(({ offsets }) => offsets),
  }));
}
