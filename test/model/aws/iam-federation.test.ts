// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the policy variables of IAM look like this
import { findStatement } from "../../../model/aws/iam-document";
import { isAside, namesSubject, subjectWanted } from "../../../model/aws/iam-federation";

const condition = (operator: string, key: string, values: readonly unknown[]) => ({
  operator,
  key,
  values: values.map((value) => ({ at: [], read: () => value })),
});
const names = (operator: string, key: string, ...values: readonly unknown[]) =>
  namesSubject(condition(operator, key, values), undefined);

const github = "token.actions.githubusercontent.com";
const cluster = "oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF";

describe("namesSubject", () => {
  test.each([
    ["StringEquals", `${github}:sub`, ["repo:acme/ledger:ref:refs/heads/main"]],
    ["StringLike", `${github}:sub`, ["repo:acme/*"]],
    ["StringLike", `${github}:sub`, ["repo:acme/ledger:*", "repo:acme/web:*"]],
    ["StringLike", `${github.toUpperCase()}:SUB`, ["repo:acme/ledger:*"]],
    ["ForAnyValue:StringLike", `${github}:sub`, ["repo:acme/ledger:*"]],
    ["StringLike", `${github}:sub`, ["repository_owner_id:1234:*"]],
    ["StringLike", `${github}:sub`, ["environment:live:repo:acme/ledger:*"]],
    ["StringLike", `${github}:sub`, ["environment:live:repository_owner:acme"]],
    ["StringLike", `${github}:sub`, ["repo:acme@1/ledger@2:ref:*"]],
    ["StringLike", `${github}:sub`, ["repo:acme/ledger:environment:${*}"]],
    ["StringEquals", `${github}:repository_owner`, ["acme"]],
    ["StringLike", `${github}:job_workflow_ref`, ["acme/workflows/.github/workflows/deploy.yml@*"]],
    ["StringLike", "token.actions.githubusercontent.com/acme:sub", ["repo:*"]],
    ["StringLike", "gitlab.com:sub", ["project_path:acme/*:ref_type:branch:ref:main"]],
    ["StringLike", "gitlab.example.com:sub", ["project_path:acme*"]],
    ["StringLike", "app.terraform.io:sub", ["organization:acme:project:*:workspace:*:run_phase:*"]],
    ["StringEquals", "api.pulumi.com/oidc:aud", ["aws:acme"]],
    ["StringLike", "api.pulumi.com/oidc:sub", ["pulumi:deploy:org:acme:project:*"]],
    ["StringEquals", "cognito-identity.amazonaws.com:aud", ["us-east-1:12345678-abcd"]],
    ["StringEquals", "accounts.google.com:aud", ["66677788899900pro0"]],
    ["StringEquals", "graph.facebook.com:app_id", ["1234567890"]],
    ["StringEquals", `${cluster}:sub`, ["system:serviceaccount:web:front"]],
    ["StringLike", `${cluster}:sub`, ["system:serviceaccount:web:*"]],
    ["StringLike", "oidc-eks.eu-west-1.api.aws/id/0123:sub", ["system:serviceaccount:web-*:front"]],
    ["StringEquals", "cognito-idp.eu-west-1.amazonaws.com/eu-west-1_abc:aud", ["3n4b5urk1ft4fl3mg5e62d9ado"]],
    ["StringEquals", "SAML:aud", ["https://signin.aws.amazon.com/saml"]],
    ["StringEquals", "saml:sub", ["_cbb88bf52c2510eabe00c1642d4643f41430fe25e3"]],
  ])("%s on %s %j: yes", (operator, key, values) => expect(names(operator, key, ...values)).toBe(true));

  test.each([
    ["StringEquals", `${github}:aud`, ["sts.amazonaws.com"]],
    ["StringLike", `${github}:sub`, ["*"]],
    ["StringLike", `${github}:sub`, ["repo:*"]],
    ["StringLike", `${github}:sub`, ["repo:acme*"]],
    ["StringLike", `${github}:sub`, ["repo:acme*/ledger:*"]],
    ["StringLike", `${github}:sub`, ["repo:*/ledger:ref:refs/heads/main"]],
    ["StringLike", `${github}:sub`, ["repo:acm?/ledger:*"]],
    ["StringLike", `${github}:sub`, ["*:ref:refs/heads/main"]],
    ["StringLike", `${github}:sub`, ["repo:acme/ledger:*", "repo:*"]],
    ["StringEquals", `${github}:sub`, ["environment:live"]],
    ["StringEquals", `${github}:sub`, ["ref:refs/heads/main"]],
    ["StringLike", `${github}:sub`, ["environment:live:repo:*"]],
    ["StringLike", `${github}:sub`, ["environment:*:repo:acme/ledger:*"]],
    ["StringLike", `${github}:sub`, ["repository_owner:acme*"]],
    ["StringLike", `${github}:sub`, ["repo:${aws:PrincipalTag/org}/ledger"]],
    ["StringEquals", "gitlab.example.com:sub", ["${gitlab.example.com:aud}"]],
    ["StringEquals", "SAML:sub_type", ["persistent"]],
    ["StringEquals", "sts:RoleSessionName", ["deploy"]],
    ["StringEquals", `${github}:sub`, []],
    ["StringEquals", `${github}:sub`, [""]],
    ["StringEquals", `${github}:sub`, [7]],
    ["StringLikeIfExists", `${github}:sub`, ["repo:acme/ledger:*"]],
    ["ForAllValues:StringLike", `${github}:sub`, ["repo:acme/ledger:*"]],
    ["StringNotLike", `${github}:sub`, ["repo:acme/ledger:*"]],
    ["Null", `${github}:sub`, ["false"]],
    ["StringEquals", `${github}:actor`, ["somebody"]],
    ["StringEquals", `${github}:ref`, ["refs/heads/main"]],
    ["StringLike", `${github}:repository_owner`, ["acme*"]],
    ["StringLike", "gitlab.com:sub", ["project_path:*"]],
    ["StringEquals", "gitlab.com:aud", ["https://gitlab.com"]],
    ["StringLike", "app.terraform.io:sub", ["organization:*:project:web:*"]],
    ["StringEquals", "app.terraform.io:aud", ["aws.workload.identity"]],
    ["StringLike", "api.pulumi.com/oidc:sub", ["pulumi:deploy:org:*"]],
    ["StringLike", "cognito-identity.amazonaws.com:aud", ["*"]],
    ["ForAnyValue:StringLike", "cognito-identity.amazonaws.com:amr", ["authenticated"]],
    ["StringEquals", `${cluster}:aud`, ["sts.amazonaws.com"]],
    ["StringLike", `${cluster}:sub`, ["system:serviceaccount:*"]],
    ["StringLike", `${cluster}:sub`, ["system:serviceaccount:*:*"]],
    ["StringLike", `${cluster}:sub`, ["system:serviceaccount:*:front"]],
    ["StringLike", `${cluster}:sub`, ["*:front"]],
    ["StringLike", "oidc-eks.eu-west-1.api.aws/id/0123:sub", ["system:serviceaccount:?*:front"]],
    ["StringLike", "gitlab.example.com:sub", ["*"]],
    ["StringLike", "SAML:aud", ["*"]],
    ["StringEquals", "aws:RequestedRegion", ["eu-west-1"]],
    ["StringEquals", "constructor", ["x"]],
  ])("%s on %s %j: no", (operator, key, values) => expect(names(operator, key, ...values)).toBe(false));
});

