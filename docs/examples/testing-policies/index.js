const { PolicyPack } = require("@pulumi/policy");

const QUEUE = "aws:sqs/queue:Queue";

new PolicyPack("queue-policies", {
  policies: [
    {
      name: "queue-require-retention",
      description: "A queue keeps its messages for a while.",
      enforcementLevel: "mandatory",
      configSchema: { properties: { minimumSeconds: { type: "integer", default: 86_400 } } },
      validateResource: ({ type, props, getConfig, notApplicable }, report) => {
        if (type !== QUEUE) notApplicable("no queue");
        if (!(props.messageRetentionSeconds >= getConfig().minimumSeconds)) {
          report(`messageRetentionSeconds is ${props.messageRetentionSeconds}`);
        }
      },
    },
    {
      name: "queue-limit-regions",
      description: "All queues are in one region.",
      enforcementLevel: "advisory",
      validateStack: ({ resources }, report) => {
        const queues = resources.filter(({ type }) => type === QUEUE);
        const [first, ...others] = queues;
        for (const queue of others) {
          if (queue.provider?.props.region !== first.provider?.props.region) report("another region", queue.urn);
        }
      },
    },
  ],
});
