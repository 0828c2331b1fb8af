export const mistakes = {
  title: 'Mistakes',
};
