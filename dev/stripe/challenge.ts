import { authenticated } from "./charging.ts";
import type { Desk } from "./desk.ts";
import { Draft } from "./draft.ts";
import type { Provider } from "./provider.ts";
import type { Intent } from "./records.ts";
import { API_VERSION } from "./views.ts";

/** The cardholder's answer to a 3-D Secure challenge. Null where none was asked. */
export function answerChallenge(provider: Provider, id: string, passed: boolean): Intent | null {
  provider.passTime();
  const intent = provider.books.table("intents").get(id);
  if (intent === null || intent.status !== "requires_action") return null;
  const draft = new Draft(provider.books, provider.clock.nowSeconds());
  const desk: Desk = { draft, look: { version: API_VERSION, baseUrl: provider.baseUrl } };
  const after = authenticated(desk, intent, passed);
  provider.commit(draft);
  void provider.webhooks.announce(draft.events);
  return after;
}
