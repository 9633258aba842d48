import { constant, type Distribution, doubtfulIn, sumOf, uniform } from "./distribution";
import {
  alarmOverhead,
  checkers,
  clients,
  delivery,
  orchestratorLook,
  orchestratorRun,
  probe,
  statusToDns,
} from "./estimates";
import type { Random } from "./random";

/**
 * The share of clients from which on a service counts as recovered. It is below what clients that hold on to old answers
 * leave over (3 to 9 % of them, our assumption), so that it does not measure that assumption.
 */
export const recoveredShare = 0.9;

/** From the loss of an endpoint until so many checkers call it unhealthy that the health check is. */
export function endpointDetection(interval: number, threshold: number, isTcp: boolean): Distribution {
  const wait = isTcp ? probe.unansweredTcp : probe.unanswered;
  const mayBeHealthy = Math.floor(checkers.count * checkers.healthyAbove);
  const draw = (random: Random) => {
    const unanswered = wait.distribution.draw(random);
    const cycle = interval + unanswered;
    const phases = drawMany(checkers.count, random).sort();
    const last = phases[checkers.count - mayBeHealthy - 1] ?? 1;
    return last * cycle + (threshold - 1) * cycle + unanswered;
  };
  return { text: `${threshold} failures in a row at ${checkers.count} checkers`, draw };
}

/** From a metric's change to the action of an alarm on it: the periods, the first of which is under way. */
export function alarmDelay(period: number, periods: number): Distribution {
  return sumOf(uniform((periods - 1) * period, periods * period), alarmOverhead.distribution);
}

/** From a health check's status until enough clients have the other answer and one reply from it. */
export function clientsMove(ttl: number): Distribution {
  return sumOf(statusToDns.distribution, clientsFollow(ttl));
}

/** The same from the answer of DNS servers on. */
export function clientsFollow(ttl: number): Distribution {
  const draw = (random: Random) => residualOf(ttl, random);
  const { holding, holdingTime, hang, residual } = clients;
  const parts = [holding, holdingTime, hang].map(({ distribution }) => distribution);
  return {
    text: `until ${recoveredShare * 100} % of the clients have the new answer`,
    draw,
    ...doubtfulIn([{ lowConfidence: [residual.name] }, ...parts]),
  };
}

function residualOf(ttl: number, random: Random): number {
  const holding = clients.holding.distribution.draw(random) * clients.count;
  const times = drawMany(clients.count, (index) => {
    const behindTwo = random() < clients.throughTwoCaches ? random() * ttl : 0;
    const held = index < holding ? clients.holdingTime.distribution.draw(random) : 0;
    return random() * ttl + behindTwo + held + clients.hang.distribution.draw(random);
  });
  return times.sort()[Math.ceil(recoveredShare * clients.count) - 1] ?? ttl;
}

/** So many numbers, one after the other. In a loop: `Float64Array.from` takes most of a simulation's time. */
function drawMany(count: number, draw: (index: number) => number): Float64Array {
  const drawn = new Float64Array(count);
  for (let index = 0; index < count; index++) {
    drawn[index] = draw(index);
  }
  return drawn;
}

/** From the answer of DNS servers to the call of a function that looks by itself. */
export const decisionAfterDns: Distribution = sumOf(orchestratorLook.distribution, orchestratorRun.distribution);

/** The same from a health check's status on. */
export const decision: Distribution = sumOf(statusToDns.distribution, decisionAfterDns);

/** Until somebody is notified by an alarm whose metric passes its threshold `onset` seconds after the loss. */
export function notified(onset: number, period: number, periods: number): Distribution {
  return sumOf(constant(onset), alarmDelay(period, periods), delivery.distribution);
}

/** Age of the newest backup that has arrived elsewhere. */
export function backupAge(period: number, startWindow: number, jobAndCopy: Distribution): Distribution {
  return sumOf(uniform(0, period), uniform(0, startWindow), jobAndCopy);
}
