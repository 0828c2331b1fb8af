import type { SpecInput } from '@fer/experiments';
import type { OpenedApp } from './open-app';

interface TrainingAddress {
  spec: SpecInput;
  backend?: string;
  workers?: number;
}

/** Opens the form of a run by its address, as a link would. */
export async function openForm(
  { page, url }: Pick<OpenedApp, 'page' | 'url'>,
  { spec, backend = 'wasm', workers = 1 }: TrainingAddress,
): Promise<void> {
  const params = new URLSearchParams({ spec: JSON.stringify(spec), backend, workers: String(workers) });
  await page.goto(`${url}#/train?${params.toString()}`);
  await page.getByRole('button', { name: 'Start training' }).waitFor();
}

/** Starts the run of the form. @returns its id */
export async function startRun({ page }: Pick<OpenedApp, 'page'>): Promise<string> {
  await page.getByRole('button', { name: 'Start training' }).click();
  await page.waitForURL(/run=/);
  return new URLSearchParams(page.url().split('?')[1]).get('run')!;
}

/** Waits until the run that is shown is in this state, in the words of the app. */
export async function waitForState({ page }: Pick<OpenedApp, 'page'>, state: string): Promise<void> {
  await page.locator('.train-state', { hasText: state }).waitFor();
}
