/** What the log readers of pipelines act on, as their documents tell it. */
export const READERS: readonly (readonly [string, RegExp])[] = [
  ["GitHub", /^\s*::/m],
  ["GitHub, the older form", /##\[/],
  ["Azure", /##vso\[/i],
  ["GitLab", /section_(start|end):\d/],
  ["TeamCity", /##teamcity\[/i],
  ["a terminal", /(?!\n)\p{Cc}|\p{Cf}|\p{Zl}|\p{Zp}/u],
];

/** Names and messages that a log reader would act on. */
export const COMMANDS: readonly string[] = [
  "::error file=a.ts::x",
  "  \t::set-output name=a::b",
  "\u00a0::add-mask::x",
  "\ufeff::stop-commands::x",
  "text\n::warning::x",
  "text\r::warning::x",
  "text\u2028::warning::x",
  "text\u0085::warning::x",
  "a ##[error]b",
  "####[group]b",
  "x##vso[task.setvariable variable=a]b",
  "##VSO[task.complete]",
  "##teamcity[message text='x']",
  "section_start:1:n\r\u001b[0K",
  "section_end:1:n\r\u001b[0K",
  "\u001b[31mred\u001b[2J\u001b]8;;http://x\u0007",
  "\u009b31m \u202etxt\u202c zero\u200bwidth \u2066x",
  "\u{e0001}\u{e0041}tag",
];
