export const train = {
  title: 'Train',
};
