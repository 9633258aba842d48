import { demands, lookUp } from "./iam-demand";
import type { Condition, Statement } from "./iam-document";
import { hasWildcard } from "./iam-wildcard";

type Accepts = (value: string) => boolean;
type Claims = Readonly<Record<string, Accepts>>;

/** A value in which something is fixed: `*` and `?*` fit everybody. */
const some: Accepts = (value) => /[^*?]/.test(value);
/** A variable holds what the caller's own session says; `${*}` and its like are plain characters. */
const hasVariable: Accepts = (value) => /\$\{[^*?$}]/.test(value);
const plain: Accepts = (value) => value !== "" && !hasWildcard(value);
/** A subject of the form `kind:tenant:rest` or `kind:tenant/rest`, open behind the tenant at most. */
const tenant: Accepts = (value) => plain(value) || /^[^:*?]+:[^:/*?]+[:/]/.test(value);
/** A value that begins with its tenant: `tenant/rest`. */
const owner: Accepts = (value) => plain(value) || /^[^/*?]+\//.test(value);
/**
 * A subject of GitHub's: parts of `claim:value`, whose order and choice each repository may set for itself. One of them
 * has to tell whose repository it is: `repo:tenant/rest`, `environment:live:repository_owner_id:42`.
 */
const repository: Accepts = (value) =>
  /^([^*?]*:)?((repo|repository|job_workflow_ref):[^:/*?]+\/|(repository_owner|enterprise)(_id)?:[^:*?]+(:|$)|repository_id:[^:*?]+(:|$))/.test(
    value,
  );
/** A subject that tells the organization somewhere: `pulumi:deploy:org:tenant:rest`. */
const organization: Accepts = (value) => plain(value) || /^[^*?]*\borg:[^:*?]+:/.test(value);
/** A service account: its namespace has to be told. `system:serviceaccount:web:*` is of the EKS user guide. */
const serviceAccount: Accepts = (value) => /^system:serviceaccount:[^:]*[^:*?][^:]*:./.test(value);

const subject: Claims = { sub: tenant };

/**
 * Identity providers that sign for everybody with the same keys, and the claims that tell one customer from another.
 * Source: the IAM user guide, "Identity-provider controls for shared OIDC providers", and each provider's own
 * documentation of its claims.
 */
export const shared: Readonly<Record<string, Claims>> = {
  "accounts.google.com": {
    aud: plain,
    oaud: plain,
    sub: plain,
    email: plain,
    hd: plain,
    "google/organization_number": plain,
  },
  "agent.buildkite.com": {
    sub: tenant,
    organization_id: plain,
    organization_slug: plain,
    pipeline_id: plain,
    cluster_id: plain,
  },
  "api.pulumi.com/oidc": { aud: plain, sub: organization },
  "app.terraform.io": subject,
  "cognito-identity.amazonaws.com": { aud: plain, sub: plain },
  "gitlab.com": {
    sub: tenant,
    namespace_id: plain,
    project_id: plain,
    user_id: plain,
    user_login: plain,
    user_email: plain,
  },
  "graph.facebook.com": { app_id: plain, id: plain },
  "oidc.codefresh.io": subject,
  "oidc.vercel.com": { aud: plain, sub: tenant },
  "oidc-configuration.audit-log.githubusercontent.com": { sub: plain },
  "proidc.upbound.io": { sub: plain },
  "scalr.io": subject,
  "studio.datachain.ai/api": subject,
  "token.actions.githubusercontent.com": {
    sub: repository,
    repository: owner,
    repository_id: plain,
    repository_owner: plain,
    repository_owner_id: plain,
    job_workflow_ref: owner,
    enterprise: plain,
    enterprise_id: plain,
  },
  "tokens.cloud.shisho.dev": subject,
  "vstoken.actions.githubusercontent.com": subject,
  "www.amazon.com": { app_id: plain, user_id: plain },
};

/** Microsoft Sentinel tells its customers apart by the name of the session alone. */
const sentinel = "sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d";

const cluster = /^oidc[.-]eks\.[a-z0-9-]+\.(amazonaws\.com(\.cn)?|api\.aws)\/id\//i;

/** What SAML tells of everybody alike: whether the subject is a lasting one. */
const ofEverybody: ReadonlySet<string> = new Set(["sub_type"]);

/** True when the claim of a provider, demanded with this value, tells who is let in. */
function tells(host: string, claim: string, value: string): boolean {
  const claims = lookUp(shared, host) ?? (cluster.test(host) ? { sub: serviceAccount } : undefined);
  if (hasVariable(value) || (host.toLowerCase() === "saml" && ofEverybody.has(claim.toLowerCase()))) {
    return false;
  }
  if (claims === undefined && host !== sentinel) {
    return some(value); // a provider of one's own: whoever it signs for is known to it
  }
  return lookUp(claims ?? {}, claim)?.(value) ?? false;
}

/** The issuer that a provider's ARN names, as conditions on its claims begin. */
const hostOf = (provider: string): string =>
  (/:oidc-provider\/(.+)$/.exec(provider)?.[1] ?? provider).replace(/\/$/, "");

/**
 * True when a condition on a claim, as `token.actions.githubusercontent.com:sub` or `SAML:aud`, names who is let in
 * through an identity provider; `provider` is its ARN, where that is known.
 */
export function namesSubject(condition: Condition, provider: unknown): boolean {
  if (condition.key.toLowerCase() === "sts:rolesessionname") {
    return typeof provider === "string" && hostOf(provider) === sentinel && demands(condition, some);
  }
  const [, host, claim] = /^(.+):([^:]+)$/.exec(condition.key) ?? [];
  const isClaim = host !== undefined && claim !== undefined && (host.includes(".") || host.toLowerCase() === "saml");
  return isClaim && demands(condition, (value) => tells(host.replace(/\/$/, ""), claim, value));
}

const asides = new Set(["sts:tagsession", "sts:setsourceidentity", "sts:setcontext"]);

/** True when a statement lets nobody in: it is about what is said of a session that another statement allows. */
export function isAside(statement: Statement): boolean {
  const actions = statement.entries("Action").map(({ read }) => String(read()).toLowerCase());
  return actions.length > 0 && actions.every((action) => asides.has(action));
}

/** What a trust in this provider has to ask for, in the words of a finding. */
export function subjectWanted(provider: string): string {
  if (/:saml-provider\//.test(provider)) {
    return "a condition on SAML:aud";
  }
  const host = hostOf(provider);
  if (host === sentinel) {
    return "a condition on sts:RoleSessionName that names the workspace";
  }
  const claims = Object.keys(lookUp(shared, host) ?? { sub: tenant });
  return `a condition on ${host}:${claims[0]} that names who is let in`;
}
