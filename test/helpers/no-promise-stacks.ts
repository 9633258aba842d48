/** The SDK keeps a stack trace of every promise, for those that never end. A quarter of a run and more goes into them. */
const debuggable: { debuggablePromise<Result>(promise: Promise<Result>): Promise<Result> } =
  require("@pulumi/pulumi/runtime/debuggable");
debuggable.debuggablePromise = (promise) => promise;
