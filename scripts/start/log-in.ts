import type { Admin } from "./admin.ts";

/** An access token, the way everyone gets one. */
export async function logIn(url: string, { email, password }: Admin): Promise<string> {
  const response = await fetch(`${url}/api/v1/auth/login`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email, password }),
  });
  const body = (await response.json()) as { accessToken?: string };
  if (body.accessToken === undefined) throw new Error(`login of ${email}: ${response.status} ${JSON.stringify(body)}`);
  return body.accessToken;
}
