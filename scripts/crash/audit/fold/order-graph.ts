/** From where to where an event may lead. What is not named here leaves the place as it is. */
type Moves = Readonly<Record<string, { from: readonly string[]; to: string }>>;

/** An order's status. Delivered and cancelled are the end. */
export const STATUS_MOVES: Moves = {
  OrderConfirmed: { from: ["pending"], to: "confirmed" },
  OrderCancelled: { from: ["pending", "confirmed"], to: "cancelled" },
  OrderFulfilled: { from: ["confirmed"], to: "fulfilled" },
  OrderDelivered: { from: ["fulfilled"], to: "delivered" },
};

/** What became of its goods. */
export const HOLDS_MOVES: Moves = {
  HoldsRenewed: { from: ["held"], to: "held" },
  HoldsRefused: { from: ["held"], to: "held" },
  HoldsCommitted: { from: ["held"], to: "committed" },
  HoldsReleased: { from: ["held"], to: "released" },
  StockReturned: { from: ["committed"], to: "restocked" },
};

const OPEN = ["asked", "waiting"];
const OVER = ["declined", "mismatched", "capture_refused"];

/** One try to pay. Captured, closed and lapsed are the end. */
export const ATTEMPT_MOVES: Moves = {
  AuthorisationAsked: { from: ["asked"], to: "asked" },
  PaymentWaiting: { from: ["asked"], to: "waiting" },
  PaymentAuthorised: { from: OPEN, to: "authorised" },
  PaymentDeclined: { from: [...OPEN, "authorised"], to: "declined" },
  PaymentMismatched: { from: OPEN, to: "mismatched" },
  PaymentCaptured: { from: [...OPEN, "authorised"], to: "captured" },
  CaptureRefused: { from: ["authorised"], to: "capture_refused" },
  PaymentLapsed: { from: ["asked"], to: "lapsed" },
  PaymentClosed: { from: [...OPEN, ...OVER, "authorised"], to: "closed" },
};

/** Where an event leads; one that may not happen there is refused, and leads there all the same. */
export function moveOf(moves: Moves, from: string, type: string, refuse: (why: string) => void): string {
  const move = moves[type];
  if (move === undefined) return from;
  if (!move.from.includes(from)) refuse(`from ${from} to ${move.to}`);
  // What was refused and is then closed for good stays refused.
  return type === "PaymentClosed" && OVER.includes(from) ? from : move.to;
}
