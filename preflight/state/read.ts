import type {
  GraphOptions,
  GraphResource,
  Json,
  JsonObject,
  LogMessage,
  Recording,
  SourcePosition,
  Timeouts,
} from "../graph";
import { parseProviderReference } from "../monitor/provider-reference";
import { nameOf, ROOT_STACK } from "../monitor/urn";
import { PreflightError } from "../problem";
import { readJson } from "../read-json";
import { HIDDEN } from "../redact";
import { shorten } from "../report/shorten";
import {
  hasSignature,
  isArray,
  isObject,
  makeSecret,
  mapObject,
  mapValue,
  revealSecrets,
  SECRET,
  UNKNOWN,
} from "../wire";
import { explain, exportSchema, previewSchema, type StateResource } from "./schema";

/** A stack as a file shows it. */
export interface StateFile {
  readonly recording: Recording;
  /** True for a deployed stack, false for a preview, in which values may be unknown. */
  readonly deployed: boolean;
}

/** Deeper than any program nests, shallower than what a parser can be made to fall over. */
const MAX_DEPTH = 100;

/**
 * Reads what `pulumi stack export` or `pulumi preview --json` wrote, or a stack's file of a local backend. Throws a
 * PreflightError for anything else.
 */
export function readStateFile(file: string): StateFile {
  const broken: string[] = [];
  const document = unwrapCheckpoint(readWhole(parseFile(file), broken));
  const isPreview = isObject(document) && "steps" in document && !("deployment" in document);
  const states = isPreview ? readPreview(file, document) : readExport(file, document);
  if (states.length === 0) {
    throw new PreflightError(`${file} holds no resource, expected the export or the preview of a stack`);
  }
  const resources = states.map(readResource);
  const first = resources[0]?.urn.split("::") ?? [];
  return {
    recording: {
      project: first[1] ?? "",
      stack: (first[0] ?? "").replace(/^urn:pulumi:/, ""),
      organization: "organization",
      resources,
      outputs: resources.find(({ type }) => type === ROOT_STACK)?.outputs ?? {},
      logs: noteOf(file, broken),
      notJudged: [],
    },
    deployed: !isPreview,
  };
}

function parseFile(file: string): Json {
  const expected = "the output of pulumi stack export or pulumi preview --json";
  const document = readJson(file, file, expected, (text) => refuseEvents(file, text, expected)) as Json;
  if (isDeeperThan(document, MAX_DEPTH)) {
    throw new PreflightError(`${file} nests deeper than ${MAX_DEPTH} levels, which no stack does`);
  }
  return document;
}

