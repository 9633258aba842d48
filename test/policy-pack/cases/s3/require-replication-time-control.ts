import { unknownList, unknownNumber, unknownText } from "../../given";

const on = { status: "Enabled", time: { minutes: 15 } };
const told = { status: "Enabled", eventThreshold: { minutes: 15 } };
const bucket = "arn:aws:s3:::copy";
const v6 = "aws:s3/bucketV2:BucketV2";

export default {
  pass: [
    { because: "there is no rule", given: { rules: [] } },
    {
      because: "both rules keep it",
      given: {
        rules: [
          { status: "Enabled", destination: { bucket, replicationTime: on, metrics: told } },
          { status: "Enabled", destination: { bucket, replicationTime: on, metrics: told } },
        ],
      },
    },
    {
      because: "the old bucket keeps it in its lists of one",
      type: v6,
      given: {
        replicationConfigurations: [
          {
            rules: [
              {
                status: "Enabled",
                destinations: [
                  {
                    bucket,
                    replicationTimes: [{ status: "Enabled", minutes: 15 }],
                    metrics: [{ status: "Enabled", minutes: 15 }],
                  },
                ],
              },
            ],
          },
        ],
      },
    },
  ],
  fail: [
    {
      because: "only the second of two rules lacks it",
      given: {
        rules: [
          { status: "Enabled", destination: { bucket, replicationTime: on, metrics: told } },
          { status: "Enabled", destination: { bucket, metrics: told } },
        ],
      },
      at: ["rules[1].destination.replicationTime.status"],
    },
    {
      because: "the time is one minute over what S3 offers",
      given: {
        rules: [
          {
            status: "Enabled",
            destination: { replicationTime: { status: "Enabled", time: { minutes: 16 } }, metrics: told },
          },
        ],
      },
      at: ["rules[0].destination.replicationTime.time.minutes"],
    },
    {
      because: "the minutes are a text",
      given: {
        rules: [
          {
            status: "Enabled",
            destination: { replicationTime: { status: "Enabled", time: { minutes: "15" } }, metrics: told },
          },
        ],
      },
      at: ["rules[0].destination.replicationTime.time.minutes"],
    },
    {
      because: "a switch is in small letters",
      given: { rules: [{ status: "Enabled", destination: { replicationTime: on, metrics: { status: "enabled" } } }] },
      at: ["rules[0].destination.metrics.status"],
    },
    {
      because: "the old bucket's time has no minutes",
      type: v6,
      given: {
        replicationConfigurations: [
          {
            rules: [
              {
                status: "Enabled",
                destinations: [
                  { replicationTimes: [{ status: "Enabled" }], metrics: [{ status: "Enabled", minutes: 15 }] },
                ],
              },
            ],
          },
        ],
      },
      at: ["replicationConfigurations[0].rules[0].destinations[0].replicationTimes[0].minutes"],
    },
    {
      because: "a rule on the bucket says nothing of time",
      type: "aws:s3/bucket:Bucket",
      given: { replicationConfiguration: { rules: [{ status: "Enabled", destination: { bucket } }] } },
      at: [
        "replicationConfiguration.rules[0].destination.replicationTime.status",
        "replicationConfiguration.rules[0].destination.metrics.status",
      ],
    },
    { because: "the rules are a text", given: { rules: "all" }, at: ["rules"] },
    {
      because: "the block is a truth",
      given: { rules: [{ status: "Enabled", destination: { replicationTime: true, metrics: told } }] },
      at: ["rules[0].destination.replicationTime"],
    },
  ],
  undetermined: [
    { because: "the rules are unknown", given: { rules: unknownList }, at: ["rules"] },
    {
      because: "it is unknown whether the rule is on",
      given: { rules: [{ status: unknownText }] },
      at: ["rules[0].status"],
    },
    {
      because: "the minutes are unknown, and the second rule is still judged",
      given: {
        rules: [
          {
            status: "Enabled",
            destination: { replicationTime: { status: "Enabled", time: { minutes: unknownNumber } }, metrics: told },
          },
          { status: "Enabled", destination: { replicationTime: on } },
        ],
      },
      at: ["rules[0].destination.replicationTime.time.minutes"],
      fail: ["rules[1].destination.metrics.status"],
    },
  ],
  skip: [
    {
      because: "an old bucket's list of configurations is empty",
      type: v6,
      given: { replicationConfigurations: [] },
    },
  ],
};
