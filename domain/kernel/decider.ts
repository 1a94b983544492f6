import type { Result } from "./result.ts";

/** A pure aggregate. `decide` says what happens (or why not); `evolve` says what it means. No clock, no randomness, no I/O. */
export type Decider<State, Command, Event, Failure> = {
  initial: State;
  decide: (state: State, command: Command) => Result<Event[], Failure>;
  evolve: (state: State, event: Event) => State;
};

/** The state a list of events amounts to. */
export function fold<State, Command, Event, Failure>(
  decider: Decider<State, Command, Event, Failure>,
  events: readonly Event[],
  from: State = decider.initial,
): State {
  return events.reduce(decider.evolve, from);
}
