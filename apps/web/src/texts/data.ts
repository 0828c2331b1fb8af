const count = (n: number, one: string, many = `${one}s`) =>
  `${n.toLocaleString('en')} ${n === 1 ? one : many}`;

/** `83 MB`. */
function bytes(n: number): string {
  const unit = n < 1e6 ? 'kB' : n < 1e9 ? 'MB' : 'GB';
  const value = n / { kB: 1e3, MB: 1e6, GB: 1e9 }[unit];
  return `${value.toLocaleString('en', { maximumFractionDigits: value < 10 ? 1 : 0 })} ${unit}`;
}

export const data = {
  title: 'Data',
  lead: 'What a network learns from. A set of drawn faces is built in; bring your own faces, and see what is odd about them before you train.',
  sets: {
    title: 'Data sets',
    builtIn: 'Drawn faces (built in)',
    facts: (images: number, [h, w]: readonly number[], classes: number) =>
      `${count(images, 'image')} of ${w} × ${h}, ${count(classes, 'class', 'classes')}`,
    remove: 'Remove',
    removeNamed: (name: string) => `Remove ${name}`,
    sure: (name: string) => `Remove ${name} from this browser, with what you noted about its images?`,
    yes: 'Yes, remove it',
    no: 'Keep it',
    unknown: (id: string) =>
      `The data set ${id} is not in this browser. Choose another, or bring it in below.`,
  },
  bring: {
    title: 'Bring your own',
    lead: 'Drop fer2013.csv (also .gz or .zip), or a folder of pictures with one folder a class (angry, disgust, fear, happy, sad, surprise, neutral), under train and test if you like. It is read here and kept in this browser; nothing is sent anywhere.',
    drop: 'Drop a file or a folder here',
    file: 'Choose a file …',
    folder: 'Choose a folder …',
    several: (n: number) => count(n, 'file'),
    reading: (name: string) => `Reading ${name}`,
    progress: (rows: number, done: number, total: number | undefined) =>
      `${count(rows, 'image')}; ${bytes(done)}${total === undefined ? '' : ` of ${bytes(total)}`}`,
    keeping: 'All is read; keeping it in this browser …',
    stop: 'Stop',
    stopped: 'Stopped; nothing was kept.',
    done: (name: string, images: number) => `${name}: ${count(images, 'image')} kept in this browser.`,
    bad: 'Some rows may be damaged while the rest is good.',
    skip: 'Read it again and leave out what is bad',
    skipped: (n: number) => `${count(n, 'row or picture', 'rows or pictures')} left out:`,
    more: (n: number) => `and ${count(n, 'more', 'more')}`,
  },
  room: {
    title: 'Room in this browser',
    used: (used: number, quota: number) =>
      `${bytes(used)} used; about ${bytes(Math.max(0, quota - used))} left for this site.`,
    unknown: 'This browser does not say how much room there is.',
    persisted: 'The browser keeps it until you remove it.',
    notPersisted: 'The browser may clear it when the disk gets full.',
    persist: 'Ask the browser to keep it',
    declined: 'The browser did not agree; some do so only for sites that are bookmarked or installed.',
  },
  about: {
    balance: 'Images a class',
    balanceLabel: (name: string) => `Bar chart: images of each class and part of ${name}`,
    tooManyParts: 'All parts together.',
    noLabels: 'These images have no labels: they can be shown to a network, but not teach or test one.',
    means: 'The mean image of each class',
    meansLabel: 'The mean image of each class: what its faces have in common',
    meansLead:
      'What the faces of a class have in common. Sharp means are aligned faces; blurred ones vary in place and pose.',
  },
  audit: {
    title: 'Audit',
    lead: 'Published sets hold surprises: copies in training and test parts make results look better than they are, and copies under two labels cannot both be right.',
    working: 'Comparing all images with each other …',
    nothing: 'Nothing odd was found.',
    exact: (groups: number, extra: number) =>
      `${count(groups, 'image')} more than once (${count(extra, 'further copy', 'further copies')})`,
    near: (groups: number) => `${count(groups, 'group')} of images that look nearly the same`,
    conflicting: (n: number) => `${n.toLocaleString('en')} under different labels`,
    across: (n: number) => `${n.toLocaleString('en')} in more than one part`,
    incomplete: 'So many images look alike that not all were compared.',
    blank: (n: number) => `${count(n, 'image')} of one colour, which ${n === 1 ? 'shows' : 'show'} nothing`,
    unlabelled: (n: number) => `${count(n, 'image')} without a label`,
    outOfRange: (n: number) => `${count(n, 'label')} that ${n === 1 ? 'is' : 'are'} no class`,
    badWeights: (n: number) => `${count(n, 'image')} with impossible soft labels`,
    largest: (shown: number, groups: number) =>
      shown < groups
        ? `${shown} of ${groups.toLocaleString('en')} groups, those with different labels first.`
        : '',
    group: (size: number, { conflicting, across }: { conflicting: boolean; across: boolean }) =>
      [`${size} images`, conflicting && 'different labels', across && 'in more than one part']
        .filter(Boolean)
        .join(', '),
    table: { what: 'What', images: 'How many', show: 'Show' },
  },
  browse: {
    title: 'Browse',
    lead: 'Each image opens in Explain.',
    class: 'Class',
    part: 'Part',
    any: 'All',
    none: 'No image is like that.',
    found: (n: number) => count(n, 'image'),
    grid: 'Images; the arrow keys go from one to the next',
    image: (row: number) => `Image ${row}`,
    taken: (label: string | undefined, answer: string) => (label ? `${label} → ${answer}` : answer),
    answer: (name: string, confidence: number) => `answer ${name}, ${Math.round(confidence * 100)} %`,
    answers: 'The model’s answer',
    verdict: 'Right or wrong',
    right: 'Right',
    wrong: 'Wrong',
    ask: (n: number) => `Ask the model about ${count(n, 'image')}`,
    asked: (right: number, n: number) =>
      `${((100 * right) / Math.max(1, n)).toFixed(1)} % of ${count(n, 'answer')} right`,
    unasked: 'Ask the model first: its answers are not known yet.',
  },
};
