if (process.env.BROKEN_PACK === "prints") {
  console.log("welcome to my pack");
  setInterval(() => {}, 1000);
} else if (process.env.BROKEN_PACK === "hangs") {
  setInterval(() => {}, 1000);
} else {
  throw new Error("the pack is on fire");
}
