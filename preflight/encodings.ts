/** Shorter pieces of an encoding occur by chance. */
const MIN_PIECE = 8;

/** Encoding a larger secret again takes longer than it is worth: it is looked for as it is. */
const MAX_ENCODED = 16_384;

/** A secret as it may stand in a text: as it is, in JSON, in an address, in base64 by itself or within more. */
export function encodingsOf(secret: string): readonly string[] {
  if (secret.length > MAX_ENCODED) {
    return [secret, JSON.stringify(secret).slice(1, -1)];
  }
  const bytes = Buffer.from(secret);
  const percent = encodeURIComponent(bytes.toString());
  const forms = [
    secret,
    JSON.stringify(secret).slice(1, -1),
    JSON.stringify(JSON.stringify(secret).slice(1, -1)).slice(1, -1),
    percent,
    percent.replaceAll("%20", "+"),
    bytes.toString("base64"),
    bytes.toString("base64url"),
    bytes.toString("hex"),
    ...[0, 1, 2].flatMap((offset) => base64Within(bytes, offset)),
  ];
  return [...new Set(forms)].filter((text) => text === secret || text.length >= Math.min(MIN_PIECE, secret.length));
}

/** The characters of base64 that depend on the secret alone, when `offset` bytes (of three) stand before it. */
function base64Within(bytes: Buffer, offset: number): readonly string[] {
  const start = Math.ceil((offset * 8) / 6);
  const end = Math.floor(((offset + bytes.length) * 8) / 6);
  const padded = Buffer.concat([Buffer.alloc(offset), bytes]);
  return (["base64", "base64url"] as const)
    .map((encoding) => padded.toString(encoding).slice(start, end))
    .filter((text) => text.length >= MIN_PIECE);
}
