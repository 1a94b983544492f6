/** Does free text hold a payment card number? Such text is refused before it is stored or logged (PCI DSS 4.0.1, requirement 3.3). */
export function holdsCardNumber(text: string): boolean {
  for (const candidate of text.matchAll(/(?<!\d)\d(?:[ -]?\d){12,18}(?!\d)/g)) {
    const digits = candidate[0].replace(/[ -]/g, "");
    if (hasBrand(digits) && passesLuhn(digits)) return true;
  }
  return false;
}

/** Prefix and length of the brands that circulate (ISO/IEC 7812 ranges as the brands publish them). */
function hasBrand(digits: string): boolean {
  const two = Number(digits.slice(0, 2));
  const four = Number(digits.slice(0, 4));
  switch (digits.length) {
    case 13:
      return digits[0] === "4";
    case 14:
      return two === 36 || two === 38 || two === 39 || (four >= 3000 && four <= 3059);
    case 15:
      return two === 34 || two === 37;
    default:
      return (
        digits[0] === "4" ||
        (two >= 51 && two <= 55) ||
        (four >= 2221 && four <= 2720) ||
        (four >= 3528 && four <= 3589) ||
        four === 6011 ||
        two === 62 ||
        two === 65 ||
        (two >= 56 && two <= 69)
      );
  }
}

function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let place = 0; place < digits.length; place++) {
    const digit = Number(digits[digits.length - 1 - place]);
    const doubled = place % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
