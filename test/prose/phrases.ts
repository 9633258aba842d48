/** Words and phrases that readers stumble over, each with what the field says. */
export const phrases: readonly (readonly [wrong: RegExp, better: string])[] = [
  [/\blaws?\b/i, "policy"],
  [/\bmend(s|ed|ing)?\b/i, "fix"],
  [/\bputs? right\b/i, "fix"],
  [/\bhad back\b/i, "restored"],
  [/\bgo(es)? off\b/i, "the alarm fires"],
  [/\balarm (never )?speaks?\b/i, "the alarm fires"],
  [/\bdoes something when\b/i, "has an action"],
  [/\b(person|somebody|nobody) is told\b/i, "is notified"],
  [/\bpeople are told\b/i, "are notified"],
  [/\btells? a topic\b/i, "notifies a topic"],
  [/\b(somebody|nobody) is (subscribed|attached)\b/i, "has a subscription; is attached"],
  [/\bby other ways\b/i, "without an alarm"],
  [/\b(a|one) foot in\b/i, "spans"],
  [/\bfinds? ill\b/i, "is unhealthy"],
  [/\bhands? out\b/i, "returns"],
  [/\bthat nobody named\b/i, "unnamed"],
  [/\beverything but a\b/i, "the name of the element: NotAction"],
  [/\bcredentials only to those who\b/i, "require"],
  [/\bkeys? of (one|its|your)('s|) own\b/i, "a customer managed key"],
  [/\bkeys that AWS manages\b/i, "AWS managed keys"],
  [/\bdo(es)? well with\b/i, "is sufficient for"],
  [/\bis survived by\b/i, "survives"],
  [/\bgives? (it|a message) up\b/i, "moves to a dead-letter queue"],
  [/\bsomebody can look\b/i, "investigation"],
  [/\bhides? a message\b/i, "visibility timeout"],
  [/\bkept somewhere\b/i, "the place it is kept"],
  [/\bbegins? to speak\b/i, "starts to warn"],
  [/\bleaves no longer\b/i, "does not exceed"],
  [/\bknows? the way to\b/i, "has a route to"],
  [/\bknows? which is which\b/i, "PRIMARY and SECONDARY"],
  [/\bask it of\b/i, "require it on"],
  [/\basks? its endpoint\b/i, "the health check's interval"],
  [/\bcalls? (it|its endpoint) down\b/i, "the health check fails"],
  [/\bshared by weight\b/i, "weighted records"],
  [/\bwhat drives a failover lives\b/i, "failover automation runs in"],
  [/\bmay lose more, with\b/i, "data loss exceeds"],
  [/\blives in its two\b/i, "is in the two configured regions"],
  [/\bknows nothing of the other\b/i, "is independent of the other"],
  [/\bsay what a system is asked for\b/i, "configure"],
  [/\bby lot\b/i, "a random sample"],
  [/\bta(ken?|kes) for granted\b/i, "assumed"],
  [/\bcourse of the median run\b/i, "timeline of the median run"],
  [/\brequests under way\b/i, "in-flight requests"],
  [/\bth of a hundred\b/i, "percentile"],
  [/\bspeaks? (plain )?(HTTPS?|TLS)\b/i, "uses"],
  [/\bstands in the run's\b/i, "is in"],
  [/\b(moves|goes back|begins|takes over|fails over|returns|promotes) by itself\b/i, "automatically"],
  [/\ball the same\b/i, "anyway"],
];

export function wrongIn(text: string): readonly string[] {
  return phrases.flatMap(([wrong, better]) => {
    const found = wrong.exec(text);
    return found === null ? [] : [`"${found[0]}": write "${better}"`];
  });
}

const COMMENT = /\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/ .*$/;
const TEXT = /"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/;
const READABLE = new RegExp(`${COMMENT.source}|${TEXT.source}`, "gm");

/** What people read of a source: its comments, and texts of more than one word (a single one is a name). */
export function readableIn(source: string): readonly string[] {
  const texts = [...source.matchAll(READABLE)].map(([found]) => found.replace(/\$\{[^}]*\}/g, "…"));
  return texts.filter((text) => text.includes(" ")).map((text) => text.replace(/\n\s*(\*|\/\/)?\s*/g, " "));
}
