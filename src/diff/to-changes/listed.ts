import type { ListedEntry } from '../entry.js';
import type { Maker } from './maker.js';
import { stepWith, type Step } from './step.js';

/** The steps about an object that snapshots only list, where its statements are known. Privileges are never changed. */
export function listedSteps({ listed }: ListedEntry, maker: Maker, verb: 'create' | 'drop'): readonly Step[] | undefined {
  if ('on' in listed) return undefined;
  const texts = maker.side.ddl.listed?.(listed, maker.print);
  if (texts === undefined) return undefined;
  const [create, drop] = [texts.create.map((sql) => maker.plain(sql)), maker.plain(texts.drop)];
  return verb === 'create' ? create.map((one, at) => stepWith(one, at === 0 ? [drop] : [])) : [stepWith(drop, create)];
}
