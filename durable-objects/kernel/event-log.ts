import type { CommandMeta } from "../../contracts/caller.ts";
import { type Decider, fold } from "../../domain/kernel/decider.ts";
import { err, ok, type Result } from "../../domain/kernel/result.ts";
import { traceparentNow } from "../../domain/kernel/trace.ts";
import type { Outbox, Published } from "./outbox.ts";
import type { Tables } from "./tables.ts";

const SNAPSHOT_EVERY = 50;
/** A row takes 2 MB, and a letter up to 3 bytes of it. A larger state is folded from its last snapshot that was not. */
const SNAPSHOT_CHARS_MAX = 600_000;
/** Aggregates kept folded in memory by one object. */
const CACHED_MAX = 1_000;

export type Versioned<State> = { state: State; version: number };
export type Handled<State, Event> = Versioned<State> & { events: Event[]; repeated: boolean };
export type StoredEvent<Event> = { version: number; event: Event };
type AnyEvent = { type: string; at: number };

export type EventLogOptions<State, Event> = {
  /** First word of the stream's name: `order` in `order/ord_…`. */
  kind: string;
  /** What other domains are told of an event, given the state after it and whose it is. Null where it stays at home. */
  publish: (event: Event, after: State, id: string) => Published | null;
  /** Reads a stored event, of any version that was ever written. */
  read: (stored: unknown) => Event;
};

/** Event-sourced aggregates in one object: repeat check, decision, events, snapshot and outbox in one transaction. */
export class EventLog<State, Command, Event extends AnyEvent, Failure> {
  readonly #storage: DurableObjectStorage;
  readonly #tables: Tables;
  readonly #outbox: Outbox;
  readonly #decider: Decider<State, Command, Event, Failure>;
  readonly #options: EventLogOptions<State, Event>;
  readonly #cache = new Map<string, Versioned<State>>();

  constructor(
    own: { storage: DurableObjectStorage; tables: Tables; outbox: Outbox },
    decider: Decider<State, Command, Event, Failure>,
    options: EventLogOptions<State, Event>,
  ) {
    this.#storage = own.storage;
    this.#tables = own.tables;
    this.#outbox = own.outbox;
    this.#decider = decider;
    this.#options = options;
  }

  /** The aggregate now; version 0 and the initial state where nothing ever happened. */
  current(id: string): Versioned<State> {
    const cached = this.#cache.get(id);
    if (cached) return cached;
    const loaded = this.#tables.exist() ? this.#load(id, Number.MAX_SAFE_INTEGER) : this.#nothing();
    if (loaded.version > 0) this.#remember(id, loaded);
    return loaded;
  }

  /** The aggregate as it was after its event number `version`. */
  at(id: string, version: number): Versioned<State> {
    return this.#tables.exist() ? this.#load(id, version) : this.#nothing();
  }

