import { computed, effect, signal } from '@preact/signals';
import { route, setParams } from '../../route';
import { trainRoom } from '../../workers/rooms';
import type { CheckedSpec } from '../../workers/train/check-spec';
import { isJson, saysNoMore, valueAt, withValueAt, type Json } from './json-paths';

/** The data set that is trained on. */
export const dataId = computed(() => route.value.params.data ?? 'drawn-faces');

const specText = computed(() => route.value.params.spec ?? '{}');

/** The address holds something else than a spec, as a link that was cut. */
export const isCut = computed(() => {
  try {
    return !isJson(JSON.parse(specText.value));
  } catch {
    return true;
  }
});

/** What of the spec is other than the defaults: it stands in the address, so that a link opens the same form. */
export const changes = computed<Json>(() => {
  return isCut.value ? {} : (JSON.parse(specText.value) as Json);
});

/** The study whose main run the form begins from. */
export const studyName = computed(() => route.value.params.study);

/** The whole spec that the form stands for; the last good one while the form has a mistake. */
export const checked = signal<CheckedSpec | undefined>(undefined);
/** What is wrong with the form. */
export const mistake = signal<string | undefined>(undefined);
/** The form is read at the moment. */
export const checking = signal(false);

const isTrainView = computed(() => route.value.view === 'train');

/** Changes one value; what says no more than the defaults is left out. */
export function change(path: string, value: unknown): void {
  const defaults = checked.peek()?.defaults;
  const isDefault = defaults !== undefined && saysNoMore(value, valueAt(defaults, path));
  setChanges(withValueAt(changes.peek(), path, isDefault ? undefined : value));
}

/** Changes all at once. */
export function setChanges(json: Json): void {
  setParams({ spec: Object.keys(json).length === 0 ? undefined : JSON.stringify(json) });
}

/** What the form shows at a path: a change that may be wrong, else what holds without it. */
export function shown(path: string): unknown {
  return valueAt(changes.value, path) ?? valueAt(checked.value?.spec, path);
}

/** The same where a field can show only words. */
export function shownText(path: string): string {
  const value = shown(path);
  return typeof value === 'string' ? value : '';
}

let asked = 0;
effect(() => {
  if (!isTrainView.value) return;
  const choice = { dataId: dataId.value, study: studyName.value, changes: changes.value };
  void check(choice, ++asked);
});

async function check(
  choice: { dataId: string; study?: string; changes: Json },
  question: number,
): Promise<void> {
  checking.value = true;
  try {
    const answer = await trainRoom().checkSpec(choice);
    if (question !== asked) return;
    checked.value = answer;
    mistake.value = undefined;
  } catch (error) {
    if (question === asked) mistake.value = (error as Error).message;
  } finally {
    if (question === asked) checking.value = false;
  }
}
