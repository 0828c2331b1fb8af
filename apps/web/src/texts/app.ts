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
  newVersion: { text: 'A new version of the app is here.', reload: 'Reload with it' },
  broken: {
    text: 'The rest of the app still works, and what was kept in this browser is untouched. If this happens right after an update, reload the page.',
    reload: 'Reload the page',
    start: 'Back to the start',
  },
  lacking: {
    title: 'This browser can show the app but not do all of it:',
    needs: {
      secure:
        'The address is not secure: open the app by https, or on this machine by http://localhost or http://127.0.0.1.',
      workers:
        'It has no module workers, in which the app computes: a current Chrome, Edge, Firefox or Safari has.',
      storage:
        'It keeps no data (no IndexedDB, as in some private windows): runs and data sets can’t be kept. Use a window that is not private.',
    },
  },
  failed: 'That did not work',
};
