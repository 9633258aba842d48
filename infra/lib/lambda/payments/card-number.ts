/** Digits of a payment card, alone or in groups parted by single spaces or dashes, with no digit before or after. */
const CANDIDATE = /(?<!\d)\d(?:[ -]?\d){12,18}(?!\d)/g;

/** Whether a text holds what may be the number of a payment card: 13 to 19 digits whose check digit is right. */
export function holdsCardNumber(text: string): boolean {
  return [...text.matchAll(CANDIDATE)].some(([candidate]) => hasRightCheckDigit(candidate.replace(/[ -]/g, "")));
}

/** The formula of Luhn (ISO/IEC 7812-1). */
function hasRightCheckDigit(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 1 : 2);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}
