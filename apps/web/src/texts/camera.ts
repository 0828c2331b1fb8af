const percent = (share: number) => `${(share * 100).toFixed(1)} %`;

export const camera = {
  title: 'Camera',
  lead: 'What a network makes of the face before your camera, many times a second, and which parts of the face move its answer.',
  private:
    'No picture leaves this machine: the face is found and the network asked in this browser, and nothing is kept. The camera is on only between Start and Stop.',
  notFor:
    'This is not for reading people’s feelings. A facial expression is not a feeling: even people agree on only about two thirds of the labels such networks learn from. Do not use it to judge, hire, watch or score anybody; point it at yourself, or at people who agreed.',
  drawn:
    'This network was trained on the drawn faces: before real ones it guesses. It shows how the tools work, and nothing about your face.',
  empty: {
    title: 'There is no network to watch yet',
    text: 'Train one, or bring one in: the camera view then shows what it answers to your face, and a heat map of what speaks for its answer. A network trained on photographs of faces, such as FER2013, is right more often than one trained on drawn faces.',
    train: 'Train a network',
    models: 'Open a model',
  },
  start: 'Start the camera',
  startAgain: 'Start the camera again',
  stop: 'Stop',
  freeze: 'Freeze',
  goOn: 'Go on',
  explain: 'Open in Explain',
  picture: 'Picture of the camera',
  asking: 'Waiting for the camera: the browser may ask you to allow it …',
  left: 'The camera was switched off while this page was hidden.',
  opening: 'Opening the network …',
  camera: 'Camera',
  cameraNumber: (n: number) => `Camera ${n}`,
  method: 'Heat map',
  noMethod: 'None',
  /** Those that are quick enough for a video. */
  methods: {
    gradCam: 'Grad-CAM',
    gradCamPlusPlus: 'Grad-CAM++',
    layerCam: 'LayerCAM',
    hiResCam: 'HiResCAM',
    eigenCam: 'Eigen-CAM',
    saliency: 'Saliency',
    inputXGradient: 'Input × gradient',
    guidedBackprop: 'Guided backpropagation',
  } as Record<string, string>,
  target: 'Of which class',
  predicted: 'The one it answers',
  opacity: 'Strength of the heat map',
  mirror: 'As in a mirror',
  video: 'The camera’s picture, with a square around what the network sees',
  noFace: 'No face found. Come nearer, look at the camera, and have the light in front of you.',
  explains: (method: string, name: string) =>
    `${method} for ${name}. Each picture’s map has its own scale: it shows where, not how much.`,
  probabilities: {
    title: 'What it answers',
    caption: 'Probability of each class',
    class: 'Class',
    probability: 'Probability',
    percent,
  },
  spoken: {
    top: (name: string, probability: number) => `${name}, ${Math.round(probability * 100)} percent`,
    noFace: 'No face found',
  },
  timing: {
    title: 'How fast',
    rate: 'Pictures a second',
    ofCamera: (rate: number) => `the camera gives ${Math.round(rate)}`,
    find: 'Finding the face',
    predict: 'Asking the network',
    explain: 'Heat map',
    rest: 'Handing over',
    milliseconds: (n: number) => `${n.toFixed(n < 10 ? 1 : 0)} ms`,
    dropped:
      'Each picture is shown with its own answer. Those that come while one is being worked on are let go, so that what you see is never old.',
  },
  problems: {
    insecure: {
      title: 'This address is not secure, so the browser gives no camera',
      todo: 'Open the app by https, or on this machine by http://localhost or http://127.0.0.1.',
    },
    unsupported: {
      title: 'This browser gives pages no camera',
      todo: 'Use a current Chrome, Edge, Firefox or Safari; the built-in browsers of other apps often have no camera.',
    },
    refused: {
      title: 'The camera was not allowed',
      todo: 'Allow it by the sign beside the address (camera or lock), and look whether the system’s privacy settings let this browser use the camera. Then start again.',
    },
    none: {
      title: 'No camera was found',
      todo: 'Connect one, or switch on the one that is built in (some have a slide or a key), then start again.',
    },
    busy: {
      title: 'The camera does not answer',
      todo: 'Another program or tab may be using it: close that, then start again.',
    },
    ended: {
      title: 'The camera was disconnected or taken away',
      todo: 'Connect it again, or allow it again, then start again.',
    },
    other: {
      title: 'The camera could not be started',
      todo: 'Start again; if that does not help, try another browser.',
    },
  },
  theBrowserSaid: (said: string) => `The browser said: ${said}`,
};
