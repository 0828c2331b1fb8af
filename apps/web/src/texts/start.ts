export const start = {
  title: 'Train, watch and question a network',
  lead: 'A small convolutional network learns expressions from 48 x 48 pixels. Train one here, see what it looks at, and where it is wrong. Nothing to install, nothing leaves this machine.',
  steps: [
    {
      view: 'train',
      title: 'Train one',
      text: 'A set of drawn faces is built in: a tiny network learns it in about a minute.',
      link: 'Train a network',
    },
    {
      view: 'explain',
      title: 'Ask what it looks at',
      text: 'Saliency, Grad-CAM, LIME and thirty other methods, side by side, and how far each can be trusted.',
      link: 'Explain an answer',
    },
    {
      view: 'data',
      title: 'Bring your own faces',
      text: 'Drop fer2013.csv, a zip or a folder of pictures: audited, counted, browsed, and kept in this browser.',
      link: 'Open the data',
    },
  ],
} as const;
