import { browserImage } from './folder/browser-image';
import type { DecodedImage } from './folder/decoded-image';
import { crc32 } from './bytes/crc32';
import { platformInflate, type Inflate } from './bytes/inflate';

/** What Node does faster, or only in another way, than a browser does; the readers are the same for both. */
export interface Platform {
  inflate: Inflate;
  /** CRC-32 (ISO 3309, as in gzip, zip and PNG) of `bytes` that follow others with the checksum `before`. */
  crc32(bytes: Uint8Array, before?: number): number;
  /** Pixels of a PNG or JPEG file, turned upright, laid on black where they are transparent. */
  decodeImage(bytes: Uint8Array): Promise<DecodedImage>;
}

/** What browsers have; Node has it too, but for the images. */
export const webPlatform: Platform = { inflate: platformInflate, crc32, decodeImage: browserImage };
