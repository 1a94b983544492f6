import { setTimeout as wait } from "node:timers/promises";
import * as z from "zod";

const ATTEMPTS_MAX = 5;
const RETRY_FIRST_MS = 500;
const RETRY_AFTER_MAX_MS = 30_000;
const ANSWER_MS = 60_000;

export type Credentials = { token: string } | { email: string; password: string };

/** The shop said no, or nothing at all; the message is for whoever called the script. */
export class ShopError extends Error {}

const Problem = z.object({
  code: z.string(),
  errors: z.array(z.object({ path: z.string(), code: z.string() })).optional(),
});
const Tokens = z.object({ accessToken: z.string() });

/** The shop's public HTTP contract, as an administrator's script uses it. What it sends may be sent twice: it is idempotent. */
export class ShopApi {
  readonly #url: string;
  readonly #credentials: Credentials;
  #token: string | null = null;

  constructor(url: string, credentials: Credentials) {
    this.#url = url.replace(/\/+$/, "");
    this.#credentials = credentials;
  }

  /** Sends a body and reads the answer as `schema`; waits and sends again while the shop is busy or away. */
  async send<T>(method: "POST" | "PUT", path: string, request: { body: unknown; answer: z.ZodType<T> }): Promise<T> {
    const response = await this.#authorised(method, path, request.body);
    if (!response.ok) throw new ShopError(`${method} ${path}: ${await reasonOf(response)}`);
    const answer = request.answer.safeParse(await response.json());
    if (!answer.success) throw new ShopError(`${method} ${path}: the shop answered in a form we do not know`);
    return answer.data;
  }

  /** An access token lives for minutes, an import may take longer: a refused one is got anew, once. */
  async #authorised(method: string, path: string, body: unknown): Promise<Response> {
    const token = this.#token ?? (await this.logIn());
    const response = await this.#repeated(method, path, { body, token });
    if (response.status !== 401 || "token" in this.#credentials) return response;
    await response.body?.cancel();
    return this.#repeated(method, path, { body, token: await this.logIn() });
  }

  /** A new access token, where it was not one that was given. */
  async logIn(): Promise<string> {
    if ("token" in this.#credentials) return this.#credentials.token;
    const response = await this.#repeated("POST", "/api/v1/auth/login", { body: this.#credentials });
    if (!response.ok) throw new ShopError(`sign-in: ${await reasonOf(response)}`);
    this.#token = Tokens.parse(await response.json()).accessToken;
    return this.#token;
  }

  async #repeated(method: string, path: string, request: { body: unknown; token?: string }): Promise<Response> {
    for (let attempt = 1; ; attempt++) {
      const response = await this.#once(method, path, request);
      if (response !== null && response.status !== 429 && response.status < 500) return response;
      if (attempt === ATTEMPTS_MAX) {
        if (response) return response;
        throw new ShopError(`no answer from ${this.#url}: is the shop running?`);
      }
      const asked = Number(response?.headers.get("retry-after") ?? 0) * 1_000;
      await response?.body?.cancel();
      await wait(Math.min(Math.max(asked || 0, RETRY_FIRST_MS * 2 ** (attempt - 1)), RETRY_AFTER_MAX_MS));
    }
  }

  /** Null where nobody answered. */
  async #once(
    method: string,
    path: string,
    { body, token }: { body: unknown; token?: string },
  ): Promise<Response | null> {
    const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
    try {
      return await fetch(this.#url + path, {
        method,
        headers: { "content-type": "application/json", ...authorization },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(ANSWER_MS),
      });
    } catch (cause) {
      if (cause instanceof TypeError || (cause instanceof DOMException && cause.name === "TimeoutError")) return null;
      throw cause;
    }
  }
}

async function reasonOf(response: Response): Promise<string> {
  const problem = Problem.safeParse(await response.json().catch(() => null));
  if (!problem.success) return `HTTP ${response.status}`;
  const places = (problem.data.errors ?? []).map(({ path, code }) => ` ${path} ${code}`);
  return `${response.status} ${problem.data.code}${places.join(",")}`;
}
