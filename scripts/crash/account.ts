import type { Answer, Client } from "../bench/client.ts";
import type { Gate } from "./gate.ts";
import type { Journal } from "./journal.ts";

/** An access token lives for minutes: renewed well before. */
const RENEW_AFTER_MS = 4 * 60_000;

/** Somebody with a password, logged in when needed. */
export class Account {
  readonly #client: Client;
  readonly #gate: Gate;
  readonly #login: { email: string; password: string };
  #token: { value: string; at: number } | null = null;

  constructor(client: Client, gate: Gate, login: { email: string; password: string }) {
    this.#client = client;
    this.#gate = gate;
    this.#login = login;
  }

  readonly token = async (): Promise<string> => {
    if (this.#token !== null && Date.now() - this.#token.at < RENEW_AFTER_MS) return this.#token.value;
    await this.#gate.wait();
    return this.#keep(await this.#client.ask("/api/v1/auth/login", { method: "POST", body: this.#login }), 200);
  };

  /** Makes the account first. */
  async register(journal: Journal): Promise<void> {
    const body = { ...this.#login, name: "Ada Lovelace" };
    const path = "/auth/register";
    // The password is nobody's affair, and what opens a session neither.
    const n = journal.asked({ kind: "register", method: "POST", path, key: null, body: { email: body.email } });
    const answer = await this.#client.ask(`/api/v1${path}`, { method: "POST", body });
    journal.answered(n, answer.status, {});
    this.#keep(answer, 201);
  }

  #keep({ status, body }: Answer, wanted: number): string {
    if (status !== wanted) throw new Error(`${this.#login.email} cannot log in: ${status} ${JSON.stringify(body)}`);
    const value = String(body.accessToken);
    this.#token = { value, at: Date.now() };
    return value;
  }
}
