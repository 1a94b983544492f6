import type { Understood } from "./understood.ts";

/**
 * What a release writes though the one before could not read it: while it is deployed, and after it is taken back, a consumer
 * of the older one stands still. A kind that the older did not have is no matter: nobody there listens to it.
 */
export function writtenTooEarly(before: Understood, now: Understood): string[] {
  return eachType(now).flatMap(({ kind, type, written }) =>
    before[kind] === undefined || before[kind][type]?.read.includes(written)
      ? []
      : [`${kind}: ${type} ${written} is written, and the release before cannot read it`],
  );
}

/** What lies in a log is read for ever. */
export function forgotten(before: Understood, now: Understood): string[] {
  return eachType(before).flatMap(({ kind, type, read }) =>
    read
      .filter((version) => !now[kind]?.[type]?.read.includes(version))
      .map((version) => `${kind}: ${type} ${version} was read by an earlier release, and is no longer`),
  );
}

export function eachType(understood: Understood) {
  return Object.entries(understood).flatMap(([kind, types]) =>
    Object.entries(types).map(([type, versions]) => ({ kind, type, ...versions })),
  );
}
