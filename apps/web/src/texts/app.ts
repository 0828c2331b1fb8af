export const app = {
  title: '@fer',
  skip: 'Skip to the content',
  navigation: 'Views',
  views: {
    start: 'Start',
    data: 'Data',
    train: 'Train',
    explain: 'Explain',
    mistakes: 'Mistakes',
    camera: 'Camera',
    models: 'Models',
  },
  loading: 'Loading …',
  footer:
    'Everything is computed in this browser; no picture leaves it. Not for reading people’s feelings: a facial expression is not a feeling.',
  theme: { label: 'Colours', auto: 'As the system', light: 'Light', dark: 'Dark' },
  download: { svg: 'Save as SVG', png: 'Save as PNG' },
  close: 'Close',
  loadingModel: 'Loading a model from another server',
  noFrame: 'the part of the app that loads models from other servers did not start (reload the page)',
  failed: 'That did not work',
};
