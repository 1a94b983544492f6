import type * as z from "zod";
import type { Envelope } from "../envelope.ts";

/** Versions of one type of event, each with what its data is. Numbered from 1 without gaps, never changed once written. */
type Schemas = Readonly<Record<number, z.ZodType>>;
/** The number behind each: what an upcaster leads to. A type that comes to more versions adds a line. */
type After = { 1: 2; 2: 3; 3: 4; 4: 5 };
type Next<Of, Version> = Version extends keyof After
  ? After[Version] extends keyof Of
    ? After[Version]
    : never
  : never;
type Newest<Of> = { [V in keyof Of & number]: [Next<Of, V>] extends [never] ? V : never }[keyof Of & number];
type Data<Of, Version> = Version extends keyof Of ? z.output<Of[Version]> : never;

/** Lifts the data of a version to the one behind it. Pure: the same event is read the same for ever. */
type Upcasters<Of> = {
  [V in Exclude<keyof Of & number, Newest<Of>>]: (data: Data<Of, V>) => Data<Of, Next<Of, V>>;
};

export type EventVersions<Of extends Schemas = Schemas, Written extends number = number> = {
  /** Every version that may lie in a log, with what its data is. */
  read: Of;
  /** The one this release writes. A newer one is only understood yet: reading comes one release before writing. */
  written: Written;
  lift: Readonly<Record<number, (data: never) => unknown>>;
};

/** The events of a kind of stream, by type. */
export type KindOfEvents = Readonly<Record<string, EventVersions>>;

/** An event as consumers see it: always its type's newest version. */
export type NewestEvent<Kind extends KindOfEvents> = {
  [Type in keyof Kind & string]: {
    type: Type;
    version: Newest<Kind[Type]["read"]>;
    data: Data<Kind[Type]["read"], Newest<Kind[Type]["read"]>>;
  };
}[keyof Kind & string];

/** An event as this release says it. */
export type WrittenEvent<Kind extends KindOfEvents> = {
  [Type in keyof Kind & string]: {
    type: Type;
    version: Kind[Type]["written"];
    data: Data<Kind[Type]["read"], Kind[Type]["written"]>;
  };
}[keyof Kind & string];

/** A type that has only ever said one thing. */
export function onlyVersion<Schema extends z.ZodType>(schema: Schema): EventVersions<{ 1: Schema }, 1> {
  return { read: { 1: schema }, written: 1, lift: {} };
}

/** A type of several versions, with the way from each to the one behind it. */
export function versions<const Of extends Schemas, const Written extends keyof Of & number>(
  read: Of,
  written: Written,
  lift: Upcasters<Of>,
): EventVersions<Of, Written> {
  return { read, written, lift };
}

/**
 * Reads an event of a kind, of whatever version, as its newest. Throws at a type or version nobody here knows: it is never
 * skipped, and its stream stands still until a release can read it.
 */
export function reader<Kind extends KindOfEvents>(kind: Kind): (envelope: Said) => NewestEvent<Kind> {
  return ({ type, version, data }) => {
    const known = Object.hasOwn(kind, type) ? kind[type] : undefined;
    const schema = known && Object.hasOwn(known.read, version) ? known.read[version] : undefined;
    if (known === undefined || schema === undefined) throw new Error(`an event nobody here knows: ${type} ${version}`);
    let [at, lifted]: [number, unknown] = [version, schema.parse(data)];
    for (let lift = known.lift[at]; lift !== undefined; lift = known.lift[at]) {
      lifted = lift(lifted as never);
      at += 1;
    }
    return { type, version: at, data: lifted } as NewestEvent<Kind>;
  };
}

type Said = Pick<Envelope, "type" | "version" | "data">;
