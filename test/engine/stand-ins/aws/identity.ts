/** The account number that AWS's own documentation uses: it belongs to nobody. */
export const ACCOUNT = "123456789012";

export const PARTITION = "aws";
