import { err, ok, type Result } from "../domain/kernel/result.ts";
import { parseJson } from "./json.ts";
import type { EdgeRefusal } from "./refusal.ts";

const BODY_MAX = 1024 * 1024;
/** What is still read and dropped of a body that is too large, so that its sender gets to see the refusal. */
const DRAIN_MAX = 16 * BODY_MAX;
const EMPTY = new Uint8Array(0);
const JSON_TYPE = /^application\/json\s*(;\s*charset\s*=\s*"?utf-8"?\s*)?$/i;

/** The bytes as they came, counted while they are read: no header is believed. */
export async function readBytes(request: Request, max: number): Promise<Result<Uint8Array, EdgeRefusal>> {
  if (request.body === null) return ok(EMPTY);
  const reader = request.body.getReader() as ReadableStreamDefaultReader<Uint8Array>;
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    length += part.value.byteLength;
    if (length <= max) chunks.push(part.value);
    else chunks.length = 0;
    if (length <= DRAIN_MAX) continue;
    await reader.cancel();
    break;
  }
  if (length > max) return err({ code: "too_large" });
  return ok(chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : joined(chunks, length));
}

export type JsonBody = { bytes: Uint8Array; value: unknown };

/** A JSON body, read and judged before any handler runs. With `optional` an empty one means `{}`. */
export async function readJson(request: Request, optional: boolean): Promise<Result<JsonBody, EdgeRefusal>> {
  const encoding = request.headers.get("content-encoding");
  if (encoding !== null && encoding.toLowerCase() !== "identity") return err({ code: "encoding" });
  const isJson = JSON_TYPE.test(request.headers.get("content-type") ?? "");
  if (!isJson && !optional) return err({ code: "content_type" });
  const bytes = await readBytes(request, BODY_MAX);
  if (!bytes.ok) return bytes;
  if (optional && bytes.value.byteLength === 0) return ok({ bytes: EMPTY, value: {} });
  if (!isJson) return err({ code: "content_type" });
  const value = parseJson(bytes.value);
  return value.ok ? ok({ bytes: bytes.value, value: value.value }) : value;
}

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const all = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.byteLength;
  }
  return all;
}
