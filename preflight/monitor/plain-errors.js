// Loaded into the processes of programs and packs before the SDK. The SDK reports an error as
// util.inspect(error, { colors: true }), and some releases of Node (20.20 is one) never finish colouring a stack frame
// whose path goes from node_modules to a scope and straight to a file, which is what the SDK's source maps make of its
// own frames: it takes a minute and gigabytes until a string is too long. Colours are of no use here: the preflight
// takes them out of what it shows.
const util = require("node:util");

util.inspect = new Proxy(util.inspect, {
  apply(inspect, self, [value, options, ...others]) {
    const plain = util.types.isNativeError(value) && options?.colors === true ? { ...options, colors: false } : options;
    return Reflect.apply(inspect, self, [value, plain, ...others]);
  },
});
