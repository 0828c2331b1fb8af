import { SPLIT_NAMES, type SplitName } from '../names';
import { random, shuffled } from '../random';
import { HAIRS, HEADS } from './facesjs-parts';
import { PEEP_HEADS } from './open-peeps-parts';

export type Style = 'facesjs' | 'open-peeps';

/** A person: in facesjs a head with a hair, in open-peeps a head, which wears its hair. */
export interface Identity {
  style: Style;
  head: string;
  hair: string;
}

/** Of ten people, this many belong to each split. */
const TENTHS: Record<SplitName, number> = { train: 7, validation: 1, test: 2 };

/** Fixed, so that a person is in the same split in the shipped set and in every generated one. */
const SPLIT_SEED = 2013;

const PEOPLE: Record<Style, Identity[]> = {
  facesjs: HEADS.flatMap((head) => HAIRS.map((hair) => ({ style: 'facesjs' as const, head, hair }))),
  'open-peeps': PEEP_HEADS.map((head) => ({ style: 'open-peeps' as const, head, hair: head })),
};

/** The people of a style in a split; no person is in two. */
export function identities(style: Style, split: SplitName): Identity[] {
  const order = shuffled(PEOPLE[style], random(SPLIT_SEED));
  const before = SPLIT_NAMES.slice(0, SPLIT_NAMES.indexOf(split)).reduce((sum, s) => sum + TENTHS[s], 0);
  const at = (tenths: number) => Math.round((order.length * tenths) / 10);
  return order.slice(at(before), at(before + TENTHS[split]));
}

export const identityName = ({ style, head, hair }: Identity) =>
  style === 'facesjs' ? `facesjs/${head}+${hair}` : `open-peeps/${head}`;

/** The split of the k-th image of a class: 7 : 1 : 2 in every ten. */
export function splitOf(k: number): SplitName {
  const tenth = k % 10;
  return tenth < TENTHS.train ? 'train' : tenth < TENTHS.train + TENTHS.validation ? 'validation' : 'test';
}
