export const data = {
  title: 'Data',
};
