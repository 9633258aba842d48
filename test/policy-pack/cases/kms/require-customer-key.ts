const secret = "aws:secretsmanager/secret:Secret";
const config = { requireKey: true };

export default {
  pass: [
    {
      because: "a secret without replicas has its key",
      config,
      type: secret,
      given: { kmsKeyId: "key", replicas: [] },
    },
    {
      because: "a table without replicas has its key",
      config,
      given: { serverSideEncryption: { enabled: true, kmsKeyArn: "key" } },
    },
  ],
  fail: [
    { because: "nothing is given", config, given: {}, at: ["serverSideEncryption.kmsKeyArn"] },
    {
      because: "the key is null, and that of the second replica too",
      config,
      type: secret,
      given: { kmsKeyId: null, replicas: [{ kmsKeyId: "key" }, { kmsKeyId: null }] },
      at: ["kmsKeyId", "replicas[1].kmsKeyId"],
    },
  ],
};
