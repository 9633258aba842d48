// Loaded into the processes of programs before the SDK. A lookup that nobody can answer here gives a text that stands for
// the unknown one (lookups/stand-ins.ts), and what programs do most with the text of a secret or a parameter is to parse
// it. JSON.parse then gives an object whose every field is that text again: it is found wherever it goes, and unknown.
const standIn = /^(?:arn:)?unknown7c1e5d20x[0-9a-f]{8}(?:[:/]unknown7c1e5d20x[0-9a-f]{8})*$/;

/** As long as the longest of them. */
const longest = 200;

JSON.parse = new Proxy(JSON.parse, {
  apply(parse, self, [text, ...others]) {
    const stands = typeof text === "string" && text.length <= longest && standIn.test(text);
    return stands ? unknownObject(text) : Reflect.apply(parse, self, [text, ...others]);
  },
});

function unknownObject(text) {
  return new Proxy({ [text]: text }, { get: (object, name) => (isField(object, name) ? text : object[name]) });
}

/** Not what JavaScript or the SDK asks of an object to find out what it is. */
function isField(object, name) {
  return (
    typeof name === "string" && !(name in object) && !name.startsWith("__") && name !== "then" && name !== "toJSON"
  );
}
