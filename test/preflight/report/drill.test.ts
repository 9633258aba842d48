import { drillOf } from "../../../preflight/report/html/drill";
import { recorded } from "../../helpers/recorded";
import { judged } from "./sample";

const draw = (resources: ReturnType<typeof judged>["resources"]) => drillOf({ ...judged(), resources });

describe("the drill on the page", () => {
  test("says when the clients of a stack that fails over are served again, and draws it", async () => {
    const { resources } = await recorded("trading");
    const text = String(draw(resources));
    expect(text).toMatch(
      /The primary region is gone[^<]*\. In 200 simulated runs the median recovery took <strong>1 min \d+ s<\/strong>/,
    );
    expect(text).toMatch(/After the computed 1 min 30 s, \d+ % of the clients are served \(mean of all runs\)\./);
    expect(text).toMatch(/<path class="served-line" d="M56,134(H[\d.]+V[\d.]+)+H750"\/>/);
    expect(text).toMatch(/<line class="budget-line"[^>]*\/><text class="budget-label"[^>]*>RTO</);
    expect(text).toMatch(/<ol class="events"><li>\+0 s: the primary region is gone/);
    expect(text).toContain("recovered: 90 % of the clients served");
    expect(text).toContain("ops@example.com");
  });

  test("is the same for the same stack", async () => {
    const { resources } = await recorded("trading");
    expect(String(draw(resources))).toBe(String(draw([...resources])));
  });

  test("is left out where no name fails over", () => {
    expect(String(draw([]))).toBe("");
  });
});