/** A line of what the engine reports while it works: a number and one event. */
const EVENT = /^\s*\{\s*"sequence"\s*:\s*\d+\s*,[^\n]*?"\w+Event"\s*:/;

function refuseEvents(file: string, text: string, expected: string): void {
  if (EVENT.test(text)) {
    throw new PreflightError(
      `${file} is a stream of the engine's events, one to a line, expected ${expected}; write it with pulumi preview --json and without --event-log or PULUMI_ENABLE_STREAMING_JSON_PREVIEW`,
    );
  }
}

/** A local backend keeps a stack's last deployment in a wrapper of its own. */
function unwrapCheckpoint(document: Json): Json {
  if (!isObject(document) || !isObject(document.checkpoint)) {
    return document;
  }
  const { latest } = document.checkpoint;
  return { version: document.version ?? null, deployment: isObject(latest) ? latest : {} };
}

function isDeeperThan(value: Json, limit: number): boolean {
  if (typeof value !== "object" || value === null) {
    return false;
  }
  const items: readonly Json[] = isArray(value) ? value : Object.values(value);
  return limit === 0 ? items.length > 0 : items.some((item) => isDeeperThan(item, limit - 1));
}

/** A lone surrogate: half of a character, which UTF-8 cannot hold. */
const HALF = /\p{Cs}/gu;

/** Halves of characters are read as U+FFFD, as the pack is told of them; a text with one is put into `broken`. */
function readWhole(value: Json, broken: string[]): Json {
  if (typeof value === "string") {
    const whole = value.replace(HALF, "\ufffd");
    if (whole !== value) broken.push(value);
    return whole;
  }
  if (isArray(value)) return value.map((item) => readWhole(item, broken));
  if (!isObject(value)) return value;
  const members = Object.entries(value).map(([name, item]) => [readWhole(name, broken), readWhole(item, broken)]);
  return Object.fromEntries(members) as JsonObject;
}

function noteOf(file: string, [broken]: readonly string[]): readonly LogMessage[] {
  const where = broken === undefined ? "" : JSON.stringify(shorten(broken, 80));
  const message = `${file} holds half a character in ${where}, which was read as U+FFFD; look for a name or value that was cut within a character`;
  return broken === undefined ? [] : [{ severity: "warning", message }];
}

function readExport(file: string, document: Json): readonly StateResource[] {
  const parsed = exportSchema.safeParse(document);
  if (!parsed.success) {
    throw new PreflightError(`${file}: ${explain(parsed.error)}; expected the output of pulumi stack export`);
  }
  return (parsed.data.deployment.resources ?? []).filter((resource) => !resource.delete);
}

/** The state each resource would have after the preview; of two steps for one resource the later counts. */
function readPreview(file: string, document: Json): readonly StateResource[] {
  const parsed = previewSchema.safeParse(document);
  if (!parsed.success) {
    throw new PreflightError(`${file}: ${explain(parsed.error)}; expected the output of pulumi preview --json`);
  }
  const states = new Map<string, StateResource>();
  for (const { op, newState } of parsed.data.steps) {
    if (newState !== null && newState !== undefined && !op.startsWith("delete") && !op.startsWith("discard")) {
      states.set(newState.urn, newState);
    }
  }
  return [...states.values()];
}

function readResource(state: StateResource): GraphResource {
  const inputs = readProperties(state.inputs);
  const provider = parseProviderReference(state.provider ?? "")?.urn;
  const sourcePosition = readPosition(state.sourcePosition ?? "");
  return {
    urn: state.urn,
    type: state.type,
    name: nameOf(state.urn),
    custom: state.custom,
    remote: false,
    external: state.external,
    inputs,
    outputs: state.outputs === null || state.outputs === undefined ? inputs : readProperties(state.outputs),
    id: state.id,
    ...(state.parent ? { parent: state.parent } : {}),
    ...(provider === undefined ? {} : { provider }),
    dependencies: state.dependencies ?? [],
    propertyDependencies: Object.fromEntries(
      Object.entries(state.propertyDependencies ?? {}).map(([property, urns]) => [property, urns ?? []]),
    ),
    options: readOptions(state),
    ...(sourcePosition === undefined ? {} : { sourcePosition }),
  };
}

function readOptions(state: StateResource): GraphOptions {
  const timeouts = Object.entries(state.customTimeouts ?? {})
    .filter(([, seconds]) => seconds > 0)
    .map(([name, seconds]) => [name, `${seconds}s`]);
  const customTimeouts: Timeouts = Object.fromEntries(timeouts);
  return {
    protect: state.protect,
    retainOnDelete: state.retainOnDelete,
    ignoreChanges: state.ignoreChanges ?? [],
    aliases: state.aliases ?? [],
    additionalSecretOutputs: state.additionalSecretOutputs ?? [],
    replaceOnChanges: state.replaceOnChanges ?? [],
    ...(timeouts.length === 0 ? {} : { customTimeouts }),
    ...(state.deletedWith ? { deletedWith: state.deletedWith } : {}),
    ...(state.importID ? { importId: state.importID } : {}),
  };
}

/** What `pulumi preview --json` prints in place of a secret. */
const BLINDED = "[secret]";

/** Encrypted, hidden and blinded secrets are unknown secrets: nothing can be said about their value. */
function readProperties(properties: Readonly<Record<string, unknown>> | null | undefined): JsonObject {
  return mapObject((properties ?? {}) as JsonObject, readValue);
}

function readValue(value: Json): Json {
  if (value === BLINDED) {
    return makeSecret(UNKNOWN);
  }
  return hasSignature(value, SECRET) ? readSecret(value) : value;
}

/** The text of a secret may hold further ones, each a text of its own (`stack export --show-secrets`). */
function readSecret({ plaintext }: JsonObject): JsonObject {
  if (typeof plaintext !== "string") {
    return makeSecret(UNKNOWN);
  }
  try {
    const value: Json = JSON.parse(plaintext);
    const isUnreadable = value === HIDDEN || isDeeperThan(value, MAX_DEPTH);
    return makeSecret(isUnreadable ? UNKNOWN : revealSecrets(mapValue(value, readValue)));
  } catch {
    return makeSecret(UNKNOWN);
  }
}

/** `project:///index.ts#12,3` */
function readPosition(text: string): SourcePosition | undefined {
  const [, path, line, column] = /^project:\/\/\/(.*)#(\d+)(?:,(\d+))?$/.exec(text) ?? [];
  return path === undefined ? undefined : { file: path, line: Number(line), column: Number(column ?? 0) };
}
