import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { studySpecs, type ScaleStudyOptions, type Study } from '@fer/experiments';
import { checkingInput } from '../errors';

/** Writes the runs of a study as specs for `fer run`, a file each. */
export async function saveSpecs(study: Study, options: ScaleStudyOptions, folder: string): Promise<void> {
  const { epochs, limit } = options;
  await checkingInput(async () => {
    const runs = studySpecs(study, options);
    await mkdir(folder, { recursive: true });
    for (const { name, spec } of runs) {
      const { data, training } = spec;
      const scaled = {
        ...spec,
        data: { ...data, ...(limit !== undefined && { limit }) },
        training: { ...training, epochs: Math.min(training.epochs, epochs ?? Infinity) },
      };
      const file = join(folder, `${study.name}-${name}.json`);
      await writeFile(file, `${JSON.stringify(scaled, null, 2)}\n`);
      console.log(file);
    }
  });
}
