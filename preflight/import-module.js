// Loads an ES module: in TypeScript of this package `import()` would become `require`, which older Nodes refuse for it.
module.exports = (name) => import(name);
