/** True for a principal that is a whole account: its id, or the ARN of its root. */
export function isAccountRoot(principal: string): boolean {
  return /^(\d{12}|arn:aws[a-z-]*:iam::\d{12}:root)$/.test(principal);
}
