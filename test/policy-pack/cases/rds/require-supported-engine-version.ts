import { unknownText } from "../../given";

const at = ["engineVersion"];
const instance = "aws:rds/instance:Instance";
const postgres = (engineVersion: unknown) => ({ engine: "aurora-postgresql", engineVersion });

export default {
  pass: [
    { because: "it is the last day of its support", today: "2026-12-31", given: postgres("15.13") },
    { because: "a patch of a supported version is named", given: postgres("15.10.3") },
    { because: "a version with long support is older than others that AWS has dropped", given: postgres("14.6") },
    { because: "it is newer than what AWS listed, of a supported major version", given: postgres("15.19") },
    { because: "the major version alone is named", given: postgres("16") },
    { because: "the limitless form of a version is supported", given: postgres("16.10-limitless") },
    { because: "a global cluster names it", type: "aws:rds/globalCluster:GlobalCluster", given: postgres("17.7") },
    {
      because: "an instance of MySQL 8.4 names a patch",
      type: instance,
      given: { engine: "mysql", engineVersion: "8.4.3" },
    },
    {
      because: "the notice is a day too short",
      today: "2026-12-21",
      config: { noticeDays: 10 },
      given: postgres("15.13"),
    },
  ],
  fail: [
    { because: "it is the day after its support", today: "2027-01-01", given: postgres("15.13"), at },
    {
      because: "the notice begins today",
      today: "2026-12-22",
      config: { noticeDays: 10 },
      given: postgres("15.13"),
      at,
    },
    { because: "AWS has dropped a version of 14", given: postgres("14.9"), at },
    { because: "AWS has dropped it and it is named with its patch", given: postgres("15.4.1"), at },
    { because: "support of its major version has ended", given: postgres("13.23"), at },
    { because: "its major version alone is named and past support", given: postgres("12"), at },
    { because: "a global cluster names it", type: "aws:rds/globalCluster:GlobalCluster", given: postgres("15.4"), at },
    { because: "PostgreSQL 9.6 is used", type: instance, given: { engine: "postgres", engineVersion: "9.6.24" }, at },
    { because: "MySQL 8.0 is used", type: instance, given: { engine: "mysql", engineVersion: "8.0.35" }, at },
    { because: "MariaDB 10.5 is used", type: instance, given: { engine: "mariadb", engineVersion: "10.5" }, at },
    {
      because: "the last day of its support is today and notice is asked for",
      today: "2026-12-31",
      config: { noticeDays: 1 },
      given: postgres("15.13"),
      at,
    },
  ],
  undetermined: [
    { because: "the engine is unknown", given: { engine: unknownText, engineVersion: "15.4" }, at: ["engine"] },
  ],
  skip: [
    { because: "the version is null", given: postgres(null) },
    {
      because: "the engine is none that anything is known of",
      type: instance,
      given: { engine: "oracle-ee", engineVersion: "19" },
    },
    { because: "the engine is missing", given: { engineVersion: "15.4" } },
    { because: "the version is a number", given: postgres(15.4) },
    { because: "the version is a word", given: postgres("latest") },
    { because: "the major version came out later", given: postgres("21.1") },
    {
      because: "the engine is called like something of the prototype",
      given: { engine: "constructor", engineVersion: "1" },
    },
    { because: "the version is null", given: postgres(null) },
    { because: "the engine is a number", given: { engine: 7, engineVersion: "15.4" } },
  ],
};