  events(id: string, afterVersion: number, limit: number): StoredEvent<Event>[] {
    if (!this.#tables.exist()) return [];
    return this.#storage.sql
      .exec<{ version: number; data: string }>(
        "SELECT version, data FROM events WHERE aggregate = ? AND version > ? ORDER BY version LIMIT ?",
        id,
        afterVersion,
        limit,
      )
      .toArray()
      .map((row) => ({ version: row.version, event: this.#options.read(JSON.parse(row.data)) }));
  }

  /**
   * Decides and commits, in one synchronous transaction. A repeated command answers what it answered then. A command that
   * changes nothing is not remembered. `alongside` may write rows and timers that belong to the same commit.
   * Without `meta` (an outcome the object itself brings) the decision alone must make a repeat harmless.
   */
  handle(
    id: string,
    command: Command,
    meta: CommandMeta | null,
    alongside?: (after: Handled<State, Event>) => void,
  ): Result<Handled<State, Event>, Failure | { code: "idempotency_mismatch" }> {
    const seen = meta && this.repeated(id, meta);
    if (seen) return seen;
    const before = this.current(id);
    const decided = this.#decider.decide(before.state, command);
    if (!decided.ok) return decided;
    const state = fold(this.#decider, decided.value, before.state);
    const after = { state, version: before.version + decided.value.length, events: decided.value, repeated: false };
    if (decided.value.length === 0 && alongside === undefined) return ok(after);
    this.#commit(id, before, after, meta, alongside);
    if (after.version > 0) this.#remember(id, { state, version: after.version });
    return ok(after);
  }

  #commit(
    id: string,
    before: Versioned<State>,
    after: Handled<State, Event>,
    meta: CommandMeta | null,
    alongside?: (after: Handled<State, Event>) => void,
  ): void {
    this.#tables.transaction(() => {
      this.#append(id, before, after.events, meta);
      if (meta && after.events.length > 0) {
        this.#storage.sql.exec(
          "INSERT INTO commands (aggregate, command_id, body_hash, version) VALUES (?, ?, ?, ?)",
          ...[id, meta.commandId, meta.bodyHash, after.version],
        );
      }
      this.#snapshotWhenDue(id, before.version, after);
      alongside?.(after);
    });
  }

  #append(id: string, before: Versioned<State>, events: Event[], meta: CommandMeta | null): void {
    let { state, version } = before;
    const traceparent = meta?.traceparent ?? traceparentNow();
    for (const event of events) {
      version += 1;
      state = this.#decider.evolve(state, event);
      this.#storage.sql.exec(
        "INSERT INTO events (aggregate, version, type, at, data) VALUES (?, ?, ?, ?, ?)",
        id,
        version,
        event.type,
        event.at,
        JSON.stringify(event),
      );
      const published = this.#options.publish(event, state, id);
      if (published === null) continue;
      this.#outbox.add(`${this.#options.kind}/${id}`, published, {
        at: event.at,
        causationId: meta?.commandId ?? `${id}/${version}`,
        correlationId: meta?.correlationId ?? id,
        ...(traceparent === undefined ? {} : { traceparent }),
      });
    }
  }

  #snapshotWhenDue(id: string, from: number, after: Versioned<State>): void {
    if (Math.floor(from / SNAPSHOT_EVERY) === Math.floor(after.version / SNAPSHOT_EVERY)) return;
    const state = JSON.stringify(after.state);
    if (state.length > SNAPSHOT_CHARS_MAX) return;
    this.#storage.sql.exec(
      "INSERT INTO snapshots (aggregate, version, state) VALUES (?, ?, ?) ON CONFLICT (aggregate) DO UPDATE SET version = excluded.version, state = excluded.state",
      ...[id, after.version, state],
    );
  }

  /** What a command of this id was answered before; null when it is new. */
  repeated(id: string, meta: CommandMeta): Result<Handled<State, Event>, { code: "idempotency_mismatch" }> | null {
    if (!this.#tables.exist()) return null;
    const row = this.#storage.sql
      .exec<{ body_hash: string; version: number }>(
        "SELECT body_hash, version FROM commands WHERE aggregate = ? AND command_id = ?",
        id,
        meta.commandId,
      )
      .toArray()[0];
    if (row === undefined) return null;
    if (row.body_hash !== meta.bodyHash) return err({ code: "idempotency_mismatch" });
    return ok({ ...this.at(id, row.version), events: [], repeated: true });
  }

  #load(id: string, version: number): Versioned<State> {
    const snapshot = this.#storage.sql
      .exec<{ version: number; state: string }>(
        "SELECT version, state FROM snapshots WHERE aggregate = ? AND version <= ?",
        id,
        version,
      )
      .toArray()[0];
    const from = snapshot ? { state: JSON.parse(snapshot.state) as State, version: snapshot.version } : this.#nothing();
    const rows = this.#storage.sql
      .exec<{ version: number; data: string }>(
        "SELECT version, data FROM events WHERE aggregate = ? AND version > ? AND version <= ? ORDER BY version",
        id,
        from.version,
        version,
      )
      .toArray();
    const events = rows.map((row) => this.#options.read(JSON.parse(row.data)));
    return { state: fold(this.#decider, events, from.state), version: rows.at(-1)?.version ?? from.version };
  }

  #nothing(): Versioned<State> {
    return { state: this.#decider.initial, version: 0 };
  }

  #remember(id: string, current: Versioned<State>): void {
    this.#cache.delete(id);
    this.#cache.set(id, current);
    if (this.#cache.size > CACHED_MAX) this.#cache.delete(this.#cache.keys().next().value as string);
  }
}
