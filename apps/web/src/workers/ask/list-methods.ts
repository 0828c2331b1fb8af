import { canExplain, type MethodInfo } from '@fer/explain';
import { commonUnits, drawableMethods } from '@fer/experiments';
import type { ModelRef } from '../../library/model-ref';
import { describeModel } from './describe-model';
import { methodOptions, type Settings } from './method-options';
import { settingsOf, type Setting } from './method-settings';
import { openModel } from './open-model';

/** A method in the menu. */
export interface AskedMethod extends Pick<MethodInfo, 'name' | 'family' | 'tells' | 'cost' | 'paper'> {
  /** What can be set, with what is taken when nothing is. */
  settings: Setting[];
  /** Its values are shares of one score: their sizes compare with those of the others that are. */
  isShare: boolean;
  /** Why it can not explain this model here; undefined where it can. */
  refused?: string;
}

/** The methods whose values can be drawn over an image, and whether they can explain this model on the backend that runs. */
export async function listMethods(ref: ModelRef): Promise<AskedMethod[]> {
  const [opened, asked] = await Promise.all([openModel(ref), describeModel(ref)]);
  return drawableMethods.map((info): AskedMethod => {
    const settings = settingsOf(info, asked);
    const defaults = Object.fromEntries(settings.map(({ name, value }) => [name, value])) as Settings;
    const { name, family, tells, cost, paper } = info;
    const can = canExplain(opened.model, name, {
      ...methodOptions(name, defaults, opened),
      outputs: opened.outputs,
    });
    return {
      ...{ name, family, tells, cost, paper, settings },
      isShare: commonUnits([name]) === 'same',
      ...(!can.ok && { refused: can.reason }),
    };
  });
}
