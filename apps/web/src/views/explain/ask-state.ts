import { route, setParams } from '../../route';
import type { Question } from '../../workers/ask/explain-images';

/** How maps are shown. */
export const SHOWS = ['overlay', 'map', 'masked'] as const;
type Show = (typeof SHOWS)[number];

/** What of the view stands in the address. */
export interface AskState {
  /** Of the data set. */
  row: number;
  methods: string[];
  target?: number;
  /** By method, only what was set. */
  settings: Readonly<Record<string, NonNullable<Question['settings']>>>;
  show: Show;
  /** 0..1: of an overlay; of a masked picture the threshold. */
  opacity: number;
  threshold: number;
  /** Looked into. */
  layer?: string;
  filter?: number;
}

const AT_FIRST = ['saliency', 'gradCam'];

export function readAskState(params: Readonly<Record<string, string>> = route.value.params): AskState {
  const { image = '', methods, target, settings, show, opacity, threshold, layer, filter } = params;
  return {
    row: wholeFrom(image.replace(/^set:/, '')) ?? 0,
    methods: methods === undefined ? AT_FIRST : methods.split(',').filter(Boolean),
    target: wholeFrom(target),
    settings: readSettings(settings),
    show: SHOWS.find((name) => name === show) ?? 'overlay',
    opacity: shareFrom(opacity) ?? 0.75,
    threshold: shareFrom(threshold) ?? 0.5,
    layer,
    filter: wholeFrom(filter),
  };
}

export function chooseMethod(name: string, isChosen: boolean): void {
  const { methods } = readAskState();
  const others = methods.filter((one) => one !== name);
  setParams({ methods: (isChosen ? [...others, name] : others).join(',') });
}

/** Sets one option of a method; `undefined` takes what it is at first. */
export function changeSetting(
  method: string,
  name: string,
  value: NonNullable<Question['settings']>[string] | undefined,
): void {
  const { settings } = readAskState();
  const { [name]: _, ...rest } = settings[method] ?? {};
  const own = value === undefined ? rest : { ...rest, [name]: value };
  const all = { ...settings, [method]: own };
  const changed = Object.fromEntries(Object.entries(all).filter(([, one]) => Object.keys(one).length > 0));
  setParams({ settings: Object.keys(changed).length > 0 ? JSON.stringify(changed) : undefined });
}

export function resetSettings(method: string): void {
  const { [method]: _, ...settings } = readAskState().settings;
  setParams({ settings: Object.keys(settings).length > 0 ? JSON.stringify(settings) : undefined });
}

function wholeFrom(text: string | undefined): number | undefined {
  return text && /^\d+$/.test(text) ? Number(text) : undefined;
}

function shareFrom(text: string | undefined): number | undefined {
  const value = Number(text);
  return text && value >= 0 && value <= 1 ? value : undefined;
}

/** An address that someone changed by hand may hold anything. */
function readSettings(text: string | undefined): AskState['settings'] {
  try {
    const found: unknown = JSON.parse(text ?? '{}');
    const isRecord = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);
    return isRecord(found) && Object.values(found as object).every(isRecord)
      ? (found as AskState['settings'])
      : {};
  } catch {
    return {};
  }
}
