import type { Architecture } from '../architecture';
import { compact4 } from './compact4';
import { compact4Dense } from './compact4-dense';
import { deep8 } from './deep8';
import { deep8Dense } from './deep8-dense';
import { dense } from './dense';
import { leaky4 } from './leaky4';
import { miniXception } from './mini-xception';
import { resnetFer } from './resnet-fer';
import { simple3 } from './simple3';
import { tiny } from './tiny';
import { vggFer } from './vgg-fer';
import { wide4 } from './wide4';
import { zeropad5 } from './zeropad5';

/** Every architecture under its name, in the order in which they are listed. */
export const ARCHITECTURES: Record<string, Architecture> = {
  tiny,
  wide4,
  deep8,
  'deep8-dense': deep8Dense,
  leaky4,
  simple3,
  zeropad5,
  compact4,
  'compact4-dense': compact4Dense,
  dense,
  'mini-xception': miniXception,
  'vgg-fer': vggFer,
  'resnet-fer': resnetFer,
};
