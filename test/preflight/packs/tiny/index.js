const { PolicyPack } = require("@pulumi/policy");

const QUEUE = "aws:sqs/queue:Queue";
const onQueue = (args) => args.type === QUEUE || args.notApplicable(`only judges ${QUEUE}`);

new PolicyPack("tiny", {
  policies: [
    {
      name: "queue-limit-retention",
      description: "A queue forgets in time.",
      severity: "high",
      remediationSteps: "Lower messageRetentionSeconds.",
      enforcementLevel: "mandatory",
      configSchema: {
        properties: {
          maximum: { type: "integer", minimum: 60, default: 600 },
          names: { type: "array", items: { type: "string" }, default: [] },
        },
      },
      validateResource: (args, report) => {
        onQueue(args);
        const { maximum } = args.getConfig();
        const found = args.props.messageRetentionSeconds;
        if (!(found <= maximum)) {
          report(
            `messageRetentionSeconds is ${JSON.stringify(found) ?? "not set"}, expected at most ${maximum}\nLower it.`,
          );
        }
      },
    },
    {
      name: "queue-require-known-name",
      description: "A queue's name is known.",
      severity: "low",
      enforcementLevel: "mandatory",
      validateResource: (args, report) => {
        onQueue(args);
        for (const { key } of args.props.tags ?? []) {
          report(`tags["${key}"] is "${key}", expected no such tag`);
        }
        if (args.props.name.length > 10) {
          report(`name is ${JSON.stringify(args.props.name)}, expected at most 10 characters`);
        }
      },
    },
    {
      name: "queue-require-owner",
      description: "A queue has an owner.",
      enforcementLevel: "mandatory",
      validateResource: (args) => {
        onQueue(args);
        const use = { urn: args.urn, path: "tags.Owner", reason: "moving out", owner: "ann@example.com" };
        args.notApplicable(`exempted ${JSON.stringify([{ ...use, expires: "2099-01-31" }])}`);
      },
    },
    {
      name: "stack-limit-region",
      description: "Everything is in one place.",
      enforcementLevel: "advisory",
      validateStack: ({ resources }, report) => {
        const regions = resources.filter(({ type }) => type === QUEUE).map(({ provider }) => provider.props.region);
        report(`regions is ${regions.join(" and ")}, expected one`, resources.find(({ type }) => type === QUEUE).urn);
        report("said of nobody in a form of its own");
      },
    },
    {
      name: "stack-require-arn",
      description: "An ARN is known.",
      enforcementLevel: "mandatory",
      validateStack: ({ resources }) => {
        resources.find(({ type }) => type === QUEUE).props.arn?.toString();
      },
    },
    {
      name: "queue-remediate-delay",
      description: "A queue does not wait.",
      enforcementLevel: "remediate",
      remediateResource: (args) => (args.type === QUEUE ? { ...args.props, delaySeconds: 0 } : undefined),
      validateResource: (args, report) => {
        onQueue(args);
        if (args.props.delaySeconds !== 0) {
          report(`delaySeconds is ${args.props.delaySeconds}, expected 0`);
        }
      },
    },
    {
      name: "resource-forbid-retention",
      description: "Nothing stays.",
      severity: "medium",
      remediationSteps: "Leave the option out.",
      enforcementLevel: "mandatory",
      configSchema: { properties: { exemptions: { type: "array", default: [] } } },
      validateResource: (args, report) => {
        if (args.opts.protect) {
          report("options.protect is true, expected false");
        }
      },
    },
    {
      name: "fault-forbid-trigger",
      description: "Fails when it is told to.",
      enforcementLevel: "mandatory",
      validateResource: (args) => {
        onQueue(args);
        if (args.props.trigger === "throw") {
          throw new Error("the policy is broken");
        }
        while (args.props.trigger === "hang") {}
      },
    },
  ],
});
