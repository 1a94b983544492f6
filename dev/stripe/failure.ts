import type { Json } from "./records.ts";

export type ErrorType = "api_error" | "card_error" | "idempotency_error" | "invalid_request_error";
export type ErrorDetail = { code?: string; param?: string } & Json;

/**
 * A request that ends in an error object. Thrown, because it must unwind everything the request had drafted. `began`: the
 * endpoint was already running, so the answer is kept under the idempotency key; what validation refuses is not.
 */
export class Failure extends Error {
  readonly status: number;
  readonly error: Json;
  readonly began: boolean;

  constructor(status: number, type: ErrorType, message: string, more: { detail?: ErrorDetail; began?: boolean } = {}) {
    super(message);
    const code = more.detail?.code;
    this.status = status;
    this.began = more.began ?? false;
    this.error = {
      ...(code === undefined ? {} : { doc_url: `https://stripe.com/docs/error-codes/${code.replaceAll("_", "-")}` }),
      ...more.detail,
      message,
      type,
    };
  }
}

/** Refused before anything ran. */
export function invalid(message: string, detail: ErrorDetail = {}, status = 400): Failure {
  return new Failure(status, "invalid_request_error", message, { detail });
}

/** Refused by the state of the thing it was asked of. */
export function unexpected(message: string, detail: ErrorDetail): Failure {
  return new Failure(400, "invalid_request_error", message, { detail, began: true });
}

/** Missing things are 404 when the path names them and 400 when a parameter does. */
export function missing(kind: string, id: string, param: string, status: 400 | 404 = 404): Failure {
  return invalid(`No such ${kind}: '${id}'`, { code: "resource_missing", param }, status);
}
