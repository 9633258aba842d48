import * as z from "zod/mini";
import { bodyProblems } from "../runtime/http/body-problems";
import { Refusal } from "../runtime/http/refusal";

/** What each field must be, for people. */
const expected = {
  id: "1 to 64 letters, digits or dashes, beginning with a letter or digit; it says nothing about the patient",
  patient: "1 to 64 letters, digits or dashes",
  kind: "encounter, observation or prescription",
  content: "1 to 16000 characters",
};

const identifier = /^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/;
const text = (pattern: RegExp) => z.string().check(z.regex(pattern));

const recordSchema = z.strictObject({
  id: text(identifier),
  patient: text(identifier),
  kind: z.enum(["encounter", "observation", "prescription"]),
  content: z.string().check(z.minLength(1), z.maxLength(16_000)),
});

/** One entry of a patient's file. All of it but the id is patient data: it is stored and answered, and goes nowhere else. */
export type PatientRecord = Readonly<z.infer<typeof recordSchema>>;

/**
 * Reads a record from JSON.
 * @throws Refusal 422 with every field that is wrong, and no value of any
 */
export function parseRecord(value: unknown): PatientRecord {
  const result = recordSchema.safeParse(value);
  if (result.success) {
    return result.data;
  }
  throw new Refusal({
    status: 422,
    code: "invalid-record",
    message: "The record is not complete or not right.",
    problems: bodyProblems(result.error.issues, value, { noun: "record", expected }),
  });
}

/** Whether a record, an event or a caller can have this id. */
export function isIdentifier(id: string): boolean {
  return identifier.test(id);
}

export function isSameRecord(one: PatientRecord, other: PatientRecord): boolean {
  return (
    one.id === other.id && one.patient === other.patient && one.kind === other.kind && one.content === other.content
  );
}