describe("what Microsoft Sentinel tells its customers apart by", () => {
  const issuer = "sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d/";
  const provider = `arn:aws:iam::123456789012:oidc-provider/${issuer}`;
  const other = `arn:aws:iam::123456789012:oidc-provider/${github}`;
  const session = condition("StringEquals", "sts:RoleSessionName", ["MicrosoftSentinel_1234"]);

  test("is the name of the session", () => expect(namesSubject(session, provider)).toBe(true));
  test("is nothing that a caller of another provider chooses", () => expect(namesSubject(session, other)).toBe(false));
  test("is not its audience", () =>
    expect(namesSubject(condition("StringEquals", `${issuer}:aud`, ["api://1462b192"]), provider)).toBe(false));
  test("is said in a finding", () =>
    expect(subjectWanted(provider)).toBe("a condition on sts:RoleSessionName that names the workspace"));
});

describe("isAside", () => {
  test.each([
    ["sts:TagSession", true],
    [["sts:TagSession", "STS:SetSourceIdentity"], true],
    [["sts:TagSession", "sts:AssumeRoleWithWebIdentity"], false],
    ["sts:*", false],
    [[], false],
  ])("%j: %s", (Action, aside) => {
    const statement = findStatement({ Effect: "Allow", Action }, []);
    expect(statement !== undefined && isAside(statement)).toBe(aside);
  });
});

describe("subjectWanted", () => {
  test.each([
    ["arn:aws:iam::123456789012:saml-provider/okta", "a condition on SAML:aud"],
    [`arn:aws:iam::123456789012:oidc-provider/${github}`, `a condition on ${github}:sub that names who is let in`],
    ["cognito-identity.amazonaws.com", "a condition on cognito-identity.amazonaws.com:aud that names who is let in"],
  ])("%s", (provider, wanted) => expect(subjectWanted(provider)).toBe(wanted));
});
