/** `npm run test:histories` sets it. */
const all = process.env.HISTORIES === "all";

/** That part of a list of cases that a run of the tests plays, spread over it evenly: all, or a part in `npm test`. */
export function sampled<Case>(cases: readonly Case[], part: number): Case[] {
  const count = share(cases.length, part);
  return Array.from({ length: count }, (_, index) => cases[Math.floor((index * cases.length) / count)] as Case);
}

/** How many of so many generated cases, histories above all, a run of the tests plays: all, or a part in `npm test`. */
export function share(count: number, part: number): number {
  return all ? count : Math.ceil(count * part);
}
