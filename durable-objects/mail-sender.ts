import { DurableObject } from "cloudflare:workers";
import { Tables } from "./kernel/tables.ts";
import { Timers } from "./kernel/timers.ts";

const TIMER = "send";

/**
 * The class of the one object that sends a shop's mails: two never send at once. `send` is handed in, because an object knows
 * no table of D1; it sends what is due and answers when to come again (epoch ms), or null when nothing is left.
 */
export function mailSenderOf<Env>(send: (env: Env) => Promise<number | null>) {
  return class extends DurableObject<Env> {
    readonly #timers = new Timers(this.ctx.storage, new Tables(this.ctx.storage));

    /** Mails may be waiting: they are sent by the alarm, so that whoever pokes never waits for the provider. */
    poke(): void {
      this.#timers.setNoLater("", TIMER, Date.now());
    }

    override alarm(info?: AlarmInvocationInfo): Promise<void> {
      return this.#timers.run({ [TIMER]: () => this.#send() }, info);
    }

    async #send(): Promise<void> {
      const again = await send(this.env);
      if (again !== null) this.#timers.setNoLater("", TIMER, again);
    }
  };
}
