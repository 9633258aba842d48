import type { Box } from "./picture";

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Pixels of the picture at its natural size. */
export const BOX_WIDTH = 190;
export const BOX_GAP = 16;
export const HEAD_HEIGHT = 26;
export const ROW_HEIGHT = 17;
/** Between two rows of boxes, without the lines that run there. */
export const RANK_GAP = 34;
/** Between two lines that run side by side. */
export const LINE_GAP = 20;

export function heightOf({ rows, rest }: Box): number {
  return HEAD_HEIGHT + (rows.length + (rest === "" ? 0 : 1)) * ROW_HEIGHT + 8;
}
