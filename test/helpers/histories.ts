/** `npm run test:histories` sets it. */
const all = process.env.HISTORIES === "all";

/** How many of so many generated cases, histories above all, a run of the tests plays: all, or a part in `npm test`. */
export function share(count: number, part: number): number {
  return all ? count : Math.ceil(count * part);
}
