/** There is nothing to decode images with: not the image's fault. */
export class MissingDecoder extends Error {
  override readonly name = 'MissingDecoder';
}
