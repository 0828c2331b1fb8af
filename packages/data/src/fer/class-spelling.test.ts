import { expect, it } from 'vitest';
import { classIndex, FER_CLASSES } from '../index';

it.each([
  ['angry', ['angry', 'Anger', 'ANGRY', '0', '00', '0_angry', '0 - Anger', ' angry ', '3.Angry']],
  ['disgust', ['disgust', 'Disgusted', '1', '1-disgust']],
  ['fear', ['fear', 'fearful', 'Afraid', '2']],
  ['happy', ['happy', 'Happiness', 'joy', '3', 'happy_faces', 'happy images']],
  ['sad', ['sad', 'sadness', '4']],
  ['surprise', ['surprise', 'Surprised', 'suprise', '5']],
  ['neutral', ['neutral', 'Neutrality', '6']],
])('knows %s as people write it', (name, spellings) => {
  for (const spelling of spellings)
    expect([spelling, classIndex(spelling, FER_CLASSES)]).toEqual([spelling, FER_CLASSES.indexOf(name)]);
});

it('knows no other names, nor numbers without a class, nor contempt unless it is a class', () => {
  for (const name of ['7', '-1', '', 'train', 'angryhappy', '0_', 'contempt', 'constructor', '__proto__'])
    expect([name, classIndex(name, FER_CLASSES)]).toEqual([name, undefined]);
  expect(classIndex('Contempt', [...FER_CLASSES, 'contempt'])).toBe(7);
  expect(classIndex('7', [...FER_CLASSES, 'contempt'])).toBe(7);
});
