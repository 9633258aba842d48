/** A text with what stands at other places of another one: the character at `index` begins there at `starts[index]`. */
export interface View {
  readonly text: string;
  /** One more than the text has characters; left out where both are the same. */
  readonly starts?: readonly number[];
}

/** Where a character of a view begins in the text that it was made of. */
export function startIn({ starts }: View, index: number): number {
  return starts === undefined ? index : (starts[index] ?? 0);
}

/** A text within JSON within an address is undone; deeper than that nobody writes by accident. */
const MAX_LAYERS = 3;

/** Escapes of addresses, of JSON and what Node prints, of XML. */
const KINDS = [
  /(?:%[\da-f]{2})+/gi,
  /\\(?:u[\da-f]{4}|x[\da-f]{2}|[^ux])/gi,
  /&(?:#\d{1,7}|#x[\da-f]{1,6}|amp|lt|gt|quot|apos);/gi,
];
const ANY_KIND = new RegExp(KINDS.map(({ source }) => source).join("|"), "gi");

/** Base64 as tools wrap it: a long line, and what follows on the next. */
const WRAP = /[ \t]{0,8}\r?\n(?<=[A-Za-z\d+/_-]{60}[ \t]{0,8}\r?\n)[ \t]*(?=[A-Za-z\d+/_=-])/g;

/**
 * The text as it is, and as it reads when escapes are undone, those of one kind alone and those of all kinds, layer by
 * layer, and base64 is put together.
 */
export function unescapedViews(text: string): readonly View[] {
  const whole: View = { text };
  if (!/[\\%&\n]/.test(text)) {
    return [whole];
  }
  const views = [whole, ...KINDS.map((kind) => rewritten(whole, kind, piecesOf))].filter((view) => view !== undefined);
  if (views.length > 1) {
    let view = rewritten(whole, ANY_KIND, piecesOf);
    for (let layer = 1; view !== undefined && layer <= MAX_LAYERS; layer += 1) {
      views.push(view);
      view = rewritten(view, ANY_KIND, piecesOf);
    }
  }
  return [...views, ...views.map((view) => rewritten(view, WRAP, () => [])).filter((view) => view !== undefined)];
}

/** One character of a view, and how many characters of the escape it stands for. */
type Piece = readonly [character: string, length: number];

/** The view with other pieces in place of each match; undefined where nothing matches. */
function rewritten(view: View, pattern: RegExp, pieces: (match: string) => readonly Piece[]): View | undefined {
  const matches = [...view.text.matchAll(pattern)];
  if (matches.length === 0) {
    return undefined;
  }
  const texts: string[] = [];
  const starts: number[] = [];
  let from = 0;
  const keepUntil = (end: number) => {
    texts.push(view.text.slice(from, end));
    for (; from < end; from += 1) starts.push(startIn(view, from));
  };
  for (const { 0: match, index } of matches) {
    keepUntil(index);
    for (const [character, length] of pieces(match)) {
      texts.push(character);
      for (let half = 0; half < character.length; half += 1) starts.push(startIn(view, from));
      from += length;
    }
    from = index + match.length;
  }
  keepUntil(view.text.length);
  starts.push(startIn(view, from));
  return { text: texts.join(""), starts };
}

const LETTERS: Readonly<Record<string, string>> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t", v: "\v" };
const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** What an escape stands for. */
function piecesOf(written: string): readonly Piece[] {
  if (written.startsWith("%")) {
    return percentPieces(written);
  }
  const name = written.startsWith("&") ? written.slice(1, -1) : written.slice(1);
  const { length } = written;
  if (written.startsWith("&")) {
    return [[name.startsWith("#") ? byNumber(name.slice(1)) : (ENTITIES[name.toLowerCase()] ?? written), length]];
  }
  const isCode = length > 2;
  return [[isCode ? String.fromCharCode(Number.parseInt(name.slice(1), 16)) : (LETTERS[name] ?? name), length]];
}

function byNumber(digits: string): string {
  const code = /^x/i.test(digits) ? Number.parseInt(digits.slice(1), 16) : Number(digits);
  return code <= 0x10ffff ? String.fromCodePoint(code) : "\ufffd";
}

/** Bytes of UTF-8, as many of three characters each as a character of the text has; others are one character each. */
function percentPieces(written: string): readonly Piece[] {
  const bytes = Buffer.from(written.replaceAll("%", ""), "hex");
  const text = bytes.toString("utf8");
  return Buffer.from(text).equals(bytes)
    ? [...text].map((character) => [character, 3 * Buffer.byteLength(character)])
    : [...bytes].map((byte) => [String.fromCharCode(byte), 3]);
}
