import type { ResourceArgs } from "@pulumi/aws/apigateway";
import { Block } from "../graph/block";
import { unknowable } from "../graph/interruption";
import { known } from "../graph/reading";
import type { Member, Plain, Stack } from "../graph/stack";
import { Directory } from "./references";
import { tokens } from "./tokens";

type PathPart = Member<Plain<ResourceArgs>>;

/** The paths that the methods of REST APIs answer: each is a chain of parts, down from the API's root. */
export class ApiPaths {
  private readonly parts: Directory<Plain<ResourceArgs>>;

  constructor(stack: Stack) {
    this.parts = new Directory(stack.of(tokens.restApiResource));
  }

  /** `/orders/{id}`. Throws while the path is unknown, or kept elsewhere. */
  of(method: Member<unknown>, read: () => unknown): string {
    return this.from(method, "resourceId", read, []);
  }

  private from(holder: Member<unknown>, property: string, read: () => unknown, below: readonly PathPart[]): string {
    const { members, unknown } = this.parts.find(holder, property, read);
    const [only] = members;
    if (only !== undefined && !below.includes(only)) {
      return this.from(only, "parentId", () => only.props.parentId, [only, ...below]);
    }
    const isRoot =
      holder.sourcesOf(property).some(({ type }) => tokens.restApi.has(type)) ||
      (unknown === undefined && only === undefined && known(read) !== undefined);
    if (!isRoot) {
      throw unknown?.cause ?? unknowable(property);
    }
    return `/${below.map(({ props }) => props.pathPart ?? unknowable("pathPart")).join("/")}`;
  }
}

const verbs = ["get", "put", "post", "delete", "patch", "head", "options", "trace", "x-amazon-apigateway-any-method"];

/**
 * The operations that an OpenAPI document lets anyone call, as `GET /orders`. Undefined when it is no JSON: a YAML document
 * is read by nobody here. An API key tells callers apart and proves nothing.
 */
export function findOpenOperations(body: unknown): readonly string[] | undefined {
  const parsed = parseObject(body);
  if (parsed === undefined) {
    return undefined;
  }
  const document = new Block([], () => parsed);
  const paths = keysOf(parsed.paths);
  return paths.flatMap((path) => {
    const item = document.child("paths").child(path);
    const found = verbs.filter((verb) => item.read(verb) !== undefined && !isGuarded(item.child(verb), document));
    return found.map((verb) => `${verb.startsWith("x-") ? "ANY" : verb.toUpperCase()} ${path}`);
  });
}

function isGuarded(operation: Block, document: Block): boolean {
  const asks = operation.child("x-amazon-apigateway-auth").read("type");
  const wanted = operation.read("security") ?? document.read("security");
  const names = (Array.isArray(wanted) ? wanted : []).map(keysOf);
  // Of several entries one is enough for a caller: an empty one asks nothing.
  return (
    asks === "AWS_IAM" || (names.length > 0 && names.every((all) => all.some((name) => authorizes(name, document))))
  );
}

function authorizes(name: string, document: Block): boolean {
  const homes = [document.child("securityDefinitions"), document.child("components").child("securitySchemes")];
  return homes
    .map((home) => home.child(name))
    .some(
      (scheme) =>
        scheme.read("x-amazon-apigateway-authtype") !== undefined ||
        scheme.read("x-amazon-apigateway-authorizer") !== undefined ||
        ["oauth2", "openIdConnect"].includes(String(scheme.read("type"))),
    );
}

function parseObject(body: unknown): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = typeof body === "string" ? JSON.parse(body) : body;
    return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    return undefined;
  }
}

function keysOf(value: unknown): readonly string[] {
  return typeof value === "object" && value !== null ? Object.keys(value) : [];
}
