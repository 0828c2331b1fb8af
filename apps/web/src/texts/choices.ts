/** Of what several views let choose. */
export const choices = {
  model: {
    label: 'Model',
    none: 'None',
    gone: 'A model that is not in this browser',
    goneMeans:
      'The model of this address is not in this browser: runs and models are kept where they were made. Choose another; or save it as a zip there, and bring it in here:',
    run: 'a run',
    model: 'a model',
    noModels: 'There is no model yet.',
    train: 'Train one',
  },
  data: {
    label: 'Data set',
    builtIn: 'Drawn faces (built in)',
    gone: 'A data set that is not in this browser',
  },
  pages: {
    label: 'Pages',
    page: (page: number, pages: number) => `Page ${page} of ${pages}`,
    previous: 'Previous',
    next: 'Next',
  },
  progress: {
    label: 'Images that the model was asked about',
    asked: (done: number, total: number) =>
      total
        ? `Asked about ${done.toLocaleString('en')} of ${total.toLocaleString('en')} images`
        : 'Opening the model …',
    stop: 'Stop',
  },
};
