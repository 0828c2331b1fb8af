import { augmentationNames } from '@fer/data';
import { FIGURE_NAMES, studies } from '@fer/experiments';
import { initializerNames, modelNames, preprocessingNames } from '@fer/models';
import { monitorNames, optimizerNames, scheduleNames } from '@fer/train';

/** What a form of training can offer. */
export function trainingOptions() {
  return {
    studies: Object.values(studies).map(({ name, number, title, asked }) => ({ name, number, title, asked })),
    models: modelNames(),
    preprocessing: preprocessingNames(),
    // A crop to another size would be another model.
    augmentations: augmentationNames().filter((name) => name !== 'centerCrop'),
    optimizers: optimizerNames(),
    schedules: scheduleNames(),
    monitors: monitorNames(),
    initializers: initializerNames(),
    figures: FIGURE_NAMES,
    /** Threads that this machine can run at once. */
    threads: navigator.hardwareConcurrency || 1,
  };
}
export type TrainingOptions = ReturnType<typeof trainingOptions>;
