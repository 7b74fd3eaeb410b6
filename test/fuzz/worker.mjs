// Runs cases in a process of its own, so that one that hangs or fills the memory can be ended. Driven by fuzz.mjs.
import { formats } from './corpus.mjs';
import { mutated } from './mutate.mjs';
import { randomOf } from './random.mjs';
import { targets } from './targets.mjs';

const turns = targets.flatMap((target) => Array.from({ length: target.share }, () => target));

/** The target and the input of a case. */
export function caseOf(seed, number) {
  const target = turns[number % turns.length];
  const random = randomOf(seed, number);
  return { target, random, input: mutated(formats[target.format], random) };
}

/** Runs a case: what is wrong, CPU milliseconds, peak memory of the process in MB. */
export async function runCase(seed, number) {
  const { target, random, input } = caseOf(seed, number);
  const before = process.cpuUsage();
  let finding;
  try {
    await target.run(input, random);
  } catch (thrown) {
    finding = thrown instanceof Error ? `${thrown.stack}` : String(thrown);
  }
  const { user, system } = process.cpuUsage(before);
  return {
    number,
    target: target.name,
    size: input.length,
    finding,
    cpu: (user + system) / 1000,
    peak: process.resourceUsage().maxRSS / 1024,
  };
}

if (process.send !== undefined) {
  process.on('message', async ({ seed, from, to, step }) => {
    for (let number = from; number < to; number += step) {
      process.send({ started: number });
      process.send({ result: await runCase(seed, number) });
    }
    process.send({ done: true });
  });
  process.send({ ready: true });
}
