/** Of what several views let choose. */
export const choices = {
  model: {
    label: 'Model',
    none: 'None',
    gone: 'A model that is not in this browser',
    noModels: 'There is no model yet.',
    train: 'Train one',
  },
};
