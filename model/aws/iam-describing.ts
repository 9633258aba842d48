/**
 * Actions that begin like those which describe, and return data: the names of objects, the people of a directory, the
 * texts of a conversation, what a command or an execution was given and has answered.
 */
const handOutData: readonly RegExp[] = [
  /^(states:describe(execution|maprun)|ssm:list(commands|commandinvocations))$/,
  /^s3(express|-object-lambda|-outposts)?:list(bucket|multipart|objects|parts)/,
  /^(cognito-idp|cognito-identity|cognito-sync|identitystore|sso-directory|workmail|quicksight|connect|chime):/,
  /^(bedrock|bedrock-agentcore|lex|mobiletargeting|profile|healthlake|medical-imaging|transcribe|comprehend|rekognition):/,
  /^(codecommit|memorydb|rds-data|redshift-data|support|payments|billing|invoicing|health|macie2|guardduty):/,
];

/** Actions of other names that tell no more than those do; AWS lists each with the access level Read. */
const others: ReadonlySet<string> = new Set(["ec2:getcoippoolusage", "ec2:getsecuritygroupsforvpc"]);

/**
 * True for an action that tells which resources there are and how they are set up, and nothing that is kept in them:
 * `Describe...` and `List...`, as AWS names them in every service. False for a pattern.
 */
export function isDescribing(action: string): boolean {
  const name = action.toLowerCase();
  return (
    others.has(name) ||
    (/^[a-z0-9-]+:(describe|list)[a-z0-9]+$/.test(name) && !handOutData.some((pattern) => pattern.test(name)))
  );
}
