globalThis.preloaded = "yes";
