import { z } from "zod";
import { defaulted, type Field } from "./field";

export function environmentTagField(): Field<string> {
  return defaulted<string>(
    "production",
    "text",
    "the value of the tag Environment: 1 to 64 letters, digits, dots, dashes or underscores",
    z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/),
  );
}

export type Switch = "on" | "off";

export function switchField(otherwise: Switch, what: string): Field<Switch> {
  return defaulted<Switch>(otherwise, "text", `on (${what}) or off`, z.enum(["on", "off"]));
}
