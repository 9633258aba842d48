// A pack as a team may have it, for newest-sdk.test.ts. The compiler of TypeScript is not to be loaded for it.
const { PolicyPack } = require("@pulumi/policy");

if (Object.keys(require.cache).some((file) => /[\\/]typescript\.js$/.test(file))) {
  throw new Error("the compiler is loaded before anybody asks for it");
}

new PolicyPack("small", {
  policies: [
    {
      name: "short-pets",
      description: "Pets have short names.",
      enforcementLevel: "mandatory",
      validateResource({ type, props }, report) {
        if (type === "random:index/randomPet:RandomPet" && props.length > 2) {
          report(`length is ${props.length} with ${props.separator}, expected 2`);
        }
      },
    },
    {
      name: "count",
      description: "Nothing is made.",
      enforcementLevel: "advisory",
      validateStack({ resources }, report) {
        report(`resources is ${resources.length}, expected 0`);
      },
    },
  ],
});
