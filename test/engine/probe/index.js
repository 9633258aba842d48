// A pack that says what it is handed, for handed.test.ts.
const { PolicyPack } = require("@pulumi/policy");

/** Keys in order, so that two texts are one where two objects are. */
function inOrder(value) {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, inOrder(value[key])]),
  );
}

const shown = ({ urn, type, name, props, opts, provider }) => ({
  ...{ urn, type, name, props, opts },
  provider: provider && { urn: provider.urn, props: provider.props },
});

new PolicyPack("probe", {
  policies: [
    {
      name: "resource",
      description: "Each resource.",
      enforcementLevel: "advisory",
      validateResource: (args, report) => report(JSON.stringify(inOrder(shown(args)))),
    },
    {
      name: "stack",
      description: "All resources.",
      enforcementLevel: "advisory",
      validateStack({ resources }, report) {
        for (const resource of resources) {
          const { parent, dependencies, propertyDependencies } = resource;
          const names = Object.entries(propertyDependencies).map(([key, list]) => [key, list.map(({ urn }) => urn)]);
          const links = { parent: parent?.urn, dependencies: dependencies.map(({ urn }) => urn), names };
          report(JSON.stringify(inOrder({ ...shown(resource), ...links })), resource.urn);
        }
      },
    },
  ],
});
