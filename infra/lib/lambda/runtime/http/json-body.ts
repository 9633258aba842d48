import type { HttpRequest } from "./message";
import { Refusal } from "./refusal";

/**
 * The JSON value in a request's body, which is UTF-8 and not longer than the limit.
 * @throws Refusal 413, 415 or 400
 */
export function readJsonBody({ headers, body }: HttpRequest, limitBytes: number): unknown {
  refuseOtherMediaTypes(headers.get("content-type") ?? "", headers.get("content-encoding"));
  if (body.length > limitBytes) {
    throw new Refusal({ status: 413, code: "body-too-large", message: `The body is limited to ${limitBytes} bytes.` });
  }
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch {
    throw new Refusal({ status: 400, code: "malformed-json", message: "The body is not JSON in UTF-8." });
  }
}

function refuseOtherMediaTypes(contentType: string, contentEncoding: string | undefined): void {
  const [mediaType = "", ...parameters] = contentType
    .toLowerCase()
    .split(";")
    .map((part) => part.trim());
  const charset = parameters.find((parameter) => parameter.startsWith("charset="));
  const isUtf8 = charset === undefined || /^charset="?utf-8"?$/.test(charset);
  const isPlain = contentEncoding === undefined || contentEncoding.toLowerCase() === "identity";
  if (mediaType !== "application/json" || !isUtf8 || !isPlain) {
    throw new Refusal({
      status: 415,
      code: "unsupported-media-type",
      message: "The body must be sent as application/json in UTF-8, without a content encoding.",
      headers: { accept: "application/json" },
    });
  }
}
