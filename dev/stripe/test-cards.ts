/** What the issuer says when a card is charged. `declineCode` null: Stripe gives a code of its own and no issuer's. */
export type Decline = { code: string; declineCode: string | null; message: string };

export type TestCard = {
  number: string;
  brand: "visa" | "mastercard" | "amex" | "discover" | "diners" | "jcb" | "unionpay";
  funding: "credit" | "debit" | "prepaid";
  country: string;
  /** The cardholder is asked to authenticate before it is charged. */
  challenge: boolean;
  decline: Decline | null;
  refund: "succeeds" | "pending" | "fails";
};

const declined = (declineCode: string, message = "Your card was declined."): Decline => ({
  code: "card_declined",
  declineCode,
  message,
});
const failed = (code: string, message: string): Decline => ({ code, declineCode: null, message });

const DECLINES = {
  generic: declined("generic_decline"),
  insufficientFunds: declined("insufficient_funds", "Your card has insufficient funds."),
  lost: declined("lost_card"),
  stolen: declined("stolen_card"),
  velocity: declined(
    "card_velocity_exceeded",
    "Your card was declined for making repeated attempts too frequently or exceeding its amount limit.",
  ),
  fraudulent: declined("fraudulent"),
  expired: failed("expired_card", "Your card has expired."),
  cvc: failed("incorrect_cvc", "Your card's security code is incorrect."),
  processing: failed("processing_error", "An error occurred while processing your card. Try again in a little bit."),
};

function card(number: string, more: Partial<TestCard> = {}): TestCard {
  return {
    number,
    brand: "visa",
    funding: "credit",
    country: "US",
    challenge: false,
    decline: null,
    refund: "succeeds",
    ...more,
  };
}

/** The documented test payment methods (docs.stripe.com/testing) and the number behind each. Others do not exist here. */
const TEST_CARDS: Readonly<Record<string, TestCard>> = {
  pm_card_visa: card("4242424242424242"),
  pm_card_visa_debit: card("4000056655665556", { funding: "debit" }),
  pm_card_mastercard: card("5555555555554444", { brand: "mastercard" }),
  pm_card_mastercard_debit: card("5200828282828210", { brand: "mastercard", funding: "debit" }),
  pm_card_mastercard_prepaid: card("5105105105105100", { brand: "mastercard", funding: "prepaid" }),
  pm_card_amex: card("378282246310005", { brand: "amex" }),
  pm_card_discover: card("6011111111111117", { brand: "discover" }),
  pm_card_diners: card("3056930009020004", { brand: "diners" }),
  pm_card_jcb: card("3566002020360505", { brand: "jcb", country: "JP" }),
  pm_card_unionpay: card("6200000000000005", { brand: "unionpay", country: "CN" }),
  pm_card_br: card("4000000760000002", { country: "BR" }),
  pm_card_ca: card("4000001240000000", { country: "CA" }),
  pm_card_mx: card("4000004840008001", { country: "MX" }),
  pm_card_de: card("4000002760000016", { country: "DE" }),
  pm_card_fr: card("4000002500000003", { country: "FR" }),
  pm_card_gb: card("4000008260000000", { country: "GB" }),
  pm_card_jp: card("4000003920000003", { country: "JP" }),
  pm_card_chargeDeclined: card("4000000000000002", { decline: DECLINES.generic }),
  pm_card_chargeDeclinedInsufficientFunds: card("4000000000009995", { decline: DECLINES.insufficientFunds }),
  pm_card_chargeDeclinedLostCard: card("4000000000009987", { decline: DECLINES.lost }),
  pm_card_chargeDeclinedStolenCard: card("4000000000009979", { decline: DECLINES.stolen }),
  pm_card_chargeDeclinedVelocityLimitExceeded: card("4000000000006975", { decline: DECLINES.velocity }),
  pm_card_chargeDeclinedExpiredCard: card("4000000000000069", { decline: DECLINES.expired }),
  pm_card_chargeDeclinedIncorrectCvc: card("4000000000000127", { decline: DECLINES.cvc }),
  pm_card_chargeDeclinedProcessingError: card("4000000000000119", { decline: DECLINES.processing }),
  pm_card_chargeCustomerFail: card("4000000000000341", { decline: DECLINES.generic }),
  pm_card_radarBlock: card("4100000000000019", { decline: DECLINES.fraudulent }),
  pm_card_authenticationRequired: card("4000002760003184", { challenge: true }),
  pm_card_authenticationRequiredOnSetup: card("4000002500003155", { challenge: true }),
  pm_card_authenticationRequiredChargeDeclinedInsufficientFunds: card("4000008260003178", {
    challenge: true,
    decline: DECLINES.insufficientFunds,
  }),
  pm_card_threeDSecure2Required: card("4000000000003220", { challenge: true }),
  pm_card_threeDSecureRequired: card("4000000000003063", { challenge: true }),
  pm_card_threeDSecureRequiredChargeDeclined: card("4000008400001629", {
    challenge: true,
    decline: DECLINES.generic,
  }),
  pm_card_threeDSecureOptional: card("4000000000003055"),
  pm_card_pendingRefund: card("4000000000007726", { refund: "pending" }),
  pm_card_refundFail: card("4000000000005126", { refund: "fails" }),
};

/** `pm_card_visa_chargeDeclined…` is how the documentation writes some of them today; both forms are one card. */
export function cardKeyOf(id: string): string | null {
  const key = id.replace(/^pm_card_visa_(?=chargeDeclined)/, "pm_card_");
  return Object.hasOwn(TEST_CARDS, key) ? key : null;
}

export function cardKeyByNumber(number: string): string | null {
  return Object.keys(TEST_CARDS).find((key) => TEST_CARDS[key]?.number === number) ?? null;
}

export function testCard(key: string): TestCard {
  const found = TEST_CARDS[key];
  if (found === undefined) throw new Error(`no test card ${key}`);
  return found;
}
