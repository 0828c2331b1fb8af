export const start = {
  title: 'Train, watch and question a network',
  lead: 'A small convolutional network learns expressions from 48 × 48 pixels. Train one here, see what it looks at, and where it is wrong. Nothing to install, nothing leaves this machine.',
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
  also: {
    title: 'And then',
    items: [
      {
        view: 'mistakes',
        title: 'Mistakes',
        text: 'which faces it takes for which, and the labels that are wrong',
      },
      { view: 'camera', title: 'Camera', text: 'your own face, with what speaks for each answer, live' },
      { view: 'models', title: 'Models', text: 'any image model of TensorFlow.js, and two of them compared' },
    ],
  },
  words: {
    title: 'Words that you will meet',
    items: [
      {
        word: 'Saliency map',
        meaning: 'how strongly the answer would change with each pixel; it does not say in which direction.',
      },
      {
        word: 'Faithfulness',
        meaning:
          'whether the pixels that a map marks matter: they are taken away, and the answer is asked again. A map that is no better than a random one explains nothing, however convincing it looks.',
      },
      {
        word: 'Confusion matrix',
        meaning: 'how often faces of each class were taken for each other class.',
      },
      {
        word: 'Held out',
        meaning:
          'images that the network never learned from. Only on those does its accuracy mean something.',
      },
    ],
  },
} as const;
