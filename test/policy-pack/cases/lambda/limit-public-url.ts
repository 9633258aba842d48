export default {
  pass: [
    { because: "the patterns allow any function", config: { publicFunctions: ["*"] }, given: { functionName: "a" } },
    { because: "the name is nothing but the ending", given: { functionName: "-health", authorizationType: "NONE" } },
    {
      because: "the function is given by its ARN, and its name is all that is allowed",
      config: { publicFunctions: ["orders"] },
      given: { functionName: "arn:aws:lambda:us-east-1:123456789012:function:orders", authorizationType: "NONE" },
    },
  ],
  fail: [
    {
      because: "no function may be public",
      config: { publicFunctions: [] },
      given: { functionName: "orders-health", authorizationType: "NONE" },
      at: ["authorizationType"],
    },
    {
      because: "the authorization is misspelt",
      given: { functionName: "orders", authorizationType: "aws_iam" },
      at: ["authorizationType"],
    },
    {
      because: "the name ends like health in another case",
      given: { functionName: "orders-Health", authorizationType: "NONE" },
      at: ["authorizationType"],
    },
    {
      because: "the ARN's alias is called health, the function is not",
      given: {
        functionName: "arn:aws:lambda:us-east-1:123456789012:function:orders:x-health",
        authorizationType: "NONE",
      },
      at: ["authorizationType"],
    },
    { because: "nothing is given", given: {}, at: ["authorizationType"] },
    { because: "the name is null", given: { functionName: null, authorizationType: null }, at: ["authorizationType"] },
    {
      because: "two patterns allow other functions",
      config: { publicFunctions: ["*-health", "status"] },
      given: { functionName: "orders", authorizationType: "NONE" },
      at: ["authorizationType"],
    },
    {
      because: "the name is a text with an ARN's word in it",
      config: { publicFunctions: ["orders"] },
      given: { functionName: "my-function:orders", authorizationType: "NONE" },
      at: ["authorizationType"],
    },
  ],
};
